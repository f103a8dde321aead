"""The table of requests printed in two or more tables, each with some of the kinds of applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dagster_project.document import Document, Grid
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.grids import GridRow, columns_of, grid_rows, labelled_row
from dagster_project.parsers.tables.located import FEWEST_ROWS, HEAD_REACH, REQUESTS, Instance
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.rows import DataRow, sums_of
from dagster_project.parsers.tables.scan import FULL_ROW, Mark

Place = tuple[Span, str]


def rows_in_halves(document: Document, forms: TableForms, instances: Sequence[Instance]) -> list[DataRow]:
    """The rows of which each kind of applicant stands in one table; nothing unless all do and most add up."""
    if len(instances) < 2:
        return []
    low, high = instances[0].start - HEAD_REACH, instances[-1].end
    rows: dict[int, tuple[Mark, dict[int, Place]]] = {}
    named: set[int] = set()
    for number, grid in enumerate(document.grids, 1):
        if grid.end <= low or grid.start >= high:
            continue
        kinds, lines = _kinds(document.text, grid, forms)
        if named & kinds.keys() or len(kinds) == FULL_ROW:
            return []
        named |= kinds.keys()
        for line_number, line in lines if kinds else ():
            _add(line, forms, kinds, f"table {number}, row {line_number}", rows)
    form = forms.rows[REQUESTS]
    made = [
        _row(mark, row, cells)
        for row, (mark, cells) in rows.items()
        if len(cells) == FULL_ROW
        and (form[row].kind == "data" or any(end > start for (start, end), _ in cells.values()))
    ]
    sums = [sums_of(document.text, row.spans)[1] for row in made]
    return made if len(made) >= FEWEST_ROWS and 2 * sum(sums) > len(sums) else []


def _kinds(text: str, grid: Grid, forms: TableForms) -> tuple[dict[int, int], list[tuple[int, GridRow]]]:
    """Kind of applicant → the column of the grid that it heads, and the rows from the first with a figure on."""
    lines = list(enumerate(grid_rows(text, grid), 1))
    figured = [
        number for number, line in lines if any(v and word for v, word in zip(line.values, line.words, strict=True))
    ]
    first = figured[0] if figured else len(lines) + 1
    header = columns_of(
        [line for number, line in lines if number < first], forms.columns[REQUESTS], forms.column_words[REQUESTS]
    )
    return {kind: column for column, kind in header.items() if kind < FULL_ROW}, lines[first - 1 :]


def _add(
    line: GridRow,
    forms: TableForms,
    kinds: Mapping[int, int],
    where: str,
    rows: dict[int, tuple[Mark, dict[int, Place]]],
) -> None:
    """The cells of a line join those of its row; a line whose label may be several rows, or a heading, is left out."""
    _, marks = labelled_row(line, forms.row_words[REQUESTS])
    if not marks or len(marks[-1].rows) != 1 or forms.rows[REQUESTS][marks[-1].rows[0]].kind == "header":
        return
    _, cells = rows.setdefault(marks[-1].rows[0], (marks[-1], {}))
    places = {cell.column: (cell, is_figure) for cell, is_figure in zip(line.cells, line.values, strict=True)}
    for kind, column in kinds.items():
        if column in places and places[column][1]:
            cell = places[column][0]
            cells.setdefault(kind, ((cell.start, cell.end), f"{where}, column {column + 1}"))


def _row(mark: Mark, row: int, cells: Mapping[int, Place]) -> DataRow:
    made = DataRow([cells[kind][0] for kind in range(FULL_ROW)], True, own=Mark(mark.start, mark.end, (row,)))
    made.places = [cells[kind][1] for kind in range(FULL_ROW)]
    return made
