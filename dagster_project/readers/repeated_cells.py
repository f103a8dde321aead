"""Rows in which a cell that lay over several places was copied into each of them → the table with its spans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.readers.layout import Placed, Table

_WORDS = re.compile(r"[㐀-鿿]")
FEWEST_COPIES = 3
Stretch = tuple[int, int]


def looks_copied(rows: Sequence[Sequence[str]]) -> bool:
    """Whether some row has the same words in cells beside each other, as no printed table has."""
    return any(
        row[at] == row[at + 1] == row[at + 2] and _WORDS.search(row[at])
        for row in rows
        for at in range(len(row) - FEWEST_COPIES + 1)
    )


def table_of_rows(rows: Sequence[Sequence[str]], origin: str) -> Table:
    """The table of these rows, with spans where words were copied over them."""
    return with_spans(rows, origin) if looks_copied(rows) else Table.of_rows(rows, origin)


def with_spans(rows: Sequence[Sequence[str]], origin: str) -> Table:
    """The table of these rows: equal words beside or below each other are one cell.

    Equal figures are one only where a cell above, or its like below that, covers just their columns.
    """
    cells: list[Placed] = []
    above: dict[Stretch, int] = {}
    wide: set[Stretch] = set()
    for number, row in enumerate(rows):
        here: dict[Stretch, int] = {}
        parts = _parts(row, wide)
        for start, end in parts:
            words = row[start]
            known = above.get((start, end))
            if known is not None and cells[known].words == words and _WORDS.search(words):
                cell = cells[known]
                cells[known] = Placed(cell.row, cell.column, cell.row_span + 1, cell.column_span, words)
                here[start, end] = known
            else:
                here[start, end] = len(cells)
                cells.append(Placed(number, start, 1, end - start, words))
        above, wide = here, {part for part in parts if part[1] - part[0] > 1}
    return Table.of_cells(cells, origin)


def _parts(row: Sequence[str], wide: set[Stretch]) -> list[Stretch]:
    """The stretches of columns that the cells of a row cover."""
    parts: list[Stretch] = []
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and row[end] == row[at]:
            end += 1
        if not _WORDS.search(row[at]):
            end = next((b for a, b in wide if a == at and b <= end), at + 1)
        parts.append((at, end))
        at = end
    return parts
