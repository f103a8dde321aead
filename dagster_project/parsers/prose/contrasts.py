"""Counts of other work that the text itself sets apart from disclosure's: 办理复议63件,其中因信息公开引发的1件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span

_OWN = r"(?:信息公开|政务公开|公开政府信息|公开(?:申请|答复|工作|信息)|申请公开)"
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
_CASES = ("review", "litigation")
# The noun is said to be of disclosure: 因信息公开引发的行政复议, 信息公开培训, 复议案件中涉及信息公开的.
_SPECIFIC = re.compile(rf"{_OWN}[^,。;\d]{{0,14}}$")
_SPECIFIC_AFTER = re.compile(rf"[^,。;\d]{{0,8}}(?:涉及?|因|由|与|属于?|针对|关于)[^,。;\d]{{0,6}}{_OWN}")
# The noun told before is left out: 收到复议120件,其中属于政府信息公开类的15件.
_ELIDED = re.compile(
    rf"(?:^|[,;:。(])(?:(?:其中|在?(?:这|上述|以上)[^,。;\d]{{0,6}}中)[,:]?[^,。;:\d]{{0,8}}"
    rf"|(?:真正|仅|只|也|有)*(?:因|由|涉及?|属于?|与|针对|关于|有关)[^,。;:\d]{{0,8}}){_OWN}[^,。;:\d]{{0,14}}$"
)
_NONE = re.compile("没有|未|无|零")
_BESIDES = re.compile(r"(?:同期|同年|其他|其它|另外)[^,。;:\d]{0,10}$")
_ALL_KINDS = re.compile(r"(?:各类|各种)[^,。;:\d]{0,10}$")
_REACH = 40
_SENTENCE = re.compile("[。;!?\n]")
_PHRASE = re.compile(r"[,。;:!?、()\n]")
# What a training of disclosure may be called besides: 年内组织全县业务骨干专题培训.
_TRAINED = re.compile(
    r"(?:举办|开展|组织|举行|参加|召开|进行|实施|安排|接受|完成|其中|全年|年内|本年度?|先后|还|并|共|多次|的|了|各类|各级|机关|"
    r"全[县市区镇乡局]|部门|单位|工作|业务|专题|专项|集中|集体|内部|专门|线上|线下|网上|现场|视频|全员|干部|人员|职工|骨干|"
    r"联络员|信息员|管理员|相关|有关|系列|网站|新媒体|条例|《|》|信息|公开|保密审查|系统|平台|操作|轮训|讲座|和|及|上级|[省市县区])*$"
)


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


def of_other_work(text: str, counts: Sequence[Number]) -> dict[int, tuple[str, ...]]:
    """The counts of other work by their places, with the beginnings of the codes that do not count them."""
    found: dict[int, tuple[str, ...]] = {}
    for start, end in _paragraphs(text):
        mentions = _mentions(text, (start, end), [n for n in counts if start <= n.start < end])
        other: _Mention | None = None
        for index, mention in enumerate(mentions):
            follows = other is not None and other.sentence == mention.sentence and not mention.own
            if follows or _is_other(text, mention, mentions[:index], mentions[index + 1 :]):
                other = mention
                found.update((number.start, _CODES[mention.kind]) for number in mention.counts)
    return found


def _paragraphs(text: str) -> Iterator[Span]:
    """The lines that name disclosure and one of the kinds."""
    end = 0
    for noun in _NOUN.finditer(text):
        if noun.start() >= end:
            start = text.rfind("\n", end, noun.start()) + 1 or end
            end = text.find("\n", noun.end())
            end = len(text) if end < 0 else end
            if _MARK.search(text, start, end):
                yield start, end


def _mentions(text: str, span: Span, counts: Sequence[Number]) -> list[_Mention]:
    """The nouns of the line in their order; a count stands behind its noun, or just before it."""
    nouns = list(_NOUN.finditer(text, *span))
    found: list[_Mention] = []
    for index, noun in enumerate(nouns):
        until = nouns[index + 1].start() if index + 1 < len(nouns) else span[1]
        told = tuple(n for n in counts if noun.end() <= n.start < until)
        sentence = max(span[0], _after(_SENTENCE, text, span[0], noun.start()))
        stop = _SENTENCE.search(text, noun.end(), until)
        clause = min([until, *([stop.start()] if stop else []), *(n.start for n in told[:1])])
        specific = _SPECIFIC.search(text, sentence, noun.start()) is not None
        specific = specific or _SPECIFIC_AFTER.match(text, noun.end(), clause) is not None
        specific = specific or bool(found and found[-1].specific and found[-1].sentence == sentence)
        own = specific or _MARK.search(text, sentence, clause) is not None
        none = not told and _NONE.search(text, sentence, clause) is not None
        mention = _Mention(_KINDS[noun[0]], noun.start(), sentence, own, specific, none, told)
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
    """Where what follows the last mark before `end` begins."""
    return max((match.end() for match in mark.finditer(text, start, end)), default=start)


def _is_other(text: str, mention: _Mention, before: Sequence[_Mention], after: Sequence[_Mention]) -> bool:
    if mention.own or not mention.counts:
        return False
    if _BESIDES.search(text, mention.sentence, mention.start):
        return True
    if mention.kind in _CASES and _ALL_KINDS.search(text, mention.sentence, mention.start):
        return True
    if mention.kind == "training" and any(m.kind == "training" and m.specific and m.counts for m in before):
        phrase = _after(_PHRASE, text, mention.sentence, mention.start)
        return _TRAINED.match(text, phrase, mention.start) is None
    return _is_whole(mention, [m for m in after if m.kind == mention.kind and m.specific and (m.none or m.counts)])


def _is_whole(mention: _Mention, specific: Sequence[_Mention]) -> bool:
    """Whether what is then said of disclosure's own counts no more, and is not all of it told in parts."""
    whole = mention.counts[0].value
    if whole is None or not specific:
        return False
    parts = [m.counts[0].value or Decimal(0) if m.counts else Decimal(0) for m in specific]
    return parts[0] < whole and sum(parts) != whole
