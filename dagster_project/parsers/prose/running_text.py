"""The prose of a document as one running text: wrapped lines joined, tables cut out, every place leading back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.parsers.openings import holds, places

Span = tuple[int, int]

_ENDINGS = "。;:!?…)>|"
# White space, but for a line end alone behind what ends a sentence, which stays.
_GAP = re.compile(rf"[ \t\r\n](?:[ \t\r\n]+|(?<![{_ENDINGS}]\n))")
_MARKER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|[-|#*])")
_SAYS = re.compile("[,。;]")
# Thousands parted by a space: 公开信息1 460余条. A row of cells has a space before the first group too.
_GROUPS_BEFORE = re.compile(r"(?:(?![第表图件])[\u4e00-\u9fff(),:、“”》]|(?<!附)件)[1-9]\d{0,2}(?: \d{3})*$")
_GROUPS_AFTER = re.compile(r"\d{3}(?: \d{3})*(?:\.\d+)?[余多]?(?!年|月|日|号)[\u4e00-\u9fff]")
_GROUPS_REACH = 14
_SHORT_LINE = 22
_DEPARTMENT = re.compile("局|委(?!托)|厅|(?<!法制)办(?![理法事公结件学证案复文税电好班])|信息网")
_DEPARTMENT_OPENINGS = ("局", "委", "厅", "办", "信息网")
_ACCOUNT = re.compile(
    r"“(?![^”]{0,8}(?:访谈|信息公开”|政务公开”))([^”“\n]{2,16})”(?=(?:政务|官方|门户)?(?:网|微信|微博|公众号|客户端|头条|抖音|APP|短视频|视频号|栏目))"
)
# An account or a site may be called by its name alone: “某某发布”推送, 在“某某公安网”发布.
_SAID = r"”(?=[共累全年计上]{0,4}(?:主动)?(?:公开|发布|公布|更新|刊登|刊载|登载|上传|推送|\d))"
_PUBLISHER = re.compile(rf"“([^”“\n]{{2,12}}发布){_SAID}")
_SITE = re.compile(rf"“([^”“\n]{{2,14}}(?<![联物电路管张一])网)站?{_SAID}")
_AS_SITE = "官网"
# The number of a service's own line; 12345, and in Yunnan 96128, take what is asked of the government as a whole.
# What stands before is asked behind the first digit: a pattern is searched fast by the characters that it opens with.
_LINE = re.compile(
    r"(?:1(?<![\d.,]1)(?!2345)[0-26]\d{3}|9(?<![\d.,]9)(?!6128)[56]\d{3,4})(?!”?政[务府])"
    r"(?=”|[^,。;:!?\n\d条件个次人篇份元]{0,12}(?:热线|专线|电话)|(?:价格|消费|违法)?(?:举报|投诉))"
)
_AS_LINE = "00000"
_OF_LINES = ("热线", "专线", "电话", "举报", "投诉")
_LONGEST_STEM = 12
_BLANK = "\0"


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
    """The text outside `tables` with wrapped lines joined and spaces beside a numeral dropped."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = 0
    for start, end in _outside(len(text), tables):
        at = start
        starts.append(length)
        shifts.append(at - length)
        for gap in _GAP.finditer(text, start, end):
            first, last = gap.span()
            white = text[first:last]
            kept = _kept(text, gap, start, end)
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
    if "\n" not in gap.group():
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
    if width < _SHORT_LINE or (marked and width < 2 * _SHORT_LINE):
        return "\n"
    return "" if inside else " "


def _in_thousands(text: str, gap: re.Match[str]) -> bool:
    """True when the gap parts two groups of digits of one count."""
    if gap.group() != " " or _GROUPS_AFTER.match(text, gap.end()) is None:
        return False
    return _GROUPS_BEFORE.search(text, max(0, gap.start() - _GROUPS_REACH), gap.start()) is not None


def _wide(character: str) -> bool:
    return character > "\u2000"


def without_names(text: str, departments: frozenset[str]) -> str:
    """The text with the names of departments and of accounts blanked: what they are called is not what they publish.

    A name that ends with 网 becomes 官网, and the number of a service's line 00000, which say what they are.
    """
    if any(holds(text, word) for word in _OF_LINES):
        text = _LINE.sub(lambda line: _AS_LINE.ljust(len(line[0]), "0"), text)
    names = [match.span(1) for pattern in (_ACCOUNT, _PUBLISHER) for match in pattern.finditer(text)]
    sites = [match.end(1) for match in _SITE.finditer(text)]
    for end in sites:
        text = f"{text[: end - len(_AS_SITE)]}{_AS_SITE}{text[end:]}"
    endings = _last_two(departments)
    names += [(text.rfind("“", 0, end) + 1, end - len(_AS_SITE)) for end in sites]
    for end in places(_DEPARTMENT_OPENINGS, text, 0, len(text)):
        if text[max(0, end - 2) : end] not in endings or _DEPARTMENT.match(text, end) is None:
            continue
        for start in range(max(0, end - _LONGEST_STEM), end - 1):
            if text[start:end] in departments:
                names.append((start, end))
                break
    blanked: list[str] = []
    at = 0
    for start, end in sorted(names):
        blanked += (text[at:start], _BLANK * (end - max(start, at)))
        at = max(at, end)
    return "".join((*blanked, text[at:]))


@lru_cache(maxsize=4)
def _last_two(stems: frozenset[str]) -> frozenset[str]:
    """What the stems, of two characters at least, end with: few words before a 局 or 办 are one of these."""
    return frozenset(stem[-2:] for stem in stems)
