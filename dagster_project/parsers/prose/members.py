"""The member of a prose figure: the category, field, organ or channel that its words name."""

from __future__ import annotations

import re

from dagster_project.parsers.prose.lexicon import Words
from dagster_project.parsers.prose.outline import Heading

Span = tuple[int, int]
Members = dict[str, dict[int, str]]

_QUOTED = re.compile(r"[“《]([^”》]{2,24})[”》]")
# The number of a paragraph or an item, the link and the verb before a name; what says no more than that it is counted.
_BEFORE_NAME = re.compile(
    r"(?:[\s、,.:;)”》\-·•●]|(?:其|再)次(?:为|是)?|其余为|(?<!.)[^,、]{0,10}最[多大少][的者]?[为是]|(?<!.)[^,]{0,12}(?:看|分|区分|统计),|(?<!.)全年|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[.、)]|是)|其中|包括|另有|主动|(?:公开|发布|公布)了?(?!栏|专栏|制度|目录|指南))*"
)
_BEHIND_NAME = re.compile(
    r"(?:[\s、,.:;(“《]|(?:最[多大少]|占了?大头|居多|居首位?|次之)|(?<=..)(?:信息)?(?:数量|申请量|受理量)?(?=(?:最|占了?大|居|次))|等(?:方面|领域|类)?|(?<=.)(?:方面|领域|类)|(?<=..)的|所?占比?|分别|新收(?:政府)?(?:信息)?公开申请|主动公开)*$"
)
# What the name is the means of: 我镇通过电子屏滚动公开信息 names the screens.
_BY_MEANS = re.compile("[^、]*(?:通过|利用|依托|借助|经由|运用)(?=..)")
# The end of a bracket that was opened before the words: what it tells is said of another member.
_CLOSED = re.compile(r"^[^()]*\)(?=.)")
_ACT = re.compile(
    "(?<=..)(?:滚动|集中|及时|同步|实时)?(?:(?:公开|发布|公布|推送|登载|刊登|刊发|张贴|播放|播发|公示)了?(?:各类|有关|政府|政务|政策|信息|内容|文件|数据)*)?$"
)
_LONGEST = 24
# What leaves open which information it is: the name quoted before it in the sentence tells.
_NAMES_NOTHING = re.compile(
    "(?:公开|发布|公布|更新|推送|刊[发登]|登载|上传|录入|[各类]|相关|有关|权威|最新|动态|信息|内容|[共计累]|数|量)*"
)
# What joins a name to the count before it.
_LINK = re.compile(r"^(?:[\s、,(及与]|和(?!平))*(?:分别为|以及|涉及)?")
_COUNTED = re.compile(r"\d")
_STOPS = ",;。:!?()\n"
_TAIL = re.compile(
    r"(?:栏目)?(?:共|累计|总计|已)?(?:主动)?(?:公开|发布|公布)?(?:政府)?(?:信息)?(?:数量?)?(?:为|达|共|计|有|约|近|了)*\s*$"
)


def member_of(
    member: str, text: str, words: Words, said: tuple[Span, Span, Span], heading: Heading | None, members: Members
) -> str:
    """The member that a rule names: itself, or what {category}, {field}, {organ} … finds in the words."""
    if not member.startswith("{"):
        return member
    dimension = member.strip("{}")
    before, after, sentence = said
    spans = [before, after]
    if dimension == "field":
        # A quoted name beside the count is the field, whatever the rest of the sentence names.
        quoted = _QUOTED.search(text, *before) is not None
        told = (sentence[0], max(after[1], sentence[0]))
        spans += [] if quoted else [told, *reversed(heading.path if heading is not None else ())]
    elif (bracketed := _before_bracket(text, before[0])) is not None:
        spans.append(bracketed)
    known = members.get(dimension, {})
    for span in spans:
        named = words.among(span, known)
        if named:
            _, _, number = max(named, key=lambda word: (word[1] - word[0], word[0]))
            return known[number]
    printed = _as_printed(text[before[0] : before[1]], text[after[0] : after[1]]) or _named_above(text, before[0])
    quotes = _QUOTED.findall(text, sentence[0], before[0]) if _NAMES_NOTHING.fullmatch(printed) else []
    return quotes[-1] if quotes else printed


def _before_bracket(text: str, place: int) -> Span | None:
    """What a bracket that ends just before `place` says more of: the words from the last stop up to it."""
    if text[place - 1 : place] != ")":
        return None
    end = text.rfind("(", 0, place)
    if end < 0:
        return None
    return max(text.rfind(stop, 0, end) for stop in _STOPS) + 1, end


def _named_above(text: str, place: int) -> str:
    """The name that the clause just before `place` gives to a count that has none in its own: 水库调度类,520条."""
    if text[place - 1 : place] != ",":
        return ""
    clause = text[max(text.rfind(stop, 0, place - 1) for stop in _STOPS) + 1 : place - 1]
    return "" if _COUNTED.search(clause) else label_of(clause)


def _as_printed(before: str, after: str) -> str:
    quoted = _QUOTED.search(before) or _QUOTED.search(after)
    if quoted is not None:
        return quoted[1]
    label = _TAIL.sub("", _LINK.sub("", before)).strip(" ,、:“”") or after.strip(" 的,、:“”")
    return label_of(label)


def label_of(words: str) -> str:
    """The name in the words of a member without a slug, at most 24 characters; the words if no name is left."""
    words = _CLOSED.sub("", words)
    means = _BY_MEANS.match(words)
    if means:
        words = _ACT.sub("", words[means.end() :])
    first = _BEFORE_NAME.match(words)
    start = first.end() if first else 0
    last = _BEHIND_NAME.search(words, start)
    return (words[start : last.start() if last else None] or words.strip())[-_LONGEST:]
