"""Section four as a drawn table: its fifteen cells by their heads, or in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.grids import grid_rows, grids_within
from dagster_project.parsers.tables.remedy_names import (
    CELLS,
    named_in_grids,
)
from dagster_project.parsers.tables.splitting import Reading

MOST_BESIDE = 4  # blank cells at the ends of a row that may be no cells of the table
_LEAF = re.compile(r"(?:结\s*果\s*(?:维\s*持|纠\s*正)|其\s*他\s*结\s*果|尚\s*未\s*审\s*结|总\s*计)$")


def named_fifteen(document: Document, forms: TableForms, low: int, high: int) -> tuple[Reading, list[str]] | None:
    """The cells by the names of their heads, with their addresses; None where not all fifteen are named."""
    places = named_in_grids(document, low, high, forms)
    if len(places) < CELLS:
        return None
    ordered = [places[number] for number in range(CELLS)]
    return Reading([span for span, _ in ordered]), [address for _, address in ordered]


def fifteen_of_grids(document: Document, low: int, high: int) -> tuple[Reading, list[str]] | None:
    """The first row of fifteen cells that a grid between `low` and `high` holds, with their addresses, or None."""
    for number, grid in grids_within(document, low, high):
        made = _in_order(document.text, grid, number)
        if made:
            return made
    return None


def _in_order(text: str, grid: Grid, number: int) -> tuple[Reading, list[str]] | None:
    """The cells of the one row that has fifteen of them, or of a wider one those under the fifteen heads."""
    headed: set[int] = set()
    for index, row in enumerate(grid_rows(text, grid), 1):
        cells = [cell for cell, is_figure in zip(row.cells, row.values, strict=True) if is_figure]
        if len(cells) > CELLS:
            cells = _under_heads(cells, headed)
        headed |= {cell.column for cell, words in zip(row.cells, row.words, strict=True) if _LEAF.match(words)}
        if len(cells) == CELLS and sum(cell.end > cell.start for cell in cells) >= 2:
            return (
                Reading([(cell.start, cell.end) for cell in cells]),
                [f"table {number}, row {index}, column {cell.column + 1}" for cell in cells],
            )
    return None


def _under_heads(cells: list[Cell], headed: set[int]) -> list[Cell]:
    """The cells in the columns of the fifteen heads; where these are not known, all but blank ones at the ends."""
    under = [cell for cell in cells if cell.column in headed]
    if len(headed) == CELLS == len(under):
        return under if all(cell.start == cell.end for cell in cells if cell.column not in headed) else cells
    return cells[slice(*blank_ends([cell.end > cell.start for cell in cells]))]


def blank_ends(filled: Sequence[bool]) -> tuple[int, int]:
    """What is left of a row when blank cells at its ends are dropped, if these are few; else all of it."""
    start, end = 0, len(filled)
    while end - start > CELLS and not filled[end - 1]:
        end -= 1
    while end - start > CELLS and not filled[start]:
        start += 1
    return (start, end) if len(filled) <= CELLS + MOST_BESIDE else (0, len(filled))
