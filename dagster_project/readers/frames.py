"""Data frames printed into a text, as pandas prints them: right-aligned columns behind numbered rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.readers.breadths import LONGEST_LINE, MEASURES, Measure, tokens_of
from dagster_project.readers.indexed import without_index
from dagster_project.readers.layout import Table
from dagster_project.readers.repeated_cells import table_of_rows

_FIRST = re.compile(r"0 +\S")
_INDEX = re.compile(r"(\d+)(?: +|$)")
_GOES_ON = re.compile(r"\s+\\\s*$")
MOST_HEADS = 4
FEWEST_COLUMNS = 2
SHIFT = 1  # places by which numbers over columns stand aside
MANY = 10_000
CUT = "..."  # stands for columns that were left out


def may_have_frames(text: str) -> bool:
    """Whether lines numbered from nought may follow each other."""
    return "\n1 " in text and "\n0 " in text


def printed_frame(lines: Sequence[str], at: int) -> tuple[Table | None, int, int]:
    """The table whose row of number nought is this line, its first line and the line after it; or None.

    A frame that was too wide for the page goes on below in further columns of the same rows.
    """
    if not _FIRST.match(lines[at]):
        return None, at, at
    part = _part(lines, at)
    if part is None:
        return None, at, at
    start, after, rows, goes_on = part
    while goes_on:
        below = _next_start(lines, after)
        part = _part(lines, below) if below else None
        if part is None or len(part[2]) != len(rows):
            return None, at, at
        _, after, more, goes_on = part
        rows = [[*left, *right] for left, right in zip(rows, more, strict=True)]
    return table_of_rows(without_index(rows if any(rows[0]) else rows[1:]), "frame"), start, after


def _next_start(lines: Sequence[str], after: int) -> int:
    """The line of number nought of the part below, or 0."""
    for number in range(after, min(len(lines), after + MOST_HEADS + 2)):
        if _FIRST.match(lines[number]):
            return number
    return 0


def _part(lines: Sequence[str], at: int) -> tuple[int, int, list[list[str]], bool] | None:
    """The first line, the line after, the rows with their head, and whether the frame goes on in another part."""
    after = at
    while after < len(lines) and (match := _INDEX.match(lines[after])) and int(match[1]) == after - at:
        after += 1
    start = at
    while start and at - start < MOST_HEADS and lines[start - 1].startswith(" ") and lines[start - 1].strip():
        start -= 1
    if start == at or after == at or any(len(line) > LONGEST_LINE for line in lines[start:after]):
        return None
    goes_on = _GOES_ON.search(lines[start]) is not None
    heads = [_GOES_ON.sub("", line) for line in lines[start:at]]
    body = [_INDEX.sub(lambda match: " " * len(match[0]), line, count=1) for line in lines[at:after]]
    rows = min(
        (_aligned(heads, body, measure) for measure in MEASURES), key=lambda rows: len(rows[0]) if rows else MANY
    )
    return (start, after, rows, goes_on) if rows else None


def _aligned(heads: Sequence[str], body: Sequence[str], measure: Measure) -> list[list[str]]:
    """The head, a row without numbers of columns, and the rows under it; none where a head ends with no column."""
    tokens = [tokens_of(line, measure) for line in body]
    columns = sorted({token.end for row in tokens for token in row})
    names = [["" for _ in columns] for _ in heads]
    for name, line in zip(names, heads, strict=True):
        for token in tokens_of(line, measure):
            near = [n for n, end in enumerate(columns) if abs(end - token.end) <= SHIFT]
            if len(near) != 1:
                return []
            name[near[0]] = token.words
    if len(columns) < FEWEST_COLUMNS or not all(names[-1]):
        return []
    number = {end: n for n, end in enumerate(columns)}
    rows = [["" for _ in columns] for _ in tokens]
    for cells, row in zip(rows, tokens, strict=True):
        for token in row:
            cells[number[token.end]] = token.words
    if all(name.isdigit() or name == CUT for name in names[-1]):
        names.pop()
    return [["".join(words) for words in zip(*names, strict=True)] if names else ["" for _ in columns], *rows]
