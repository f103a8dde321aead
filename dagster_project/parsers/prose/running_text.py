"""The prose of a document as one running text: wrapped lines joined, tables cut out, every place leading back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.parsers.prose.full_stops import with_full_stops
from dagster_project.parsers.prose.line_ends import line_ends

Span = tuple[int, int]

# No blank that stands before or behind these says anything.
_STOPS, _OPENS = frozenset(",;。、)"), frozenset(",、(")
_ENDINGS = "。;:!?…)>|"
# White space, but for a line end alone behind what ends a sentence, which stays.
_GAP = re.compile(rf"[ \t\r\n](?:[ \t\r\n]+|(?<![{_ENDINGS}]\n))")
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}(?:、|\.(?!\d))|[-|#*])"
)
_SAYS = re.compile("[,。;]")
# A point with a space on either side: 98 . 6%.
_POINT_APART = re.compile(r"\d \. \d+ ?[%万亿]")
# Thousands parted by a space: 公开信息1 460余条. A row of cells has a space before the first group too.
_GROUPS_BEFORE = re.compile(r"(?:(?![第表图件])[\u4e00-\u9fff(),:、“”》]|(?<!附)件)[1-9]\d{0,2}(?: \d{3})*$")
# Where blanks stand beside all numerals, 公开信息 3 416 条, the unit behind the groups tells them from cells.
_SPACED_BEFORE = re.compile(r"[\u4e00-\u9fff] [1-9]\d{0,2}(?: \d{3})*$")
_SPACED_AFTER = re.compile(r"\d{3}(?: \d{3})* (?:条|件|篇|份|人次|次|个|元|万)")
_GROUPS_AFTER = re.compile(r"\d{3}(?: \d{3})*(?:\.\d+)?[余多]?(?!年|月|日|号)[\u4e00-\u9fff]")
_GROUPS_REACH = 14
_SHORT_LINE = 22


@dataclass(frozen=True, slots=True)
class RunningText:
    """`text` is what is read; `origin(i)` is where its i-th character stands in Document.text."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]
    folded: bool = False

    def origin(self, place: int) -> int:
        """The offset in Document.text of the character at `place`."""
        return place + self._shifts[bisect_right(self._starts, place) - 1] if self._starts else place

    def place_of(self, offset: int) -> int:
        """Where the character at `offset` of Document.text stands in a text of its order; one left out is the next."""
        pieces = range(len(self._starts))
        piece = bisect_right(pieces, offset, key=lambda at: self._starts[at] + self._shifts[at]) - 1
        return max(self._starts[piece], offset - self._shifts[piece]) if piece >= 0 else 0

    def span(self, start: int, end: int) -> Span:
        """The span in Document.text that holds the characters from `start` to `end`."""
        piece = bisect_right(self._starts, start)
        first = start + (self._shifts[piece - 1] if self._starts else 0)
        if end <= start:
            return first, first
        if piece == len(self._starts) or end <= self._starts[piece]:
            return first, first + end - start
        last = self.origin(end - 1) + 1
        if not self.folded:
            return first, last
        inner = self._starts[bisect_right(self._starts, start) : bisect_right(self._starts, end - 1)]
        places = [(self.origin(at), self.origin(at - 1) + 1) for at in inner]
        return min([first, *(place for place, _ in places)]), max([last, *(place for _, place in places)])

    def put_together(self, pieces: Sequence[Span | str], text: str) -> tuple[RunningText, str]:
        """The running text from spans of it, in any order, and marks of one character; `text`, as long, likewise."""
        starts: list[int] = []
        shifts: list[int] = []
        found: list[str] = []
        length = 0
        for piece in pieces:
            if isinstance(piece, str):
                found.append(piece)
                length += len(piece)
                continue
            start, end = piece
            inner = bisect_right(self._starts, start)
            for at in (start, *self._starts[inner : bisect_left(self._starts, end)]):
                starts.append(length + at - start)
                shifts.append(self.origin(at) - starts[-1])
            found.append(text[start:end])
            length += end - start
        together = "".join(found)
        return RunningText(together, tuple(starts), tuple(shifts), folded=True), together


def running_text(text: str, tables: Sequence[Span]) -> RunningText:
    """The text outside `tables`, sentences ended by full stops, wrapped lines joined, no spaces beside a numeral."""
    text = with_full_stops(text)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = 0
    ends = line_ends(text)
    for start, end in _outside(len(text), tables):
        at = start
        starts.append(length)
        shifts.append(at - length)
        for gap in _GAP.finditer(text, start, end):
            first, last = gap.span()
            white = text[first:last]
            kept = "" if first in ends else _kept(text, gap, start, end)
            if kept == white:
                continue
            pieces += (text[at:first], kept)
            length += first - at + len(kept)
            at = last
            starts.append(length)
            shifts.append(at - length)
        pieces += (text[at:end], "\n")
        length += end - at + 1
    return RunningText("".join(pieces), tuple(starts), tuple(shifts))


def _outside(length: int, tables: Sequence[Span]) -> list[Span]:
    spans, at = [], 0
    for start, end in sorted(tables):
        if start > at:
            spans.append((at, start))
        at = max(at, end)
    return [*spans, (at, length)] if at < length else spans


def _kept(text: str, gap: re.Match[str], first: int, last: int) -> str:
    """What stays of a gap: nothing inside a wrapped sentence, else one space or one line end."""
    before = text[gap.start() - 1] if gap.start() > first else "\n"
    after = text[gap.end()] if gap.end() < last else "\n"
    inside = _wide(before) or _wide(after)
    if (before == "." or after == ".") and gap.group().count("\n") < 2 and _cuts_figure(text, gap):
        return ""
    if "\n" not in gap.group():
        if after in _STOPS or before in _OPENS:
            return ""
        if before.isdigit() and after.isdigit():
            return "" if _in_thousands(text, gap) else " "
        beside_numeral = inside and (before.isdigit() or after.isdigit()) and before not in "。;"
        beside_numeral = beside_numeral and not _MARKER.match(text, gap.end(), last)
        return "" if beside_numeral else " "
    if gap.group().count("\n") > 1 or before in _ENDINGS or _MARKER.match(text, gap.end(), last):
        return "\n"
    line = text.rfind("\n", first, gap.start())
    width = gap.start() - (line if line > 0 else first)
    begin = max(line + 1, first)
    marked = _MARKER.match(text, begin, gap.start()) and not _SAYS.search(text, begin + 4, gap.start())
    if width >= _SHORT_LINE and before.isdigit() and after.isdigit():
        return "\n" if text.find("\t", begin, gap.start()) >= 0 else ""  # rows of a table, not a figure that is cut
    if width < _SHORT_LINE or (marked and width < 2 * _SHORT_LINE):
        return "\n"
    return "" if inside else " "


def _cuts_figure(text: str, gap: re.Match[str]) -> bool:
    """True when the gap parts a figure at its point: 2 .3万篇, 3. 94亿次, 98 . 6%."""
    start, end = gap.span()
    first = start - 3 if text[start - 2 : start] == " ." else start - 1
    if _POINT_APART.match(text, max(0, first)):
        return True
    if text[end : end + 1] == ".":
        return text[max(0, start - 1) : start].isdigit() and text[end + 1 : end + 2].isdigit()
    if text[start - 1] != "." or not text[end : end + 1].isdigit() or not text[start - 2 : start - 1].isdigit():
        return False
    first = start - 2
    while first > 0 and text[first - 1].isdigit():
        first -= 1
    return _wide(text[first - 1 : first] or "\n")


def _in_thousands(text: str, gap: re.Match[str]) -> bool:
    """True when the gap parts two groups of digits of one count."""
    if gap.group() != " ":
        return False
    low = max(0, gap.start() - _GROUPS_REACH)
    if _SPACED_AFTER.match(text, gap.end()):
        return _SPACED_BEFORE.search(text, low, gap.start()) is not None
    return (
        _GROUPS_AFTER.match(text, gap.end()) is not None and _GROUPS_BEFORE.search(text, low, gap.start()) is not None
    )


def _wide(character: str) -> bool:
    return character > "\u2000"
