"""Figures that run together with marks for nothing or with commas → the readings in which each block adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from dagster_project.parsers.tables.runs import LONGEST_COUNT, WORK_LIMIT, SearchSpentError

Span = tuple[int, int]
MARKS = "-—–/无"
MOST_FOUND = 400
_FIGURE = re.compile(r"0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*")


def marked_splits(run: str, blocks: Sequence[int]) -> tuple[list[list[Span]], bool]:
    """Every split into blocks of cells whose last cell is the sum of the others; False when the search was cut off.

    A cell is a count, or a mark for nothing, which has the same width in the whole run.
    """
    lengths = {len(list(group)) for mark, group in groupby(run) if mark in MARKS}
    found: list[list[Span]] = []
    for width in range(1, min(lengths, default=1) + 1):
        if all(length % width == 0 for length in lengths):
            search = _Search(run, blocks, width)
            try:
                search.walk(0, 0, 0, 0)
            except SearchSpentError:
                return found + search.found, False
            found += search.found
    return found, True


class _Search:
    """A walk over the cells from left to right; the last cell of a block is known before it is read."""

    def __init__(self, run: str, blocks: Sequence[int], width: int) -> None:
        self.run, self.blocks, self.width = run, blocks, width
        self.cells = sum(blocks)
        self.done: list[Span] = []
        self.found: list[list[Span]] = []
        self.work = 0

    def walk(self, at: int, block: int, filled: int, total: int) -> None:
        """Goes on with the cell that starts here, the `filled`th of its block, whose cells so far make `total`."""
        if block == len(self.blocks):
            if at == len(self.run):
                self.found.append(list(self.done))
            return
        last = filled + 1 == self.blocks[block]
        for end in self._ends(at):
            value = int("0" + re.sub(r"\D", "", self.run[at:end]))
            if last and value != total:
                continue
            self.done.append((at, end))
            self.walk(end, *((block + 1, 0, 0) if last else (block, filled + 1, total + value)))
            self.done.pop()

    def _ends(self, at: int) -> Iterator[int]:
        """Where a cell that starts here may end, so that enough is left for the cells behind it."""
        left = self.cells - len(self.done) - 1
        room = len(self.run) - left
        if self.run[at : at + 1] in MARKS and at < len(self.run):
            ends = [at + self.width]
        else:
            ends = [end for end in range(at + 1, min(at + LONGEST_COUNT + 2, room) + 1) if self._is_count(at, end)]
        for end in ends:
            self.work += 1
            if self.work > WORK_LIMIT or len(self.found) > MOST_FOUND:
                raise SearchSpentError
            if end <= room:
                yield end

    def _is_count(self, start: int, end: int) -> bool:
        return _FIGURE.fullmatch(self.run, start, end) is not None
