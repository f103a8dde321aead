"""Lists told with 分别, 依次 or 各, as a clause for each subject, so that each numeral stands beside its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.openings import matches

Span = tuple[int, int]

UNIT = r"(?:人次|件次|条次|场次|期次|万元|亿元|[条件篇份次场期个名人家宗起例项部则幅处元])"
_VALUE = rf"(?:约|近|超)?\d(?:[\d.]|,(?=\d{{3}}(?!\d))){{0,11}}(?:%|[余多]?[万亿]?[余多]?{UNIT}?)"
_TOLD = re.compile(
    rf"(?:分别|依次|各自)(?P<said>[^\d、,。;:!?()\n]{{0,20}}?)(?P<values>{_VALUE}(?:(?:[、和及与]|以及){_VALUE}){{1,11}})(?![\d.])"
    rf"|各(?P<each>(?:发布|公开|推送|收到|发生|受理|开展|举办|召开|组织)?(?:政府|政务)?(?:信息|消息)?)"
    rf"(?P<value>\d{{1,6}}{UNIT})"
    rf"|(?P<mark>、)(?:没有|无(?![法偿需关线障]))[^、,。;:\d]{{2,8}}(?=[、,。;])"
    rf"|[均都皆](?P<is>[为是]?)(?P<none>0{UNIT}?(?![\d.%])|零(?:{UNIT}|报告)?(?=[,。;)\n])|没有(?=[,。;)\n])|无(?=[,。;)\n]))"
)
# What a report may say of several matters that there was none of: 复议、诉讼和举报均为零.
_MATTER = re.compile(
    "申请|复议|诉讼|申诉|应诉|起诉|举报|投诉|信访|当面|现场|信函|邮|传真|网|平台|收费|费用|减免|不予|无法|其他处理|公开|结转|咨询|发布会|访谈|解读|培训|会议|舆情|公报|微博|微信"
)
_NO_MATTER = re.compile("公民|自然人|法人|组织|企业$|方式|形式|渠道")
_ONE = re.compile(_VALUE)
_UNIT_AT_END = re.compile(rf"(?:%|{UNIT})$")
_JOINT = re.compile(r"、|以及|(?<!法人)(?<!受理)(?<!收到)(?<![涉普参提])[和与及](?!服务|社会|其他组织|处理|回复|答复)")
_STOPS = ",。;:!?()\n"
# What the last subject says for all of them: 行政复议、行政诉讼案件, 当面申请、信函申请数.
_SHARED = re.compile(
    r"(?:等?(?:重点)?领域)?(?:收到|受理|接到|主动公开|公开|发布|推送)?(?:依申请公开|各类)?(?:政府信息公开|信息公开)?"
    r"(?:申请|案件|决定|行政规范性文件|规范性文件|人员|政府信息|政务信息|信息)?(?:的?(?:数量|总数|总量|条数|件数|数|情况|所?占(?:的?比[例重]?)|比[例重]))?$"
)
_MEANS = re.compile(
    r"(?<!其[他它])等?(?:[两二三四五六][个种类大])?(?:渠道|平台|方式|形式|载体|媒体|途径)?(?:全年|年内|共|累计|共计)?$"
)
_RECEIVED = re.compile(r".*(?:收到|受理|接到|新收|其中)(?=.)")
_GROWTH = re.compile(r"增|降|升|减|提高|回落|同比|较")
_COUNTED = re.compile(r"\d(?!\d{0,3}年)\D*$")
# Kinds of information name themselves, whatever marks part them: 人事任免类,政策文件类和工作动态类分别为.
_KIND = re.compile(r"类(?:政府|政务)?(?:信息)?(?:(?=分别)|[,、和及与]|以及)")
_NOUN_AND_COUNT = re.compile(rf"(?P<noun>[^\d、,;。:()]{{2,30}}){_VALUE}(?=[、,])")
# Channels that do what is then told of several things: 微信、微博发布通报及科普分别为9条、7条.
_CHANNEL = re.compile(
    r"(?:网|网站|官网|微信|微博|公众号|视频号|抖音号?|头条号?|客户端|公开栏|公示栏|电视台?|广播|报纸)上?(?=(?:全年|共|累计)*(?:发布|公开|推送|更新))"
)
# Channels of the clause before, of which 分别 tells in the next: 微博、微信各1个,全年分别发布信息51条和28条.
_NAMED = re.compile(
    r"(?:官方|政务|新浪|腾讯|局|县|市|区)?(?:微博|微信公众号|微信|公众号|视频号|抖音号?|快手号?|头条号?|客户端|网站|官网"
    r"|[\u4e00-\u9fff]{1,6}网(?=[、和及与上,]))"
)
_QUOTED = re.compile("“[^”]{2,16}”")
_COLUMNS = re.compile("(?:“[^”]{2,16}”[、和与及]?){2,}(?:[两二三四五六七八九]个|等)?(?P<kind>专栏|栏目|专题|专区)")
_PUBLISHES = re.compile(r"发布|推送|公开|更新|编发|信息|为|是|有")
# 占比依次为58.6%、7.0%和34.4%, 所占比重分别是38%和16%.
_CALLED_SHARE = re.compile(
    r"[,、)]?(?:各?(?:自|类|项)?所?占?(?:总数|总量|全部)?的?(?:比例|比重|份额|百分比)|所占|占比)(?:为|是)?$"
)
# The kinds that the clause before counts without numbers: 前三类依次为路况信息、客运管理、工程招标.
_LISTED = re.compile(
    r"(?:(?:依次|分别)?[为是有]|包括|:)(?P<kinds>[^,。;:()\d]{2,16}(?:[、和与及][^,。;:()\d、]{2,16}){1,7}?)"
    r"(?:等?[两二三四五六七八几]?个?[大种]?(?:类|方面))?$"
)
_LONGEST = 80
_BOTH = 2
# Several counts told with 分别 that name nothing themselves.
_RESPECTIVELY = re.compile(r"分别[^,。;:、\d]{0,10}$")
_NEXT = re.compile(r"[余多]?(?:[、,]|[、,]?(?:和|及|与|以及))")
_REACH = 16


def unfolded(text: str) -> list[Span | str]:
    """What to put the text together from, spans of it and commas between them; empty when it stays as it is."""
    pieces: list[Span | str] = []
    at = 0
    for match in matches(_TOLD, ("分别", "依次", "各", "均", "都", "皆", "、无", "、没有"), text):
        floor = max(at, match.start() - _LONGEST)
        start = max(floor, max(text.rfind(stop, floor, match.start()) for stop in _STOPS) + 1)
        if match["values"] and start == match.start() and text[start - 1 : start] == ",":
            start = max(floor, max(text.rfind(stop, floor, start - 1) for stop in _STOPS) + 1)
        start, clauses = _first_reading(text, start, match)
        if match["values"] and (kinds := _kinds(text, at, match)):
            start, clauses = kinds
        if not clauses and match["values"] and (counts := _counts(text, at, match)):
            start, clauses = counts[0][0], _with_shares(text, counts, match)
        if not clauses and match["values"]:
            start, clauses = _of_before(text, start, at, match)
        if clauses:
            pieces.append((at, start))
            for clause in clauses:
                pieces += [*clause, ","]
            pieces.pop()
            at = match.end()
    return [*pieces, (at, len(text))] if pieces else []


def _first_reading(text: str, start: int, match: re.Match[str]) -> tuple[int, list[list[Span | str]]]:
    """Where the clauses begin and, for each subject before the match, its clause; none when they are not told apart."""
    if match["mark"]:
        return match.start(), [[], [(match.start() + 1, match.end())]]
    if match["values"]:
        return start, _told(text, start, match)
    return (start, _none_of(text, start, match)) if match["none"] else _each(text, start, match)


def is_left_folded(text: str, counts: Sequence[Number], index: int) -> bool:
    """Whether the count is one of several told with 分别 of subjects that could not be told apart: 分别为9条、7条."""
    first = last = index
    while first and _NEXT.fullmatch(text, counts[first - 1].unit_end or counts[first - 1].end, counts[first].start):
        first -= 1
    if not _RESPECTIVELY.search(text[max(0, counts[first].start - _REACH) : counts[first].start]):
        return False
    if last + 1 < len(counts):
        last += _NEXT.fullmatch(text, counts[last].unit_end or counts[last].end, counts[last + 1].start) is not None
    return first < last and counts[index].kind == "count"


def _told(text: str, start: int, match: re.Match[str]) -> list[list[Span | str]]:
    """A clause for each subject before 分别 and the value after it; none when there are fewer subjects."""
    if _GROWTH.search(match["said"]):
        return []
    values = [one.span() for one in _ONE.finditer(text, *match.span("values"))]
    subjects, shared = _subjects(text, start, match.start(), len(values))
    unit = _UNIT_AT_END.search(text, *values[-1])
    last = [unit.span()] if unit is not None else []
    return [
        [
            *_clause(text, subject, shared),
            match.span("said"),
            value,
            *([] if _UNIT_AT_END.search(text, *value) else last),
        ]
        for subject, value in zip(subjects, values, strict=False)
    ]


def _kinds(text: str, floor: int, match: re.Match[str]) -> tuple[int, list[list[Span | str]]] | None:
    """Where the kinds of which 分别 tells begin and a clause for each, when commas too part them; else None."""
    values = [one.span() for one in _ONE.finditer(text, *match.span("values"))]
    floor = max(floor, match.start() - _LONGEST, max(text.rfind(stop, 0, match.start()) for stop in "。;:!?\n") + 1)
    ends = list(_KIND.finditer(text, floor, match.end("said")))
    if len(ends) != len(values) or ends[-1].end() != match.start() or not any("," in end[0] for end in ends):
        return None
    first = text.rfind(",", floor, ends[0].start()) + 1 or floor
    starts = [first, *(end.end() for end in ends[:-1])]
    clauses: list[list[Span | str]] = [
        [(start, end.start() + 1), value] for start, end, value in zip(starts, ends, values, strict=True)
    ]
    return first, clauses


def _counts(text: str, floor: int, match: re.Match[str]) -> list[Span]:
    """The counts just before 分别占 of which its percentages are told, as many of them."""
    signed = ["%" in one.group() for one in _ONE.finditer(match["values"])]
    shares = len(signed) if signed[-1] and len(set(signed[:-1])) < _BOTH else 0
    floor = max(floor, match.start() - _LONGEST, max(text.rfind(stop, 0, match.start()) for stop in "。;\n") + 1)
    called = _CALLED_SHARE.search(text, floor, match.start())
    if not shares or not (called or match["said"].lstrip("约各").startswith("占")):
        return []
    end = called.start() if called else match.start()
    counts = [one.span() for one in _ONE.finditer(text, floor, end) if one.group()[-1] not in "%0123456789"]
    near = len(counts) >= shares and not text[counts[-1][1] : end].strip(",、)")
    return counts[len(counts) - shares :] if near else []


def _with_shares(text: str, counts: list[Span], match: re.Match[str]) -> list[list[Span | str]]:
    """Each count with the words before it, and its share in a clause after it."""
    starts = [counts[0][0], *(count[1] + 1 for count in counts[:-1])]
    shares = [one.span() for one in _ONE.finditer(text, *match.span("values"))]
    return [
        [(start, count[1]), ",", match.span("said"), share, *([] if text[share[1] - 1] == "%" else ["%"])]
        for start, count, share in zip(starts, counts, shares, strict=True)
    ]


def _of_which(text: str, start: int, floor: int, match: re.Match[str]) -> list[list[Span | str]]:
    """A clause for each count before, of which 其中 tells a part: 复议6件、诉讼4件,其中涉及信息公开的分别为1件、0件."""
    values = [one.span() for one in _ONE.finditer(text, *match.span("values"))]
    floor = max(floor, start - _LONGEST, max(text.rfind(stop, 0, start) for stop in "。;\n") + 1)
    told = list(_NOUN_AND_COUNT.finditer(text, floor, start))
    if _GROWTH.search(match["said"]) or len(told) != len(values) or not text.startswith("其中", start):
        return []
    return [
        [(start, match.start()), one.span("noun"), match.span("said"), value]
        for one, value in zip(told, values, strict=True)
    ]


def _of_before(text: str, start: int, floor: int, match: re.Match[str]) -> tuple[int, list[list[Span | str]]]:
    """Where clauses begin that take their subjects from the clauses before 分别, and these; none are left out."""
    clauses = _of_which(text, start, floor, match)
    if clauses:
        return start, clauses
    return _of_listed(text, floor, match) or (match.start(), _of_channels(text, match))


def _of_listed(text: str, floor: int, match: re.Match[str]) -> tuple[int, list[list[Span | str]]] | None:
    """Where the kinds that the clause before lists begin, and the share of each: as many as percentages behind."""
    called = _CALLED_SHARE.search(text, floor, match.start())
    listed = _LISTED.search(text, floor, called.start()) if called else None
    values = [one.span() for one in _ONE.finditer(text, *match.span("values"))]
    if listed is None or match["values"].count("%") != len(values):
        return None
    joints = [joint.span() for joint in _JOINT.finditer(text, *listed.span("kinds"))]
    starts, ends = [listed.start("kinds"), *(j[1] for j in joints)], [*(j[0] for j in joints), listed.end("kinds")]
    if len(starts) != len(values):
        return None
    clauses: list[list[Span | str]] = [
        [kind, "类占", value] for kind, value in zip(zip(starts, ends, strict=True), values, strict=True)
    ]
    return starts[0], clauses


def _of_channels(text: str, match: re.Match[str]) -> list[list[Span | str]]:
    """A clause for each channel or column that the sentence names before 分别, when there are as many as values."""
    values = [one.span() for one in _ONE.finditer(text, *match.span("values"))]
    floor = max(match.start() - _LONGEST, max(text.rfind(stop, 0, match.start()) for stop in "。;:!?\n") + 1)
    if _PUBLISHES.search(match["said"]) is None or "%" in match["values"]:
        return []
    columns = _COLUMNS.search(text, floor, match.start())
    kind = [columns.span("kind")] if columns else []
    pattern, ends = (_QUOTED, columns.start("kind")) if columns else (_NAMED, match.start())
    named = [one.span() for one in pattern.finditer(text, columns.start() if columns else floor, ends)]
    if len(named) != len(values):
        return []
    return [[name, *kind, match.span("said"), value] for name, value in zip(named, values, strict=True)]


def _each(text: str, start: int, match: re.Match[str]) -> tuple[int, list[list[Span | str]]]:
    """Where the subjects before 各 begin, behind the last count before it, and a clause with the value for each."""
    counted = _COUNTED.search(text, start, match.start())
    joint = _JOINT.search(text, counted.start(), match.start()) if counted else None
    start = joint.end() if joint else start
    subjects, shared = _subjects(text, start, match.start(), len(_JOINT.findall(text, start, match.start())) + 1)
    return start, [
        [*_clause(text, subject, shared), match.span("each"), match.span("value")]
        for subject in (subjects if len(subjects) > 1 else ())
    ]


def _none_of(text: str, start: int, match: re.Match[str]) -> list[list[Span | str]]:
    """A clause for each matter of which there was none; none when a subject is none: 公民、法人的申请均为0."""
    subjects, shared = _subjects(text, start, match.start(), len(_JOINT.findall(text, start, match.start())) + 1)
    named = all(_MATTER.search(text, *one) and not _NO_MATTER.search(text, *one) for one in subjects)
    return [
        [*_clause(text, subject, shared), match.span("is"), match.span("none")]
        for subject in (subjects if named and len(subjects) > 1 else ())
    ]


def _subjects(text: str, start: int, end: int, count: int) -> tuple[list[Span], Span]:
    """The last `count` subjects up to `end`, without what the last says for all, and the span of that."""
    channels = _CHANNEL.search(text, start, end)
    told_of = channels.end() if channels else end
    joints = [joint.span() for joint in _JOINT.finditer(text, start, told_of)]
    if channels and len(joints) == count - 1:
        return list(zip([start, *(j[1] for j in joints)], [*(j[0] for j in joints), told_of], strict=True)), (
            told_of,
            end,
        )
    joints = [joint.span() for joint in _JOINT.finditer(text, start, end)]
    kept = joints[len(joints) - count + 1 :] if 0 < count - 1 <= len(joints) else []
    if not kept or any(character.isdigit() for character in text[kept[0][1] : end]):
        return [], (end, end)
    end -= text[end - 1] == ","
    first = kept[-1][1] + 1
    means = _MEANS.search(text, first, end)
    end = means.start() if means else end
    shared = _SHARED.search(text, first, end)
    last = shared.start() if shared else end
    told = (last, end)
    if told[0] < told[1] and (means := _MEANS.search(text, first, last)) is not None:
        last = means.start()
    starts = [start, *(joint[1] for joint in kept)]
    ends = [*(joint[0] for joint in kept), last]
    return list(zip(starts, ends, strict=True)), told


def _clause(text: str, subject: Span, shared: Span) -> list[Span | str]:
    """The subject with what is said of all, unless it says so itself, the verb of them all in a clause before it.

    What was received is said of each: 收到自然人申请 would be a sentence about all requests.
    """
    verb = _RECEIVED.match(text, *subject)
    lead: list[Span | str] = [subject] if verb is None else [verb.span(), ",", (verb.end(), subject[1])]
    head = text[shared[0] : min(shared[0] + 2, shared[1])]
    return lead if head and text.endswith(head, *subject) else [*lead, shared]
