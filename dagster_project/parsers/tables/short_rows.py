"""Rows of text that miss their sum and would add up with fewer cells: blank ones leave no trace, digits stand apart."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.parsers.tables.confidence import DISPUTED
from dagster_project.parsers.tables.reading import Read

# A stretch of fewer figures that adds up says nothing.
FEWEST_CELLS = 4


def doubt_short(reads: Sequence[Read]) -> None:
    """The figures of a row that misses its sum are doubtful then: pages print 12 as 1 and 2, each in its own tag."""
    figures = [int(read.value.value or 0) for read in reads]
    if _add_up_put_together(figures) or _hold_a_row(figures):
        for read in reads:
            read.confidence = min(read.confidence, DISPUTED)


def _add_up_put_together(figures: Sequence[int]) -> bool:
    """Whether the figures add up when some that stand side by side are one: 1 2 0 12."""
    for joints in range(1, 2 ** (len(figures) - 1)):
        words = [str(figures[0])]
        for place, figure in enumerate(figures[1:]):
            if joints >> place & 1:
                words[-1] += str(figure)
            else:
                words.append(str(figure))
        kept = len(words) > 1 and all(len(word) == 1 or word[0] != "0" for word in words)
        if kept and sum(map(int, words[:-1])) == int(words[-1]) > 0:
            return True
    return False


def _hold_a_row(figures: Sequence[int]) -> bool:
    """Whether some of the figures that follow each other add up without the rest, which is of another row then."""
    size = len(figures)
    stretches = ((first, last) for first in range(size) for last in range(first + FEWEST_CELLS, size + 1))
    return any(sum(figures[first : last - 1]) == figures[last - 1] > 0 for first, last in stretches)
