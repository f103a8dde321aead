"""Tables written out by a program that numbers their rows and columns from nought: the same without these numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

FEWEST = 3
MISSING = ("NaN", "nan", "None")
_NUMBERED = re.compile(r"(\d{1,4})(?= +[^\s|])")
_HEAD = re.compile(r"\s*0((?:\s+\d{1,3})+)\s*")


def without_index(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows without a column that counts them from nought, and without a first row that counts the columns.

    What such a program writes for a cell that is missing is blank.
    """
    table = [list(row) for row in rows]
    first = next((at for at, row in enumerate(table[:2]) if row[0] == "0" and row[1:2] != ["1"]), -1)
    if first >= 0 and len(table) - first >= FEWEST:
        numbers = [row[0] for row in table[first:]]
        if numbers == [str(number) for number in range(len(numbers))]:
            table = [row[1:] for row in table]
    if len(table) > 1 and len(table[0]) > 1 and table[0] == [str(number) for number in range(len(table[0]))]:
        table = table[1:]
    return [["" if words in MISSING else words for words in row] for row in table]


def without_numbers(lines: Sequence[str]) -> list[str]:
    """The lines with spaces for numbers at their beginnings that count them from nought, and for a head of such."""
    left = list(lines)
    at = 0
    while at < len(lines):
        count = _count(lines, at)
        if count >= FEWEST:
            for number in range(at, at + count):
                wide = len(str(number - at))
                left[number] = " " * wide + lines[number][wide:]
            if at and _is_head(lines[at - 1]):
                left[at - 1] = ""
        at += max(count, 1)
    return left


def _count(lines: Sequence[str], at: int) -> int:
    """How many lines from this one on begin with their own number, counted from nought."""
    count = 0
    while at + count < len(lines):
        match = _NUMBERED.match(lines[at + count])
        if match is None or match[1] != str(count):
            break
        count += 1
    return count


def _is_head(line: str) -> bool:
    match = _HEAD.fullmatch(line)
    return match is not None and match[1].split() == [str(n + 1) for n in range(len(match[1].split()))]
