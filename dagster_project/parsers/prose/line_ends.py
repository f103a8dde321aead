"""Blanks in the place of line ends: a page or paragraph written on one line, its words cut at even distances."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

_BETWEEN_WORDS = re.compile(r" (?<=[\u2e80-\uffef] )(?=[\u2e80-\uffef])")
_BLANK = re.compile(r"\s")
_WIDE = re.compile(r"[\u2e80-\uffef“”‘’—…]")
# How many characters a line holds, and how many stretches of one length, of all so long, tell that they were lines.
_SHORTEST, _LONGEST = 22, 70
_FEWEST = 6
_SHARE = 0.35
# How much shorter a line may end before what does not fit, and how many blanks a line may have inside.
_LOOSE = 3
_INSIDE = 8


def line_ends(text: str) -> frozenset[int]:
    """Where a blank between two Chinese characters stands for a line end; empty when the distances are uneven."""
    if text.count(" ") < _FEWEST:
        return frozenset()
    between = [match.start() for match in _BETWEEN_WORDS.finditer(text)]
    if len(between) < _FEWEST:
        return frozenset()
    blanks = [-1, *(match.start() for match in _BLANK.finditer(text))]
    nearest = Counter(next(_widths(text, blanks, place), (0, 0))[0] for place in between)
    width = max(range(_SHORTEST, _LONGEST), key=lambda width: (_ending(nearest, width), width))
    long = sum(count for length, count in nearest.items() if length >= _SHORTEST)
    if _ending(nearest, width) < max(_FEWEST, _SHARE * long):
        return frozenset()
    return frozenset(
        place
        for place in between
        if any(shown <= width + 1 and length > width - _LOOSE for shown, length in _widths(text, blanks, place))
    )


def _ending(nearest: Counter[int], width: int) -> int:
    """How many blanks stand as far behind the one before as lines of this width end."""
    return sum(nearest[width - less] for less in range(_LOOSE))


def _widths(text: str, blanks: list[int], place: int) -> Iterator[tuple[int, int]]:
    """How wide a line is that ends at the place, from each blank before it in turn: as shown, and in characters.

    A Latin letter or a digit is shown half as wide as a Chinese character.
    """
    index = bisect_left(blanks, place)
    for start in reversed(blanks[max(0, index - _INSIDE) : index]):
        length = place - start - 1
        if length > 2 * _LONGEST:
            return
        shown = (length + len(_WIDE.findall(text, start + 1, place)) + 1) // 2
        yield shown, length
        if start >= 0 and text[start] == "\n":
            return
