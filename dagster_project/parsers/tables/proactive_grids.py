"""Section two as a drawn table: the figures in the cells beside the label of each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.tables.forms import TableForms, words_of
from dagster_project.parsers.tables.grids import GridRow, grid_rows, grids_within, label_of
from dagster_project.parsers.tables.proactive_heads import names_a_column
from dagster_project.parsers.tables.proactive_rows import (
    ROWS,
    Option,
    cells_of,
    named_columns,
    told_once,
    without_padding,
)
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import Mark
from dagster_project.parsers.tables.splitting import Reading


def rows_of_grids(
    document: Document, forms: TableForms, low: int, high: int, form: str
) -> dict[str, tuple[Mark, Option, list[str]]]:
    """The rows, each with its label and the addresses of its cells, in the grids between `low` and `high`."""
    rows: dict[str, tuple[Mark, Option, list[str]]] = {}
    several: set[str] = set()  # rows printed more than once with fewer figures than their form has
    for number, grid in grids_within(document, low, high):
        for line_number, line, first, heads in _lines_under_heads(document.text, grid):
            meant = label_of(line.words[first], forms.row_words[ROWS])
            if not meant:
                continue
            code = forms.rows[ROWS][meant[0]].code
            if code in rows:
                if rows[code][1][0][0].form != form:
                    several.add(code)
                continue
            cells = _beside(line, first, heads)
            if len(cells) > 1 and names_a_column(line.words[first], forms, form):
                continue
            spans, names = told_once(document.text, [(c.start, c.end) for c in cells], heads.words)
            if made := _grid_row(forms, form, code, spans, names):
                label = line.cells[first]
                columns = {(c.start, c.end): c.column + 1 for c in cells}
                where = [f"table {number}, row {line_number}, column {columns[span]}" for span in made[1].spans]
                rows[code] = (Mark(label.start, label.end, meant), made, where)
    return {code: row for code, row in rows.items() if code not in several}


@dataclass(slots=True)
class _Heads:
    """The last row of words above a row: those behind its first cell, and the columns that any of them stand in."""

    words: list[str] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)


def _lines_under_heads(text: str, grid: Grid) -> Iterator[tuple[int, GridRow, int, _Heads]]:
    """The rows with figures behind a label, each with its number, the place of its label, and the heads over it."""
    heads = _Heads()
    for number, line in enumerate(grid_rows(text, grid), 1):
        if all(line.values):
            continue
        first = line.values.index(False)
        if all(line.values[first + 1 :]):
            yield number, line, first, heads
        else:
            heads = _Heads(
                [words_of(word) for word in line.words[first + 1 :] if word],
                {cell.column for cell, word in zip(line.cells, line.words, strict=True) if word},
            )


def _beside(line: GridRow, label: int, heads: _Heads) -> list[Cell]:
    """The cells behind the label, without blank ones that stand under no head."""
    headed = heads.columns
    return [c for c in line.cells[label + 1 :] if c.end > c.start or not headed or c.column in headed]


def _grid_row(forms: TableForms, form: str, code: str, spans: list[Span], heads: list[str]) -> Option | None:
    spans = without_padding(forms, form, code, spans)
    cells = cells_of(forms, form, code, len(spans))
    if not cells or len(spans) != len(cells):
        return None
    named = named_columns(forms, cells, heads)
    if named:
        spans = [spans[named[cell.column]] for cell in cells]
    return cells, Reading(spans)
