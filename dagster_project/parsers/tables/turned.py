"""The table of requests lying on its side: applicants down, results across."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dagster_project.document import Document, Grid
from dagster_project.parsers.tables.forms import FormRow, TableForms, words_of
from dagster_project.parsers.tables.grids import GridRow, grid_rows, label_of
from dagster_project.parsers.tables.located import FEWEST_ROWS, REQUESTS, Instance
from dagster_project.parsers.tables.rows import DataRow
from dagster_project.parsers.tables.scan import Mark, Span, figures_between, find_marks

REACH = 2_500
FEWEST_PARTED = 5
MOST_LABELS = 3
LONGEST_REST = 8
LONGEST_HEAD = 40
_NUMBER = re.compile(r"(?<!\d)\d+(?!\d|\s?[.、．])")
_FIGURE = re.compile(r"[^㐀-鿿]*\d")
_FIGURES = re.compile(r"[^㐀-鿿]*")


@dataclass(slots=True)
class Turned:
    """The rows of the form as a grid draws them and as the text has them, and where the figures end."""

    drawn: list[DataRow] = field(default_factory=list)
    flowing: list[DataRow] = field(default_factory=list)
    end: int = -1


def turned_rows(document: Document, forms: TableForms, instance: Instance) -> Turned:
    """The columns of a table on its side as rows of the form; nothing, not even an end, where figures part labels."""
    text, marks = document.text, instance.marks
    numbers = sum(1 for _ in _NUMBER.finditer(text, marks[0].start, marks[-1].end))
    if numbers * FEWEST_PARTED > len(marks):
        return Turned()
    names = _applicants(text, marks[-1].end, forms)
    if len(names) < len(forms.applicants) - 1:
        return Turned()
    figures = _FIGURES.match(text, names[-1].end)
    found = Turned(end=figures.end() if figures else names[-1].end)
    found.flowing = _text_rows(text, names, marks, forms, found.end)
    for number, grid in enumerate(document.grids, 1):
        if grid.end > instance.start and grid.start < found.end and not found.drawn:
            found.drawn = _grid_columns(text, grid, number, forms)
    return found


def _applicants(text: str, start: int, forms: TableForms) -> list[Mark]:
    """The kinds of applicant that stand behind the heads, in the order of the form, with figures and little else
    between them."""
    names: list[Mark] = []
    for mark in find_marks(text, start, min(len(text), start + REACH), forms.column_words[REQUESTS]):
        if mark.rows[0] == len(names) and mark.rows[0] < len(forms.applicants) and _FIGURE.match(text, mark.end):
            if len(words_of(text[names[-1].end if names else start : mark.start])) > (
                LONGEST_REST if names else LONGEST_HEAD
            ):
                break
            names.append(mark)
    return names


def _text_rows(text: str, names: Sequence[Mark], marks: Sequence[Mark], forms: TableForms, end: int) -> list[DataRow]:
    """The rows when behind each name stand as many figures as there are heads."""
    heads = _in_order([(mark, mark.rows) for mark in marks], forms.rows[REQUESTS])
    stops = [*(name.start for name in names[1:]), end]
    lines = [figures_between(text, name.end, stop) for name, stop in zip(names, stops, strict=True)]
    if len(names) < len(forms.applicants) or not heads or any(len(line) != len(heads) for line in lines):
        return []
    return [_row([line[at] for line in lines], mark, row) for at, (mark, row) in enumerate(heads)]


def _in_order(heads: Sequence[tuple[Mark, Sequence[int]]], form: Sequence[FormRow]) -> list[tuple[Mark, int]]:
    """The heads that have figures, each with the next row of the form that it may name; nothing out of order."""
    kept: list[tuple[Mark, int]] = []
    parents = {form[row].parent for _, rows in heads for row in rows}
    last = -1
    for mark, rows in heads:
        row = next((row for row in rows if row > last), -1)
        if row < 0:
            return []
        last = row
        if form[row].kind == "data" or (form[row].kind == "group" and form[row].code not in parents):
            kept.append((mark, row))
    return kept


def _row(spans: list[Span], mark: Mark, row: int) -> DataRow:
    return DataRow(spans, True, own=Mark(mark.start, mark.end, (row,)))


def _grid_columns(text: str, grid: Grid, number: int, forms: TableForms) -> list[DataRow]:
    """The columns of a grid whose rows are the kinds of applicant, under the last head that names each."""
    lines = grid_rows(text, grid)
    applicants = _applicant_lines(lines, forms)
    if len(applicants) < len(forms.applicants):
        return []
    heads: dict[int, tuple[Mark, tuple[int, ...]]] = {}
    for line in lines[: min(applicants.values())]:
        for cell, words in zip(line.cells, line.words, strict=True):
            meant = label_of(words, forms.row_words[REQUESTS]) if words else ()
            if meant:
                span = range(cell.column, cell.column + cell.column_span)
                heads.update((column, (Mark(cell.start, cell.end, meant), meant)) for column in span)
    columns = sorted(heads)
    named = _in_order([heads[column] for column in columns], forms.rows[REQUESTS])
    if len(named) != len(columns) or len(named) < FEWEST_ROWS:
        return []
    places = grid.places()
    rows = []
    for column, (mark, number_in_form) in zip(columns, named, strict=True):
        cells = [places[applicants[place]][column] for place in range(len(forms.applicants))]
        row = _row([(cell.start, cell.end) if cell else (mark.end, mark.end) for cell in cells], mark, number_in_form)
        row.table, row.columns = number, [column] * len(cells)
        row.lines = [applicants[place] + 1 for place in range(len(cells))]
        rows.append(row)
    return rows


def _applicant_lines(lines: Sequence[GridRow], forms: TableForms) -> Mapping[int, int]:
    """Kind of applicant → the first row of the grid that it heads."""
    found: dict[int, int] = {}
    lexicon = forms.column_words[REQUESTS]
    for index, line in enumerate(lines):
        last = max((at for at, is_figure in enumerate(line.values) if not is_figure), default=-1)
        meant = lexicon.exact(words_of(line.words[last])) if 0 <= last < MOST_LABELS else ()
        if meant and meant[0] < len(forms.applicants):
            found.setdefault(meant[0], index)
    return found
