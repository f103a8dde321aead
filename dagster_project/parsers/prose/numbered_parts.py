"""The first counts of the lines below a whole, numbered or not, when they sum up to it, whatever else they tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.numerals import Number

# The line of a part: its number or mark, if it has one, and what is counted first in it.
_LINE = re.compile(r"\s*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]|[-–—·•●○◆◇■□※★*]+)?\s*[^。;!?\n\d()]{2,30}")
# What may stand behind the whole before its parts: the rest of its line, 具体内容为:, or a heading, (二)主要类别:.
_HEADING = r"(?:[^\n\d。]{0,12}(?:类别|分类|类型|内容|构成)[^\n\d。]{0,8}[:。]\s*\n)?"
_LEAD = re.compile(
    rf"(?:[^\n]*[:。]\s*\n)?[^\n\d]{{0,40}}(?:具体|分别|其中|如下|包括|主要|按|分)[^\n\d]{{0,40}}[:。]\s*\n{_HEADING}"
    r"|[^\n]*(?:其中|如下|包括|具体)[^\n\d]{0,12}:\s*\n"
    rf"|[^\n\d]*[:。]\s*\n{_HEADING}"
)
_MOST_LINES, _LONGEST_LINE, _LONGEST_LEAD, _FEW = 30, 600, 240, 3


def numbered_parts(text: str, counts: Sequence[Number], index: int) -> list[tuple[Number, int]]:
    """The parts of the count at `index`, with the places of their lines; none when they do not sum up to it."""
    whole = counts[index]
    end = max(whole.unit_end, whole.end)
    lead = _LEAD.match(text, end, end + _LONGEST_LEAD)
    if lead is None:
        return []
    place, total = lead.end() - 1, Decimal(0)
    parts: list[tuple[Number, int]] = []
    while place >= 0 and len(parts) < _MOST_LINES and total < (whole.value or 0):
        first = bisect_left(counts, place, lo=index + 1, key=attrgetter("start"))
        number = counts[first] if first < len(counts) else whole
        if number.unit != whole.unit or _LINE.fullmatch(text, place, number.start) is None:
            return []
        parts.append((number, place))
        total += number.value or 0
        place = text.find("\n", number.end, number.end + _LONGEST_LINE)
    return parts if total == whole.value and len(parts) >= _FEW else []
