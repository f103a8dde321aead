"""The table of requests lying on its side: applicants down, results across."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dagster_project.document import Document, Grid
from dagster_project.parsers.tables.applicant_heads import NOBODY, applicants_of
from dagster_project.parsers.tables.forms import FormRow, TableForms, has_figures, words_of
from dagster_project.parsers.tables.grids import GridRow, grid_rows, label_of
from dagster_project.parsers.tables.located import FEWEST_ROWS, REQUESTS, Instance, own_part
from dagster_project.parsers.tables.rows import DataRow, untotalled
from dagster_project.parsers.tables.scan import FULL_ROW, Mark, Span, figures_between, find_marks

REACH = 2_500
FEWEST_PARTED = 5
MOST_LABELS = 3
LONGEST_REST = 8
LONGEST_HEAD = 40
_NUMBER = re.compile(r"(?<!\d)\d+(?!\d|\s?[.、．])")
_FIGURE = re.compile(r"[^㐀-鿿]*\d")
_FIGURES = re.compile(r"[^㐀-鿿]*")
_NAME = re.compile(r"(?m)^[^\d\n]{2,20}(?=[\s|]+\d)")


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
    if not set(names) >= set(range(FULL_ROW - 1)):
        return Turned()
    last = max(name.end for name in names.values())
    figures = _FIGURES.match(text, last)
    found = Turned(end=figures.end() if figures else last)
    found.flowing = _text_rows(text, names, marks, forms, found.end)
    for number, grid in enumerate(document.grids, 1):
        if grid.end > instance.start and grid.start < found.end and not found.drawn:
            found.drawn = _grid_columns(text, own_part(text, grid, instance, forms), number, forms)
    return found


def _applicants(text: str, start: int, forms: TableForms) -> dict[int, Mark]:
    """Kind of applicant → its name behind the heads, in the order of the text; between them stand figures and little
    else."""
    stop = min(len(text), start + REACH)
    marks = find_marks(text, start, stop, forms.column_words[REQUESTS])
    named = _together(text, start, [(mark.rows[0], mark) for mark in marks], forms)
    if len(named) < len(forms.applicants):
        lines = _together(text, start, _named_lines(text, start, stop, forms), forms)
        named = lines if len(lines) > len(named) else named
    return named


def _together(text: str, start: int, names: Sequence[tuple[int, Mark]], forms: TableForms) -> dict[int, Mark]:
    named: dict[int, Mark] = {}
    last = start
    for kind, mark in names:
        if kind >= len(forms.applicants) or not _FIGURE.match(text, mark.end):
            continue
        longest = LONGEST_REST if named else LONGEST_HEAD
        if kind in named or len(words_of(text[last : mark.start])) > longest:
            break
        named[kind], last = mark, mark.end
    return named


def _named_lines(text: str, start: int, stop: int, forms: TableForms) -> list[tuple[int, Mark]]:
    """The lines that begin with the name of a kind of applicant, in fewer words too."""
    first = text.find("\n", start, stop)
    found = list(_NAME.finditer(text, max(first, start), stop))[: len(forms.applicants)]
    kinds = applicants_of([name[0] for name in found], forms.applicants, forms.column_words[REQUESTS])
    marks = [Mark(name.start(), name.end(), ()) for name in found]
    return [(kind, mark) for kind, mark in zip(kinds, marks, strict=True) if kind != NOBODY]


def _text_rows(
    text: str, names: Mapping[int, Mark], marks: Sequence[Mark], forms: TableForms, end: int
) -> list[DataRow]:
    """The rows when behind each name stand as many figures as there are heads."""
    heads = [head for head in _named([(mark, mark.rows) for mark in marks], forms.rows[REQUESTS]) if head]
    stops = [*(name.start for name in names.values()), end][1:]
    lines = {
        kind: figures_between(text, name.end, stop) for (kind, name), stop in zip(names.items(), stops, strict=True)
    }
    if not heads or any(len(line) != len(heads) for line in lines.values()):
        return []
    kinds = sorted(lines)
    return [_row([lines[kind][at] for kind in kinds], mark, row) for at, (mark, row) in enumerate(heads)]


def _named(heads: Sequence[tuple[Mark, Sequence[int]]], form: Sequence[FormRow]) -> list[tuple[Mark, int] | None]:
    """The row of the form that each head names, None for one that has no figures of its own; nothing where heads name
    the same row, or several rows and in another order than the form."""
    parents = {form[row].parent for _, rows in heads for row in rows}
    kept = [[row for row in rows if has_figures(form[row], parents)] for _, rows in heads]
    rows = [one for one in kept if one]
    chosen: list[int] = []
    if all(len(one) == 1 for one in rows):
        chosen = [one[0] for one in rows]
    else:
        last = -1
        for one in rows:
            last = next((row for row in one if row > last), -1)
            if last < 0:
                return []
            chosen.append(last)
    if len(set(chosen)) < len(chosen):
        return []
    numbers = iter(chosen)
    return [(mark, next(numbers)) if one else None for (mark, _), one in zip(heads, kept, strict=True)]


def _row(spans: list[Span], mark: Mark, row: int) -> DataRow:
    """The row of seven cells, the last of them empty where no totals are printed."""
    made = DataRow(spans, True, own=Mark(mark.start, mark.end, (row,)))
    return made if len(spans) == FULL_ROW else untotalled(made)


def _grid_columns(text: str, grid: Grid, number: int, forms: TableForms) -> list[DataRow]:
    """The columns of a grid whose rows are the kinds of applicant, under the last head that names each."""
    lines = grid_rows(text, grid)
    applicants = _applicant_lines(lines, forms)
    kinds = [kind for kind in range(len(forms.applicants)) if kind in applicants]
    if not set(kinds) >= set(range(FULL_ROW - 1)):
        return []
    heads: dict[int, tuple[Mark, tuple[int, ...]]] = {}
    for line in lines[: min(applicants.values())]:
        for cell, words in zip(line.cells, line.words, strict=True):
            meant = label_of(words, forms.row_words[REQUESTS]) if words else ()
            if meant:
                span = range(cell.column, cell.column + cell.column_span)
                heads.update((column, (Mark(cell.start, cell.end, meant), meant)) for column in span)
    columns = sorted(heads)
    named = _named([heads[column] for column in columns], forms.rows[REQUESTS])
    if sum(1 for one in named if one) < FEWEST_ROWS:
        return []
    places = grid.places()
    rows = []
    for column, head in zip(columns, named, strict=True):
        if head is None:
            continue
        mark, number_in_form = head
        cells = [places[applicants[kind]][column] for kind in kinds]
        row = _row([(cell.start, cell.end) if cell else (mark.end, mark.end) for cell in cells], mark, number_in_form)
        row.table, row.columns = number, [column] * len(cells)
        row.lines = [applicants[kind] + 1 for kind in kinds]
        rows.append(row)
    return rows


def _applicant_lines(lines: Sequence[GridRow], forms: TableForms) -> Mapping[int, int]:
    """Kind of applicant → the first row of the grid that it heads."""
    labels: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        last = max((at for at, is_figure in enumerate(line.values) if not is_figure), default=-1)
        if 0 <= last < MOST_LABELS and last + 1 < len(line.cells):
            labels.append((index, line.words[last]))
    kinds = applicants_of([words for _, words in labels], forms.applicants, forms.column_words[REQUESTS])
    found: dict[int, int] = {}
    for kind, (index, _) in zip(kinds, labels, strict=True):
        if 0 <= kind < len(forms.applicants):
            found.setdefault(kind, index)
    return found
