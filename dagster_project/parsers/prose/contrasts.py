"""Counts of other work that the text itself sets apart from disclosure's: 办理复议63件,其中因信息公开引发的1件."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import near

_OWN = r"(?:信息公开|政务公开|公开政府信息|公开(?:申请|答复|工作|信息|条例|业务|知识)|申请公开)"
_MARK = re.compile(_OWN)
# What disclosure has in common with other work: the nouns of each kind, and how the codes that count it begin.
_KINDS = {
    "复议": "review",
    **dict.fromkeys(("诉讼", "应诉", "起诉", "被诉"), "litigation"),
    **dict.fromkeys(("举报", "投诉"), "complaint"),
    **dict.fromkeys(("培训", "轮训", "讲座"), "training"),
}
# Without groups: with one for each kind it is searched ten times as slowly.
_NOUN = re.compile("|".join(_KINDS))
_CODES: Mapping[str, tuple[str, ...]] = {
    "review": ("review.", "remedies."),
    "litigation": ("litigation.", "remedies."),
    "complaint": ("complaints.",),
    "training": ("training.",),
}
# Cases of disclosure are not among those that a report counts of all that an organ was sued for.
_ALL_CASES = ("context.admin_litigation",)
_CASES = ("review", "litigation")
# The noun is said to be of disclosure: 因信息公开引发的行政复议, 信息公开培训, 复议案件中涉及信息公开的.
_SPECIFIC = re.compile(rf"{_OWN}[^,。;\d]{{0,14}}$")
_SPECIFIC_AFTER = re.compile(rf"[^,。;\d]{{0,8}}(?:涉及?|因|由|与|属于?|针对|关于)[^,。;\d]{{0,6}}{_OWN}")
# The noun told before is left out: 收到复议120件,其中属于政府信息公开类的15件.
_ELIDED = re.compile(
    rf"(?:^|[,;:。(])(?:(?:其中|在?(?:这|上述|以上)[^,。;\d]{{0,6}}中)[,:]?[^,。;:\d]{{0,8}}"
    rf"|(?:真正|仅|只|也|有)*(?:因|由|涉及?|属于?|与|针对|关于|有关)[^,。;:\d]{{0,8}}){_OWN}"
    r"(?![^,。;:\d]{0,8}(?:追责|问责|追究|处分|通报|约谈))[^,。;:\d]{0,14}$"
)
_NONE = re.compile("没有|未|无|零")
_BESIDES = re.compile(r"(?:同期|同年|其他|其它|另外)[^,。;:\d]{0,10}$")
_OF_ALL = re.compile(r"占(?:了|到)?[全本][^,。;:()\d]{1,10}$")
_ALL_KINDS = re.compile(r"(?:各类|各种)[^,。;:\d]{0,10}$")
_REACH = 40
_START = attrgetter("start")
_SENTENCE = re.compile("[。;!?\n]")
_PHRASE = re.compile(r"[,。;:!?、()\n]")
# What a training of disclosure may be called besides: 年内组织全县业务骨干专题培训.
_TRAINED = re.compile(
    r"(?:没有?|未曾?|单独|自行|自办|曾|累计|合计|举办|开展|组织|举行|参加|召开|进行|实施|安排|接受|完成|其中|全年|年内|本年度?|先后|还|并|共|多次|的|了|各类|各级|机关|"
    r"全[县市区镇乡局]|部门|单位|工作|业务|专题|专项|集中|集体|内部|专门|线上|线下|网上|现场|视频|全员|干部|人员|职工|骨干|"
    r"联络员|信息员|管理员|相关|有关|系列|网站|新媒体|条例|《|》|信息|公开|保密审查|系统|平台|操作|轮训|讲座|和|及|上级|[省市县区])*$"
)

_Specific = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class _Mention:
    """One noun of a kind, the counts told of it, and whether disclosure is named with it or said to be its subject."""

    kind: str
    start: int
    sentence: int
    own: bool
    specific: bool
    none: bool
    counts: tuple[Number, ...]

    @property
    def begin(self) -> int:
        """Where the part of the sentence begins that says what the noun counts."""
        return near((self.sentence, self.start), self.start)[0]


def of_other_work(text: str, counts: Sequence[Number]) -> dict[int, tuple[str, ...]]:
    """The counts of other work by their places, with the beginnings of the codes that do not count them."""
    found: dict[int, tuple[str, ...]] = {}
    for start, end in _paragraphs(text, counts):
        first = bisect_left(counts, start, key=_START)
        mentions = _mentions(text, (start, end), counts[first : bisect_left(counts, end, lo=first, key=_START)])
        other: _Mention | None = None
        trained = False
        for mention, specific in zip(mentions, _specific_behind(mentions), strict=True):
            follows = other is not None and other.sentence == mention.sentence and not mention.own
            if follows or _is_other(text, mention, trained, specific):
                other = mention
                found.update((number.start, _CODES[mention.kind]) for number in mention.counts)
            elif mention.specific and mention.kind in _CASES:
                found.update((number.start, _ALL_CASES) for number in mention.counts)
            trained = trained or bool(mention.kind == "training" and mention.specific and mention.counts)
    return found


def _paragraphs(text: str, counts: Sequence[Number]) -> Iterator[Span]:
    """The lines with counts that name disclosure and one of the kinds."""
    end = 0
    for number in counts:
        if number.start >= end:
            start = text.rfind("\n", end, number.start) + 1 or end
            end = text.find("\n", number.start)
            end = len(text) if end < 0 else end
            named = _NOUN.search(text, start, end) is not None
            if named and _MARK.search(text, start, end):
                yield start, end


def _mentions(text: str, span: Span, counts: Sequence[Number]) -> list[_Mention]:
    """The nouns of the line in their order; a count stands behind its noun, or just before it."""
    nouns = list(_NOUN.finditer(text, *span))
    found: list[_Mention] = []
    sentence = span[0]
    for index, noun in enumerate(nouns):
        until = nouns[index + 1].start() if index + 1 < len(nouns) else span[1]
        first = bisect_left(counts, noun.end(), key=_START)
        told = tuple(counts[first : bisect_left(counts, until, lo=first, key=_START)])
        since = nouns[index - 1].start() if index else span[0]
        sentence = _after(_SENTENCE, text, since, noun.start()) or sentence
        stop = _SENTENCE.search(text, noun.end(), until)
        clause = min([until, *([stop.start()] if stop else []), *(n.start for n in told[:1])])
        begin, _ = near((sentence, noun.start()), noun.start())
        specific = _SPECIFIC.search(text, begin, noun.start()) is not None
        specific = specific or _SPECIFIC_AFTER.match(text, noun.end(), clause) is not None
        specific = specific or bool(found and found[-1].specific and found[-1].sentence == sentence)
        own = specific or _MARK.search(text, begin, clause) is not None
        none = not told and _NONE.search(text, begin, clause) is not None
        mention = _Mention(_KINDS[noun[0]], noun.start(), sentence, own, specific, none, told)
        if found and told and _OF_ALL.search(text, begin, noun.start()):
            # What is told behind the whole of a share goes on about its part: 复议62件,占全市复议(1947件)的3%,维持35件.
            found += [replace(mention, counts=told[:1]), replace(found[-1], start=told[-1].start, counts=told[1:])]
            continue
        found += _with_elided(text, noun.end(), mention)
    return found


def _with_elided(text: str, end: int, mention: _Mention) -> list[_Mention]:
    """The mention, and from the first count that disclosure is named for on one of disclosure without its noun."""
    for index, number in enumerate(mention.counts[1:], 1):
        if number.kind == "count" and _ELIDED.search(text[max(end, number.start - _REACH) : number.start]):
            first = replace(mention, counts=mention.counts[:index])
            own = replace(mention, start=number.start, own=True, specific=True, counts=mention.counts[index:])
            return [first, own]
    return [mention]


def _after(mark: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where what follows the last mark before `end` begins; 0 when there is none."""
    return max((match.end() for match in mark.finditer(text, start, end)), default=0)


def _specific_behind(mentions: Sequence[_Mention]) -> list[_Specific | None]:
    """For each mention the first count and the sum of those of its kind behind it that are said to be of disclosure."""
    behind: dict[str, _Specific] = {}
    found: list[_Specific | None] = []
    for mention in reversed(mentions):
        found.append(behind.get(mention.kind))
        if mention.specific and (mention.none or mention.counts):
            count = (mention.counts[0].value if mention.counts else None) or Decimal(0)
            _, others = behind.get(mention.kind, (count, Decimal(0)))
            behind[mention.kind] = count, count + others
    return found[::-1]


def _is_other(text: str, mention: _Mention, trained: bool, specific: _Specific | None) -> bool:
    """Whether the mention counts other work; `trained` when a training of disclosure is counted before it."""
    if mention.counts and _OF_ALL.search(text, mention.begin, mention.start):
        return True
    if mention.own or not mention.counts:
        return False
    if _BESIDES.search(text, mention.begin, mention.start):
        return True
    if mention.kind in _CASES and _ALL_KINDS.search(text, mention.begin, mention.start):
        return True
    if mention.kind == "training" and trained:
        phrase = _after(_PHRASE, text, mention.begin, mention.start) or mention.begin
        return _TRAINED.match(text, phrase, mention.start) is None
    return _is_whole(mention, specific)


def _is_whole(mention: _Mention, specific: _Specific | None) -> bool:
    """Whether what is then said of disclosure's own counts no more, and is not all of it told in parts."""
    whole = mention.counts[0].value
    if whole is None or specific is None:
        return False
    first, total = specific
    return first < whole and total != whole
