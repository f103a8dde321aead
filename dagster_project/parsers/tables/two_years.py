"""Tables that print two years beside each other: which of their figures are of the later one."""

from __future__ import annotations

import re

from dagster_project.document import Cell, Grid

_NAMES = {"本年": 0, "今年": 0, "当年": 0, "上年": 1, "去年": 1, "上一年": 1}
_YEAR = re.compile(r"(?:(20\d\d)年|(本年|今年|当年|上一?年|去年))度?(?:数|数据)?")
_BESIDE = re.compile(
    rf"(?m)^[^\S\n|]*(?:[㐀-鿿]+[\s|]+)??({_YEAR.pattern})[^\S\n]*[|]?[^\S\n]*({_YEAR.pattern})(?=[\s|])"
)
# What every cell that is a year has, looked for first.
_LONE = re.compile(r"(?:20\d\d年|本年|今年|当年|上一?年|去年)度?(?:数|数据)?(?![^\s|])")


def age_of(words: str) -> int | None:
    """A number that is lower for a later year, of words that are nothing but a year; None of others."""
    match = _YEAR.fullmatch(words)
    if match is None:
        return None
    return -int(match[1]) if match[1] else _NAMES[match[2]]


def years_beside(text: str, low: int, high: int) -> bool:
    """Whether a line of heads in this stretch names two different years."""
    return any(age_of(match[1]) != age_of(match[4]) for match in _BESIDE.finditer(text, low, high))


class Years:
    """The years that head the columns or rows of a grid."""

    def __init__(self, text: str, grid: Grid) -> None:
        cells = grid.cells if _LONE.search(text, grid.start, grid.end) else ()
        ages = {cell: age for cell in cells if (age := age_of(text[cell.start : cell.end])) is not None}
        self.several = len(set(ages.values())) > 1
        self._latest = min(ages.values(), default=0)
        self._places = (
            [[ages.get(cell) if cell else None for cell in row] for row in grid.places()] if self.several else []
        )

    def is_older(self, cell: Cell) -> bool:
        """Whether the nearest year to the left of a cell, or else above it, is not the latest of the grid."""
        if not self.several:
            return False
        left = reversed(self._places[cell.row][: cell.column])
        above = (self._places[row][cell.column] for row in range(cell.row - 1, -1, -1))
        age = next((age for ages in (left, above) for age in ages if age is not None), self._latest)
        return age != self._latest
