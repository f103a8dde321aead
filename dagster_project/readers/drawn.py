"""Tables that characters draw in a text (+---+ as pandoc does, ┌─┬─┐): rows are what stands between two rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

PADDING = 2
_BARS = re.compile(r"[|│┃║]")
_LEFT = "+├┣╠┌┏╔└┗╚┝┠╟╞"
_STROKES = r"\-=:─━═┄┈╌"
_RULE = re.compile(rf"[{_LEFT}][{_STROKES}{_LEFT}┬┳╦┼╋╬┴┻╩┐┓╗┤┫╣┘┛╝┥┨╢╡╤╪╧╥╫╨┯┿┷┰╂┸ ]*[+┐┓╗┤┫╣┘┛╝┥┨╢╡]")
# A rule that passes by a cell that goes on below it: │县级 ├───┼───┤
_PARTIAL = re.compile(rf"[{_LEFT}][{_STROKES}]{{2,}}")
_BOXES = ("│", "┃", "║")
_PLUS_RULE = re.compile(r"\+[-=]{2}")


def has_drawn_tables(text: str) -> bool:
    """Whether a table may be drawn in the text."""
    return any(bar in text for bar in _BOXES) or ("+" in text and _PLUS_RULE.search(text) is not None)


def drawn_table(lines: Sequence[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of the table whose upper rule is this line, and the line after it; no rows when none starts here.

    A cell that wraps has its lines joined; one that goes on below a rule stands in its first row, blank in the others.
    Lines between two rules that have figures under each other are rows of their own, and so are all where no rule
    parts any.
    """
    if not _is_rule(lines, at):
        return [], at
    groups: list[list[list[str]]] = [[]]
    upper = at
    while at < len(lines):
        line = lines[at].strip()
        if _is_rule(lines, at):
            if groups == [[]] and at > upper:
                break
            if groups[-1]:
                groups.append([])
        elif line[:1] and _BARS.match(line[0]):
            groups[-1].append(_cells(line))
            if _PARTIAL.search(line):
                groups.append([])
        else:
            break
        at += 1
    if len(groups) - (not groups[-1]) == 1:
        return [[cell.strip() for cell in part] for part in groups[0]], at
    return [row for parts in groups if parts for row in _rows(parts)], at


def _is_rule(lines: Sequence[str], at: int) -> bool:
    return _RULE.fullmatch(lines[at].strip()) is not None


def _cells(line: str) -> list[str]:
    line = _PARTIAL.split(line)[0] if _PARTIAL.search(line) else line
    inner = _BARS.split(line)[1:]
    return inner[:-1] if inner and not inner[-1].strip() else inner


def _rows(parts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines between two rules as one row, or each as its own."""
    if any(_stand_apart(above, below) for above, below in pairwise(parts)):
        return [[cell.strip() for cell in part] for part in parts]
    width = max(map(len, parts))
    return [["".join(part[column].strip() for part in parts if column < len(part)) for column in range(width)]]


def _stand_apart(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a figure that does not fill its cell stands over another, which therefore does not go on with it."""
    return any(
        first.strip().isdigit() and second.strip()[:1].isdigit() and len(first) > len(first.strip()) + PADDING
        for first, second in zip(above, below, strict=False)
    )
