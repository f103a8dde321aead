"""Data frames printed into a text, as pandas prints them: right-aligned columns behind numbered rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.readers.breadths import MEASURES, Measure, Token, tokens_of
from dagster_project.readers.indexed import without_index
from dagster_project.readers.layout import Table
from dagster_project.readers.repeated_cells import table_of_rows

_FIRST = re.compile(r"0 +\S")
_INDEX = re.compile(r"(\d+)(?: +|$)")
_GOES_ON = re.compile(r"\s+\\\s*$")
MOST_HEADS = 4


def may_have_frames(text: str) -> bool:
    """Whether lines numbered from nought may follow each other."""
    return "\n0 " in text and "\n1 " in text


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
    return table_of_rows(without_index(rows), "frame"), start, after


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
    if start == at or after == at:
        return None
    goes_on = _GOES_ON.search(lines[start]) is not None
    heads = [_GOES_ON.sub("", line) for line in lines[start:at]]
    body = [_INDEX.sub(lambda match: " " * len(match[0]), line, count=1) for line in lines[at:after]]
    for measure in MEASURES:
        rows = _aligned(heads, body, measure)
        if rows:
            return start, after, rows, goes_on
    return None


def _aligned(heads: Sequence[str], body: Sequence[str], measure: Measure) -> list[list[str]]:
    """The head, a row, and the rows under it, cell by cell; none where words end elsewhere than a column does."""
    printed = [tokens_of(line, measure) for line in heads]
    columns = sorted({token.end for token in printed[-1]})
    above = [_placed(tokens, columns) for tokens in printed]
    rows = [_placed(tokens_of(line, measure), columns) for line in body]
    if len(columns) < 2 or not all(row is not None for row in [*above, *rows]):
        return []
    names = [[row[n] for row in above if row is not None] for n in range(len(columns))]
    return [["".join(words) for words in names], *(row for row in rows if row is not None)]


def _placed(tokens: Sequence[Token], columns: Sequence[int]) -> list[str] | None:
    """The cells of a row by the columns with which they end; words that end inside a cell stay with the next ones."""
    cells = ["" for _ in columns]
    number = {end: n for n, end in enumerate(columns)}
    before = ""
    for token in tokens:
        words = f"{before} {token.words}".strip()
        if token.end in number:
            cells[number[token.end]], before = words, ""
        else:
            before = words
    return None if before else cells
