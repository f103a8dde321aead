"""Lists of counts: runs of `<noun phrase> N条` whose members may all belong to one metric."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span

_UNITS = frozenset(("条", "件", "篇", "则", "期", "份", "宗", "起", "条次", "件次", "期次", "人次", "次", "批", ""))
# Between two members stand a mark or 和, a percentage of the first, or both.
_LINK = re.compile(r"(?:[,(]?约?(?:占\D{0,8}?)?(?:约|为)?[\d.]+%\)?)?(?:[、,;]\s?|[,、]?(?:以及|及|和|与))")
_MEMBER = re.compile(r"[^\d,;。:!?\n%|=>]{1,26}$")
_LED = re.compile("(?:.*(?:其中|当中|包括|包含|分别为|其余|另有|[:,]))?")
_LEAD = re.compile(
    r"(?:.*(?:其中|当中|包括|包含|涵盖|涉及|分为|主要有|具体为|分别为|其余|另有))?"
    r"(?:.*(?:公开|发布|公布|更新|推送)了?(?![的栏类]|领域))?(?:属于?(?!性))?"
)
# A count of everything, which is the head of a list and no member of it; and what opens a list within a list.
_WHOLE = re.compile(
    r"收到|受理|接收|接受|接待|(?:公开|发布|公布)了?(?:各类|各项|有关|相关)?(?:政府|政务|公开)?信息(?:总量|总数|数量|数)?[共计约达为]*$"
)
# An organ counted beside others: 区政府办公室受理27件,区自然资源局受理19件; 全区收到 is a count of everything.
_OF_ORGAN = re.compile(
    r"((?:(?<![全我本])(?:[省市州盟县区旗镇乡村]级?|[局委厅办])|办公室|社区|机构|街道|部门|单位|机关|政府|本级|[处科]室|学校|医院|中心|公司|(?<![本我])[站所院队])"
    r"(?:\([^()]{1,16}\))?)"
    r"(?:共|分别|累计)?(?:收到|受理|接收|(?:主动)?(?:公开|发布|公布)了?)(?:政府|政务)?(?:信息)?(?:公开)?(?:申请)?(?:共|共计|约|近)?$"
)
_NESTED = re.compile("其中|当中|包括|包含|涵盖|合计|总计|共计|累计")
_EACH = re.compile(r"(?:公开|发布)(?:政府|政务)?(?:信息)?\d")
_EACH_RECEIVED = re.compile(r"(?:收到|受理|接收)(?:(?:政府)?信息公开)?(?:申请)?\d")
VERB = re.compile("公开|发布|公布|更新")
_TAIL = re.compile(
    r"(?:信息|情况|数量|[类的]|数|共|计|约|近|超|为|达|有|办理|受理|收到|接收|(?:收到|受理|接收)申请|主动公开|公开|发布|上报)*$"
)
# What is said of disclosure itself and so of the list behind it.
_OWN_WORK = re.compile("公开|发布|公布|更新|申请|答复|[渠载]|形式|方式|解读|微[信博]|公众号|视频|领域|类别|内容|其中")
_OPENS = ",;。:!?\n("
# What is told of a member in brackets behind it is no member: 安全类88条(其中通报52条),水质类9条(河流、湖泊),其他63条.
_PART_OF_MEMBER = re.compile(r"\((?:(?:其中|含|包括|包含|(?:历年|历史|至今)?累计)[^()、,;]{1,40}|[^()\d。;]{2,60})\)")
# The clause before a count that names what it counts: 税收法规类信息最多,为820条; 其余为公告公示,共183条.
_NAMED_ABOVE = re.compile(
    r"([^,。;:!?\n(\d]{2,20}?)(?:最[多大少]|占了?大头|居多|居首位?|居于?第[一二三]位?|次之)?,(?:为|有|达|共|计|约|近)+$"
)
_LONGEST = 40
_REACH = 120
_FAR = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: its counts, the noun phrase of each, the words that lead to it, and the sentence up to its end."""

    numbers: tuple[Number, ...]
    labels: tuple[str, ...]
    spans: tuple[Span, ...]
    lead: str
    told: str

    @property
    def is_said_of_each(self) -> bool:
        """Whether 公开 or 发布 is said of every member: 县直单位公开30条,乡镇公开20条."""
        return len(_EACH.findall(self.told)) >= len(self.numbers)

    @property
    def is_received_by_each(self) -> bool:
        """Whether 收到 or 受理 is said of the members: 区政府办公室受理27件,区自然资源局受理19件."""
        return len(_EACH_RECEIVED.findall(self.told)) > 1

    @property
    def total(self) -> Decimal:
        """The sum of its members."""
        return sum((number.value or Decimal(0) for number in self.numbers), Decimal(0))

    @property
    def start(self) -> int:
        """Where its first noun phrase begins."""
        return self.spans[0][0]

    def alone(self, number: Number) -> Listed:
        """The list with none but this of its members."""
        at = self.numbers.index(number)
        return Listed((number,), self.labels[at : at + 1], self.spans[at : at + 1], self.lead, self.told)


def lists_of(text: str, counts: Sequence[Number]) -> dict[int, Listed]:
    """The lists of the text, by the place of each of their counts."""
    found: dict[int, Listed] = {}
    run: list[Number] = []
    previous = None
    for number in counts:
        if number.kind == "percent" or (previous is not None and number.start < _end(text, previous)):
            continue
        if previous is None or not _joined(text, previous, number):
            _keep(text, run, found)
            run = []
        run.append(number)
        previous = number
    _keep(text, run, found)
    return found


def _end(text: str, number: Number) -> int:
    """Where a count ends, with its unit and what its part is, told in brackets."""
    end = max(number.unit_end, number.end)
    part = _PART_OF_MEMBER.match(text, end) if text.startswith("(", end) else None
    return part.end() if part else end


def _joined(text: str, first: Number, second: Number) -> bool:
    """True when nothing but a link and a noun phrase stands between two counts of one unit."""
    end = _end(text, first)
    if second.start - end > _LONGEST or first.unit != second.unit or first.unit not in _UNITS or first.kind != "count":
        return False
    link = _LINK.match(text, end, second.start)
    if link is None or _MEMBER.match(text, link.end(), second.start) is None:
        return False
    phrase = text[link.end() : second.start]
    return phrase != "共" and not _NESTED.search(phrase) and not _is_whole(phrase)


def _is_whole(phrase: str) -> bool:
    """Whether the words before a count say that it counts everything."""
    return _WHOLE.search(phrase) is not None and _OF_ORGAN.search(phrase) is None


def _keep(text: str, run: Sequence[Number], found: dict[int, Listed]) -> None:
    """Adds the list that the run is; a count of everything at its start is its head."""
    if len(run) < 2:
        return
    start = _behind_last(_OPENS, text, run[0].start, _LONGEST)
    places = [start]
    for first, second in pairwise(run):
        link = _LINK.match(text, _end(text, first), second.start)
        places.append(link.end() if link else second.start)
    skip = 1 if _is_whole(text[start : run[0].start]) else 0
    numbers = tuple(run[skip:])
    spans = tuple(_name(text, p, n.start) for p, n in zip(places[skip:], numbers, strict=True))
    if len(numbers) < 2 or not all(a < b for a, b in spans):
        return
    sentence = _lead(text, start, spans[0][0])
    listed = Listed(
        numbers,
        tuple(text[a:b] for a, b in spans),
        spans,
        text[sentence : spans[0][0]],
        text[sentence : numbers[-1].end],
    )
    found.update((number.start, listed) for number in numbers)


def _name(text: str, start: int, end: int) -> Span:
    """The noun phrase of a member: that of the clause before it where its own has no more than a verb."""
    above = _NAMED_ABOVE.search(text, max(0, end - _LONGEST), end) if text[start - 1 : start] == "," else None
    return noun_phrase(text, *(above.span(1) if above is not None else (start, end)))


def _behind_last(stops: str, text: str, end: int, reach: int) -> int:
    """Where what follows the last of the stops before `end` begins; far before it when none stands within the reach.

    A bracket that closes again is no stop: 市(州)260条.
    """
    floor, last = max(0, end - reach), end
    while last == end or (last >= 0 and text[last] == "(" and text.find(")", last, end) > 0):
        last = max(text.rfind(stop, floor, last) for stop in stops)
    return last + 1 if last >= 0 else max(0, end - _FAR)


def _lead(text: str, start: int, end: int) -> int:
    """Where the words that lead to a list begin: with its sentence, or with a part of it that has a verb of its own.

    A part begins behind a semicolon, or behind a comma when nothing of disclosure is said before it.
    """
    sentence = _behind_last("。!?\n", text, start, _REACH)
    part = text.rfind(";", sentence, end) + 1
    if not part:
        part = text.rfind(",", sentence, end) + 1
        part = 0 if _OWN_WORK.search(text, sentence, part) else part
    return part if part and VERB.search(text, part, end) else sentence


def noun_phrase(text: str, start: int, end: int) -> Span:
    """What is named between a link and a count, without the verb before it and the verb or 信息 after it."""
    organ = _OF_ORGAN.search(text, start, end)
    if organ is not None and (led := _LED.match(text, start, organ.end(1))) and led.end() < organ.end(1):
        return led.end(), organ.end(1)
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead and lead.end() < end else start
    tail = _TAIL.search(text, first, end)
    return first, (tail.start() if tail and tail.start() > first else end)
