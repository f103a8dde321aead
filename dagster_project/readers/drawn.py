"""Tables that characters draw in a text (+---+ as pandoc does, ┌─┬─┐): rows are what stands between two rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    """
    if not _is_rule(lines, at):
        return [], at
    rows: list[list[str]] = []
    parts: list[list[str]] = []
    upper = at
    while at < len(lines):
        line = lines[at].strip()
        if _is_rule(lines, at):
            if not rows and not parts and at > upper:
                break
            rows += _joined(parts)
            parts = []
        elif line[:1] and _BARS.match(line[0]):
            parts.append(_cells(line))
            if _PARTIAL.search(line):
                rows += _joined(parts)
                parts = []
        else:
            break
        at += 1
    rows += _joined(parts)
    return rows, at


def _is_rule(lines: Sequence[str], at: int) -> bool:
    return _RULE.fullmatch(lines[at].strip()) is not None


def _cells(line: str) -> list[str]:
    line = _PARTIAL.split(line)[0] if _PARTIAL.search(line) else line
    inner = _BARS.split(line)[1:]
    return [cell.strip() for cell in (inner[:-1] if inner and not inner[-1].strip() else inner)]


def _joined(parts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of one row as the row, if there is any."""
    if not parts:
        return []
    width = max(map(len, parts))
    return [["".join(part[column] for part in parts if column < len(part)) for column in range(width)]]
