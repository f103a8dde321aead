"""Tables between rules of dashes, a stretch of dashes over each column: as pandoc and tabulate print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.characters import holds
from dagster_project.readers.breadths import LONGEST_LINE, MEASURES, Measure, Token, tokens_of

_RULE = re.compile(r"[ \t]*(?:-+(?: +-+)+|=+(?: +=+)+)[ \t]*")
_LONG = re.compile(r"[ \t]*(-{3,}|={3,})[ \t]*")
_FIGURE = re.compile(r"[-+]?\d[\d,.]*")
_STRETCH = re.compile(r"-+|=+")
MOST_HEADS = 6
MOST_LINES = 600
Stretch = tuple[int, int]


def may_have_dashed_tables(text: str) -> bool:
    """Whether a rule may have a gap."""
    dashes = holds(text, "--") and ("-- --" in text or "--  --" in text)
    return dashes or (holds(text, "==") and ("== ==" in text or "==  ==" in text))


def dashed_table(lines: Sequence[str], at: int) -> tuple[list[list[str]], int, int]:
    """The rows of the table of which this line is the first rule with gaps, its first line and the line after it.

    No rows where the line is no such rule, or none ends the table.
    """
    line = lines[at]
    if not _is_rule(line):
        return [], at, at
    stretches = _stretches(line)
    start, heads, spread = _heads(lines, at)
    found = _body(lines, at, stretches, bool(heads) and not spread)
    if found is None:
        return [], at, at
    body, after = found
    if any(len(drawn) > LONGEST_LINE for drawn in (line, *heads, *body)):
        return [], at, at
    head = [heads] if spread else [[one] for one in heads]
    best = max(MEASURES, key=lambda measure: _kept(body, stretches, measure))
    rows = _cells([*head, *_rows_of(body)], stretches, best)
    if not rows:  # figures would stand in one cell: each line is a row
        rows = _cells([*head, *([line] for line in body)], stretches, best)
    return rows, start, after


def _is_rule(line: str) -> bool:
    return ("--" in line or "==" in line) and _RULE.fullmatch(line) is not None


def _stretches(line: str) -> list[Stretch]:
    return [match.span() for match in _STRETCH.finditer(line)]


def _heads(lines: Sequence[str], at: int) -> tuple[int, list[str], bool]:
    """The first line of the table, the lines of heads above its rule, and whether one row of heads fills them all."""
    top = at
    while top and at - top < MOST_HEADS and lines[top - 1].strip():
        top -= 1
        if _LONG.fullmatch(lines[top]):
            return top, list(lines[top + 1 : at]), True
        if _is_rule(lines[top]):
            return at, [], False
    heads = list(lines[top:at])
    extent = _stretches(lines[at])[0][0]
    if len(heads) != 1 or (extent and not heads[0].startswith(" " * extent)):
        return at, [], False
    return top, heads, False


def _body(lines: Sequence[str], at: int, stretches: list[Stretch], headed: bool) -> tuple[list[str], int] | None:
    """The lines below the rule and the line after the table; None where nothing ends it."""
    last = min(len(lines), at + MOST_LINES)
    closing = next((n for n in range(at + 1, last) if _closes(lines[n], stretches)), None)
    if headed:
        end = next((n for n in range(at + 1, last) if not lines[n].strip() and len(lines[n]) < stretches[-1][0]), last)
        if closing is None or end < closing:
            return list(lines[at + 1 : end]), end
    if closing is None:
        return None
    body, after = list(lines[at + 1 : closing]), closing + 1
    further = next((n for n in range(after, last) if not lines[n].strip() or _closes(lines[n], stretches)), last)
    if after < further < last and lines[further].strip():
        return [*body, *lines[after:further]], further + 1
    return body, after


def _closes(line: str, stretches: list[Stretch]) -> bool:
    if not ("--" in line or "==" in line):
        return False
    if _is_rule(line):
        return _stretches(line) == stretches
    match = _LONG.fullmatch(line)
    return match is not None and match.start(1) == stretches[0][0] and abs(match.end(1) - stretches[-1][1]) <= 1


def _rows_of(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each row: one each, or all up to a blank line where blank lines part the rows."""
    last = max((n for n, line in enumerate(lines) if line.strip()), default=0)
    bare = any(not line for line in lines[:last])
    if not bare and all(line.strip() for line in lines[:last]):
        return [[line] for line in lines]
    parting = [not line if bare else not line.strip() for line in lines]
    rows: list[list[str]] = [[]]
    for line, parts in zip(lines, parting, strict=True):
        if parts:
            rows.append([])
        else:
            rows[-1].append(line)
    return [row for row in rows if row]


def _cells(rows: Sequence[Sequence[str]], stretches: list[Stretch], measure: Measure) -> list[list[str]]:
    """The words of each cell, those on several lines put together; nothing where these are figures."""
    table: list[list[str]] = []
    for row in rows:
        cells = ["" for _ in stretches]
        for line in row:
            for token in _parted(tokens_of(line, measure), stretches):
                column = _column(token, stretches)
                if _FIGURE.fullmatch(cells[column]) and _FIGURE.fullmatch(token.words):
                    return []
                cells[column] = _put(cells[column], token.words)
        table.append(cells)
    return table


def _kept(lines: Sequence[str], stretches: list[Stretch], measure: Measure) -> int:
    """How many words begin or end with a column."""
    starts, ends = {start for start, _ in stretches}, {end for _, end in stretches}
    return sum(token.start in starts or token.end in ends for line in lines for token in tokens_of(line, measure))


def _parted(tokens: Sequence[Token], stretches: list[Stretch]) -> list[Token]:
    """The words parted where a space stands at the beginning of a column."""
    starts = {start for start, _ in stretches}
    parted: list[Token] = []
    for token in tokens:
        rest, taken = token, 0
        for number, (start, _) in enumerate(token.pieces):
            if number > taken and start in starts:
                first, rest = rest.cut(number - taken)
                parted.append(first)
                taken = number
        parted.append(rest)
    return parted


def _column(token: Token, stretches: list[Stretch]) -> int:
    """The column over which most of the words stand, or else the nearest."""
    return max(
        range(len(stretches)),
        key=lambda n: (
            min(token.end, stretches[n][1]) - max(token.start, stretches[n][0]),
            -abs(token.start - stretches[n][0]),
        ),
    )


def _put(above: str, below: str) -> str:
    if not above:
        return below
    return above + below if above[-1] > "\u2e7f" or below[0] > "\u2e7f" else f"{above} {below}"
