"""Printed pages without what their margins repeat: page numbers, running heads and feet, a browser's address line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dagster_project.readers.ink import Line

_PAGE_NUMBER = re.compile(r"[-—–－·.\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:[,，/\s]*(?:共\s*)?\d{1,3}\s*页?)?[-—–－·.\s]*")
_NUMBER = re.compile(r"\d+")
_MARGIN = 0.15  # of the height that is printed on, at the top and at the bottom

Key = tuple[str, int | None, int]


def without_margins(pages: Sequence[list[Line]], depth: float) -> list[list[Line]]:
    """The pages without first and last lines that repeat, but for numbers that count up with the pages.

    Only lines in the margins of pages printed down to `depth` count. A page number vanishes. Words are kept once: a
    head on the first page that prints it, a foot on the last.
    """
    kept = [list(lines) for lines in pages]
    heads = _taken(kept, 0, 0, depth * _MARGIN)
    feet = _taken(kept, -1, depth * (1 - _MARGIN), depth)
    for at, line in heads:
        kept[at].insert(0, line)
    for at, line in feet:
        kept[at].append(line)
    return kept


def _taken(pages: Sequence[list[Line]], at: int, above: float, below: float) -> list[tuple[int, Line]]:
    """Take repeated lines off the top (at 0) or bottom (at -1) of the pages; the page and line of each to be kept."""
    found: list[tuple[int, Line]] = []
    while repeating := _repeating(pages, at, above, below):
        lines = [(page, pages[page].pop(at)) for page in repeating]
        page, line = lines[at]
        if not _PAGE_NUMBER.fullmatch(line.text):
            found.append((page, line))
    return found[::-1]


def _repeating(pages: Sequence[list[Line]], at: int, above: float, below: float) -> list[int]:
    """The pages whose outermost line is the same; none when fewer than half of the pages, or two, share one."""
    outermost = {number: lines[at] for number, lines in enumerate(pages) if lines}
    keys = {number: _keys(line, number) for number, line in outermost.items() if above <= line.top <= below}
    counts = Counter(key for of_page in keys.values() for key in of_page)
    if not counts:
        return []
    key, count = counts.most_common(1)[0]
    return [number for number, of_page in keys.items() if key in of_page] if count >= max(2, len(pages) // 2) else []


def _keys(line: Line, page: int) -> set[Key]:
    """What the line may share with other pages: its words at its height, also around a number that counts up."""
    if _PAGE_NUMBER.fullmatch(line.text):
        match = next(_NUMBER.finditer(line.text))
        return {(line.text[: match.start()], int(match[0]) - page, 0)}
    height = round(line.top)
    running: set[Key] = {
        (f"{line.text[: match.start()]}#{line.text[match.end() :]}", int(match[0]) - page, height)
        for match in _NUMBER.finditer(line.text)
        if len(match[0]) <= 3
    }
    return running | {(line.text, None, height)}
