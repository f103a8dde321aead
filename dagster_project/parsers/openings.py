"""Patterns and words looked for by single characters first, several times as fast as by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def matches(
    pattern: re.Pattern[str], openings: Sequence[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text, start, end)` yields, for a pattern of which every match begins with an opening."""
    stop = len(text) if end is None else end
    floor = start
    for place in sorted(places(openings, text, start, stop)):
        match = pattern.match(text, place, stop) if place >= floor else None
        if match is not None:
            floor = match.end()
            yield match


def places(openings: Sequence[str], text: str, start: int, end: int) -> list[int]:
    """Where the openings stand, one opening after the other."""
    found: list[int] = []
    find, add = text.find, found.append
    for opening in openings:
        if opening[-1] in text:
            place = find(opening, start, end)
            while place >= 0:
                add(place)
                place = find(opening, place + 1, end)
    return found
