"""The nearest heads of each place of a grid, to its left and then above it; the cells of a row without heads."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from dagster_project.document import Cell
from dagster_project.parsers.tables.grids import NO_HEAD, GridRow, data_row, nearest_heads

Head = tuple[int, int]


def looked_up(told: Sequence[Sequence[Head]], row: int, column: int) -> Head:
    """The heads of one place, looked for one after another."""
    seen = [*reversed(told[row][:column]), *(told[above][column] for above in range(row - 1, -1, -1))]
    first = next((head[0] for head in seen if head[0] >= 0), -1)
    return first, next((head[1] for head in seen if head[1] >= 0), -1)


def test_each_place_has_the_heads_that_looking_finds() -> None:
    chance = random.Random(7)
    for _ in range(200):
        heads = [NO_HEAD, NO_HEAD, (1, -1), (-1, 2), (3, 4), (5, -1)]
        told = [[chance.choice(heads) for _ in range(chance.randint(1, 6))] for _ in range(1)]
        told += [[chance.choice(heads) for _ in told[0]] for _ in range(chance.randint(0, 6))]
        wanted = [[looked_up(told, row, column) for column in range(len(told[0]))] for row in range(len(told))]
        assert nearest_heads(told) == wanted


def test_a_large_grid_takes_no_longer_than_its_places() -> None:
    start = time.process_time()
    nearest = nearest_heads([[NO_HEAD] * 400 for _ in range(400)])
    assert time.process_time() - start < 1
    assert nearest[399][399] == NO_HEAD


def test_of_blank_cells_at_both_ends_those_behind_the_total_are_dropped_first() -> None:
    ends = [0, 0, 1, 1, 1, 2, 2, 3, 3]  # a label, then blank cells and three figures, a blank one last
    starts = [0, 0, 0, 1, 1, 1, 2, 2, 3]
    cells = [Cell(0, column, 1, 1, start, end) for column, (start, end) in enumerate(zip(starts, ends, strict=True))]
    row = data_row(GridRow(cells, [""] * len(cells), [True] * len(cells)), 1, 7, [])
    assert row is not None
    assert row.columns == [1, 2, 3, 4, 5, 6, 7]
