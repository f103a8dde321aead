"""Section two by its heads: the row and the column of the form that are named to the left of a figure or above it."""

from __future__ import annotations

from collections.abc import Mapping

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.tables.forms import Lexicon, TableForms, stands_over, words_of
from dagster_project.parsers.tables.grids import NO_HEAD, grids_within, is_value, nearest_heads
from dagster_project.parsers.tables.proactive_rows import ROWS, Option
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import Mark
from dagster_project.parsers.tables.splitting import Reading

LONGEST_REST = 4  # 单位万元
Named = dict[str, tuple[Mark, Option, list[str]]]


def rows_by_heads(document: Document, forms: TableForms, low: int, high: int, form: str) -> Named:
    """The rows all of whose cells stand under or behind heads that name them, however the tables lie.

    A blank cell is one where no figure stands under its names; two figures under the same names are none.
    """
    found: dict[str, dict[str, tuple[Span, str]]] = {}
    labels: dict[str, Mark] = {}
    several: set[str] = set()
    for number, grid in grids_within(document, low, high):
        for cell, code, column, label in _cells(document.text, grid, forms, form):
            where = f"table {number}, row {cell.row + 1}, column {cell.column + 1}"
            row = found.setdefault(code, {})
            labels.setdefault(code, label)
            filled = column in row and row[column][0][1] > row[column][0][0]
            if filled and cell.end > cell.start:
                several.add(code)
            if not filled:
                row[column] = ((cell.start, cell.end), where)
    return {
        code: _row(forms, form, code, row, labels[code])
        for code, row in found.items()
        if code not in several and len(row) == len(forms.cells[(form, code)])
    }


def _row(
    forms: TableForms, form: str, code: str, row: Mapping[str, tuple[Span, str]], label: Mark
) -> tuple[Mark, Option, list[str]]:
    cells = list(forms.cells[(form, code)])
    spans = [row[cell.column][0] for cell in cells]
    return label, (cells, Reading(spans)), [row[cell.column][1] for cell in cells]


def _cells(text: str, grid: Grid, forms: TableForms, form: str) -> list[tuple[Cell, str, str, Mark]]:
    """The figures of a grid, each with the codes of its row and column and where the name of the row stands."""
    named: dict[int, tuple[int, int]] = {}
    labels: dict[int, Mark] = {}
    for cell in grid.cells:
        if cell.end > cell.start:
            named[cell.start] = pair = _named(text[cell.start : cell.end], forms, form)
            labels.setdefault(pair[0], Mark(cell.start, cell.end, (pair[0],)))
    places = [
        [named.get(cell.start, NO_HEAD) if cell and cell.end > cell.start else NO_HEAD for cell in row]
        for row in grid.places()
    ]
    nearest = nearest_heads(places)
    kept = []
    for cell in grid.cells:
        if not is_value(text[cell.start : cell.end]):
            continue
        row, column = nearest[cell.row][cell.column]
        if row < 0 or column < 0:
            continue
        code = forms.rows[ROWS][row].code
        columns = forms.columns[(form, "proactive")]
        names = {c.code for c in columns if c.keys[0] == columns[column].keys[0] and stands_over(c.block, code)}
        made = next((c.column for c in forms.cells.get((form, code), ()) if c.column in names), "")
        if made:
            kept.append((cell, code, made, labels[row]))
    return kept


def names_a_column(words: str, forms: TableForms, form: str) -> bool:
    """Whether a label of a row names one of its columns too, so that what stands behind it is one cell."""
    return not forms.row_words[ROWS].exact(words_of(words)) and _named(words, forms, form)[1] >= 0


def _named(words: str, forms: TableForms, form: str) -> tuple[int, int]:
    """The row and the column that a head names, alone or together; -1 for what it does not."""
    if is_value(words):
        return NO_HEAD
    bare = words_of(words)
    row, first = _one(bare, forms.row_words[ROWS])
    column, second = _one(bare, forms.column_words[(form, "proactive")])
    if (row < 0 and column < 0) or len(bare) > first + second + LONGEST_REST:
        return NO_HEAD
    return row, column


def _one(bare: str, lexicon: Lexicon) -> tuple[int, int]:
    """The one thing that is named, and the length of its name; -1 when there is none or more than one."""
    found = lexicon.find(bare)
    if len({numbers for _, _, numbers in found}) != 1:
        return -1, 0
    start, end, numbers = found[0]
    return numbers[0], end - start
