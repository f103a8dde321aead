"""Tables that characters draw in a text (+---+ as pandoc does, ┌─┬─┐): rows are what stands between two rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dagster_project.readers.drawn_columns import in_columns

PADDING = 2
_BARS = re.compile(r"[|│┃║]")
_LEFT = "+├┣╠┌┏╔└┗╚┝┠╟╞"
_STROKES = r"\-=:─━═┄┈╌"
_RULE = re.compile(rf"[{_LEFT}][{_STROKES}{_LEFT}┬┳╦┼╋╬┴┻╩┐┓╗┤┫╣┘┛╝┥┨╢╡╤╪╧╥╫╨┯┿┷┰╂┸ ]*[+┐┓╗┤┫╣┘┛╝┥┨╢╡]")
# A rule below the first one, between the outer walls of its table: |----+----|
_INNER_RULE = re.compile(r"\|[-=+]{4,}\|")
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
    drawn: list[tuple[str, list[int]]] = []
    rules: list[str] = []
    upper = at
    while at < len(lines):
        line = lines[at].strip()
        if _is_rule(lines, at) or _INNER_RULE.fullmatch(line):
            if groups == [[]] and at > upper:
                break
            rules.append(line)
            if groups[-1]:
                groups.append([])
        elif line[:1] and _BARS.match(line[0]):
            groups[-1].append(_cells(line))
            drawn.append((line, _bars(line)))
            if _PARTIAL.search(line):
                groups.append([])
        else:
            break
        at += 1
    groups = _in_columns(groups, rules, drawn)
    if len(groups) - (not groups[-1]) == 1:
        return [[cell.strip() for cell in part] for part in groups[0]], at
    return [row for parts in groups if parts for row in _rows(parts)], at


def _is_rule(lines: Sequence[str], at: int) -> bool:
    return _RULE.fullmatch(lines[at].strip()) is not None


def _cells(line: str) -> list[str]:
    line = _PARTIAL.split(line)[0] if _PARTIAL.search(line) else line
    inner = _BARS.split(line)[1:]
    return inner[:-1] if inner and not inner[-1].strip() else inner


def _bars(line: str) -> list[int]:
    """Where the walls of the cells stand in a line; the beginning of a rule that passes by is the last one."""
    passing = _PARTIAL.search(line)
    bars = [bar.start() for bar in _BARS.finditer(line, 0, passing.start() if passing else len(line))]
    return [*bars, passing.start()] if passing else bars


def _in_columns(
    groups: list[list[list[str]]], rules: Sequence[str], drawn: Sequence[tuple[str, list[int]]]
) -> list[list[list[str]]]:
    """The cells in the columns that the rules tell, where rows have different numbers of cells and one has all."""
    if len({len(cells) for parts in groups for cells in parts}) < 2:
        return groups
    placed = in_columns(rules, drawn)
    if placed is None or len(placed[0]) > max(len(cells) for parts in groups for cells in parts):
        return groups
    rows = iter(placed)
    return [[next(rows) for _ in parts] for parts in groups]


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
