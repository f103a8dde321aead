"""Section two as a drawn table: the figures in the cells beside the label of each row."""

from __future__ import annotations

from dagster_project.document import Document
from dagster_project.parsers.tables.forms import TableForms, words_of
from dagster_project.parsers.tables.grids import grid_rows, label_of, within
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
    text = document.text
    rows: dict[str, tuple[Mark, Option, list[str]]] = {}
    several: set[str] = set()  # rows printed more than once with fewer figures than their form has
    for number, grid in enumerate(document.grids, 1):
        if grid.end <= low or grid.start >= high:
            continue
        heads: list[str] = []
        headed: set[int] = set()
        for line_number, line in enumerate(grid_rows(text, within(grid, low, high)), 1):
            if all(line.values):
                continue
            first = line.values.index(False)
            if not all(line.values[first + 1 :]):
                heads = [words_of(word) for word in line.words[first + 1 :] if word]
                headed = {c.column for c, word in zip(line.cells, line.words, strict=True) if word}
                continue
            cells = [c for c in line.cells[first + 1 :] if c.end > c.start or not headed or c.column in headed]
            meant = label_of(line.words[first], forms.row_words[ROWS])
            code = forms.rows[ROWS][meant[0]].code if meant else ""
            if code in rows and rows[code][1][0][0].form != form:
                several.add(code)
            if not code or code in rows or (len(cells) > 1 and names_a_column(line.words[first], forms, form)):
                continue
            spans, names = told_once(text, [(c.start, c.end) for c in cells], heads)
            made = _grid_row(forms, form, code, spans, names)
            if made:
                label = line.cells[first]
                order = {(c.start, c.end): c.column + 1 for c in cells}
                where = [f"table {number}, row {line_number}, column {order[span]}" for span in made[1].spans]
                rows[code] = (Mark(label.start, label.end, meant), made, where)
    return {code: row for code, row in rows.items() if code not in several}


def _grid_row(forms: TableForms, form: str, code: str, spans: list[Span], heads: list[str]) -> Option | None:
    spans = without_padding(forms, form, code, spans)
    cells = cells_of(forms, form, code, len(spans))
    if not cells or len(spans) != len(cells):
        return None
    named = named_columns(forms, cells, heads)
    if named:
        spans = [spans[named[cell.column]] for cell in cells]
    return cells, Reading(spans)
