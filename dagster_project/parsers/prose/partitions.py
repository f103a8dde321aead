"""Counts that divide a count before or after them: parts whose sum is the whole, whatever they are called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.openings import matches
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.numbered_parts import numbered_parts

_WHOLES = frozenset(("条", "件", "篇", "则", "份", "条次", "件次", "宗", "项", ""))
_ITEMS = frozenset(("条", "件", "篇", "则", "份", "条次", "件次", "宗", "期", "部", ""))
_PARTS = _WHOLES | {"期", "期次", "次", "批", "批次", "部", "个", "册", "本", "张", "起", "例"}
# Units of other things too: 三个账号405条 names the accounts.
_KINDS = frozenset(("类", "种"))  # how many parts there are: 可归为三类:
_LOOSE = frozenset(("个", "项", "部", "本", "次", "批"))
_NOUN = re.compile("[\u4e00-\u9fff](?<![和及与占约])")
_SMALLEST = Decimal(6)
_REACH = 420
_GAP = 44
_FEW = 3
# Two counts are rarely the parts of a whole of this size by chance.
_LARGE = Decimal(50)
_CLAUSE_ENDS = re.compile("[,;、\n]")
# What may stand between two parts, and before the first of them: the end of a sentence only when they go on or are
# numbered.
_NUMBERED = r"\n?\s*\(?[一二三四五六七八九十1-9]{1,2}[)、.]"
_GOES_ON = r"[。\n]\s*(?:其中|具体|按|从|以|依|主要|包括|分别|信息类别|类别|构成|一是)"
_BETWEEN = re.compile(rf"(?:[^。!?\n]|\n?{_NUMBERED})*")
_IN_TABLE = r"(?:[见如](?:下表|附?表\d?|下图|下)|如下)[^。\n]{0,6}[。:]?\s*\n"
_BEFORE_FIRST = re.compile(rf"[^。!?\n]*(?:(?:{_GOES_ON}|{_NUMBERED}|{_IN_TABLE})[^。!?\n]*)?")
# Three parts or more need nothing that leads to them: each has a line, also below a heading, or they have a sentence.
_BULLET = re.compile(r"\s*(?:[-–—·•●○◆◇■□※★*]\s*|\(?[一二三四五六七八九十1-9]{1,2}[)、.]\s*)?")
_NEXT_LINE = re.compile(r"[;。,、]?\s*\n\s*(?:[-–—·•●○◆◇■□※★*]\s*)?[^。!?\n\d]*(?:\([^()\n]*\)[^。!?\n\d]*)?")
# A line that opens with how the whole is divided: (一)以内容分:机构职能65条.
_LEADS_LINE = re.compile("[按从以依][^,。;:]{1,12}(?:[分看计]|统计|类别)|其中|具体[^,。;:]{0,4}")
_ROW_ENDS = ";\n"  # as of a row of a table, which may hold several parts
_LINE_ENDS = re.compile(r"[;。]?[ \t]*\n")
_FIRST_LINE = re.compile(
    r"[^。!?\n\d]{0,6}(?:[。;]|[。;:,]?\s*\n)(?:[^\n。;,:\d]{2,20}\n)?[^。!?\n\d]*(?:\([^()\n]*\)[^。!?\n\d]*)?"
)
# Before the first count where the names stand behind the counts, and what joins the two.
_NAMES_NOTHING = re.compile(r"[\s。;,:、(]*(?:其中|包括|包含|分别|有|含|为|是)*[\s,:、]*")
_NAME_BEHIND = re.compile(
    r"(?:[的,]?(?:来源于|来自于?|属于?|为|是|系|涉及|关于|通过|经由?|(?:主动)?(?:发布|公布|公开|推送|张贴|登载|刊[登发载]|更新|公示|播[发放])[于在自到至]?))?"
    r"([^,。;\n、:()\d]{2,24})"
)
# What leads to parts, behind a mark: 按类别看, 其中:.
_DIVIDED = re.compile(
    r"(?<=[。;,\n)\s])(?:(?:[按从以依]|分(?=[内类领渠形方主部单层栏])|信息类别|类别|其中|具体)[^,。;\n]{0,14}?[:,]|[按从以依][^,。;\n\d]{2,10}?[分看]|(?<=。)其中)"
)
_DIVIDED_OPENINGS = ("分", "按", "从", "以", "依", "信息类别", "类别", "其中", "具体")
_LONGEST_LEAD = 20
_MARKS = "。;,\n)"
_BY = re.compile(r"\s*[按从]")
_PARAGRAPHS = 1
_OTHER_YEAR = re.compile(r"上年|去年|上一年|前年|同比|环比|[较比](?:20|19|上|去|前)|年初计划")
# What is told of a part in brackets behind it.
_ASIDE = re.compile(r"\([^()]*$")
_LEAD = re.compile(
    r"(?:.*(?:[:。\n]|\((?![^()]*\))))?(?:[按从以依][^,。;:]{2,14}?(?:看|划?分|计|区分|统计),)?(?:.*(?:其中|当中|包括|包含|涵盖|涉及|分为|主要有|主要为|主要是|具体[为有是]|分别[为是有]|依次[为是]|构成为|[中内][,有]))?含?"
    r"[,、\s]*(?:[一二三四五六七八九十1-9]{1,2}[)、.])?\s*"
)
_LINK = re.compile(
    r"[、,;。)\s”]*(?:[二三四五六七八九]是|(?:再其|其)次[是为])?(?:[^,;、]*:)?(?:以及|和|及|与|另有|还有|其中|余下|剩余|其余为?(?=[\u4e00-\u9fff]{2}))?[,:]?"
    r"\s*(?:\(?[一二三四五六七八九十1-9]{1,2}[)、.])?\s*"
)
_VERB = re.compile(
    r"[^、]*(?:主动公开|公开|发布|公布|公示|推送|登载|刊登)了?(?![的栏类专]|领域|情况|制度|指南|目录)(?=[^,])"
)
_TAIL = re.compile(
    r"[,、:\s]*(?:信息|数量|共|共计|计|约|近|超|为|达|有|发布|公开|登载|刊登|推送|张贴|更新|编发|上报|占了?大头|居多|最多|[,、:\s])*$"
)
# All that is left behind a verb that is part of the name: 抽检公示信息.
_ALL = re.compile("(?:信息|情况|结果|数量|[:,共计约为有])*")
_SUM = re.compile(
    r"(?:以上|上述|(?<![两二三四]者)(?<![两二三四]项)合计|总计|共计|累计|总共|一共|总量|总数|共|,计)[^。;\d]{0,20}$"
)

Placed = tuple[Number, int]


@dataclass(frozen=True, slots=True)
class Partition:
    """A count and the parts that sum up to it, with the noun phrase of each and the words that lead to them.

    `told` are the noun phrases with the verbs beside them.
    """

    whole: Number
    parts: tuple[Number, ...]
    spans: tuple[Span, ...]
    labels: tuple[str, ...]
    told: tuple[str, ...]
    lead: str


def partitions_of(text: str, counts: Sequence[Number]) -> list[Partition]:
    """The partitions of the text, in the order of their wholes; a whole may be divided in several ways."""
    plain = [n for n in counts if n.kind in ("count", "percent")]
    ends: dict[int, int] = {}
    found: list[Partition] = []
    first = next(filter(_may_be_whole, plain), None)
    leads = _leads(text, first.end, plain[-1].start) if first is not None else []
    for index in range(len(plain) - 1, -1, -1):
        if _may_be_whole(plain[index]):
            found += _below(text, plain, index, ends, leads)
    divided = {one.whole.start for one in found}
    for index, number in enumerate(plain):
        if number.start not in divided and _may_be_whole(number):
            parts = numbered_parts(text, plain, index)
            above = [] if parts else list(_above(text, plain, index))
            parts = parts or ([] if above else _by_sum_alone(text, plain, index))
            found += [_partition(text, number, parts)] if parts else above
    return sorted(found, key=lambda one: one.whole.start)


def _leads(text: str, start: int, end: int) -> list[int]:
    """Where the marks stand behind which parts are led to, in the lines from `start` up to `end`."""
    found: list[int] = []
    for match in matches(_DIVIDED, _DIVIDED_OPENINGS, text, text.rfind("\n", 0, start) + 1, end + _LONGEST_LEAD):
        mark = match.start() - 1
        while mark > 0 and text[mark] == " ":
            mark -= 1
        if text[mark] in _MARKS:
            found.append(mark)
    return found


def _may_be_whole(number: Number) -> bool:
    return number.kind == "count" and number.unit in _WHOLES and (number.value or 0) >= _SMALLEST


def _below(
    text: str, counts: Sequence[Number], index: int, ends: dict[int, int], leads: Sequence[int]
) -> Iterator[Partition]:
    """The partitions of a count by counts behind it: those that follow at once, and those led to in another way."""
    whole = counts[index]
    at, place = index + 1, _end(whole)
    if text.startswith("、", place):
        return  # one of a list of counts
    while at < len(counts) and counts[at].start - whole.end < _REACH:
        parts = _run(text, counts, at, place, whole, ends) or (_run(text, counts, at, place, whole, {}) if ends else [])
        if parts:
            last = counts.index(parts[-1][0], at)
            ends.setdefault(whole.start, ends.get(counts[last].start, last + 1))
            yield _partition(text, whole, parts)
            at, place = last + 1, _end(counts[last])
            if _LINE_ENDS.match(text, place):
                continue  # the next lines may divide it once more
        led = bisect_left(leads, place)
        mark = leads[led] if led < len(leads) else whole.end + _REACH
        paragraphs = _PARAGRAPHS if _BY.match(text, mark + 1) else 0
        if mark >= whole.end + _REACH or text.count("\n", place, mark) > paragraphs:
            return
        place = mark + 1
        at = next((i for i in range(at, len(counts)) if counts[i].start >= place), len(counts))


def _run(
    text: str, counts: Sequence[Number], at: int, place: int, whole: Number, ends: Mapping[int, int]
) -> list[Placed]:
    """The counts from `at` on that sum up to the whole, without what divides each of them; none when they do not.

    With each stands the place where the words before it begin.
    """
    parts: list[Placed] = []
    total, goal, lines = Decimal(0), whole.value or Decimal(0), 0
    while at < len(counts) and total < goal and counts[at].start - place < _REACH:
        number = counts[at]
        at += 1
        gap = text[place : number.start]
        if number.unit in _KINDS or (number.unit in _LOOSE and _NOUN.match(text, number.unit_end)):
            continue
        compared = _OTHER_YEAR.search(gap) is not None
        if number.kind == "percent" or (parts and _ASIDE.search(gap)) or compared:
            place = max(place, _end(number)) if number.kind == "percent" or (compared and not parts) else place
            continue
        fits = (_BETWEEN if parts else _BEFORE_FIRST).fullmatch(gap)
        if fits is None and (lines == len(parts) or gap.startswith(_ROW_ENDS)):
            fits = (_NEXT_LINE if parts else _FIRST_LINE).fullmatch(gap)
            lines += fits is not None
        if number.unit not in _PARTS or fits is None or len(gap) > _GAP * (1 if parts and not lines else 2):
            return []
        parts.append((number, place))
        total += number.value or 0
        place = _end(number)
        if number.start in ends and total < goal:
            at = ends[number.start]
            place = _end(counts[at - 1])
    items = sum(number.unit in _ITEMS for number, _ in parts)
    fewest = _FEW if lines else 2
    return parts if total == goal and len(parts) >= fewest and 2 * items >= len(parts) else []


def _by_sum_alone(text: str, counts: Sequence[Number], index: int) -> list[Placed]:
    """Clauses below a count, each with a count of its unit, that sum up to it; none when none do.

    What else a clause counts is left out: 旧改信息57条,覆盖小区9个;救助信息148条.
    """
    whole, place = counts[index], _end(counts[index])
    parts: list[Placed] = []
    total, goal = Decimal(0), whole.value or Decimal(0)
    for at in range(index + 1, len(counts) if whole.unit in _ITEMS else 0):
        number = counts[at]
        if number.start - whole.end > _REACH or total >= goal:
            break
        if number.unit != whole.unit or number.kind != "count":
            continue
        between = text[place : number.start]
        if parts and (_CLAUSE_ENDS.search(between) is None or "。" in between):
            parts, total = [], Decimal(0)
        parts.append((number, place + max(between.rfind(stop) for stop in ",;。\n") + 1))
        total += number.value or 0
        place = _end(number)
    fewest = 2 if goal >= _LARGE else _FEW
    return parts if total == goal and len(parts) >= fewest else []


def _above(text: str, counts: Sequence[Number], index: int) -> Iterator[Partition]:
    """The partition of a count that is called a sum by counts before it."""
    whole = counts[index]
    if not _SUM.search(text, max(0, whole.start - _GAP), whole.start):
        return
    first = index
    for last in range(index - 1, -1, -1):
        if whole.start - counts[last].end > _REACH:
            return
        parts = _run_back(text, counts, last, whole) if counts[last].start < counts[first].start else []
        if len(parts) > (1 if last == index - 1 else _FEW - 1):
            first = counts.index(parts[0][0], max(0, last - len(parts) * 2))
            yield _partition(text, whole, parts)


def _run_back(text: str, counts: Sequence[Number], last: int, whole: Number) -> list[Placed]:
    """The counts up to `last` that sum up to the whole; none when they do not."""
    parts: list[Number] = []
    total, goal = Decimal(0), whole.value or Decimal(0)
    for index in range(last, -1, -1):
        number = counts[index]
        if total >= goal:
            break
        if number.kind == "percent":
            continue
        gap = text[_end(number) : parts[0].start] if parts else ""
        if number.unit not in _PARTS or _BETWEEN.fullmatch(gap) is None or len(gap) > _GAP:
            return []
        parts.insert(0, number)
        total += number.value or 0
    items = sum(number.unit in _ITEMS for number in parts)
    if total != goal or len(parts) < 2 or 2 * items < len(parts):
        return []
    floor = max(0, parts[0].start - _REACH)
    start = max(floor, *(text.rfind(stop, floor, parts[0].start) + 1 for stop in "。;\n"))
    places = [start, *(text.rfind("%", _end(one), other.start) + 1 or _end(one) for one, other in pairwise(parts))]
    return list(zip(parts, places, strict=True))


def _end(number: Number) -> int:
    return max(number.unit_end, number.end)


def _partition(text: str, whole: Number, parts: Sequence[Placed]) -> Partition:
    (number, place), *others = parts
    if _NAMES_NOTHING.fullmatch(text, place, number.start):
        return _counted_first(text, whole, parts)
    lead = _LEAD.match(text, place, number.start)
    first = lead.end() if lead and lead.end() < number.start else place
    spans = [_head_of_line(text, place, number.start) or _noun_phrase(text, first, number.start)]
    for other, at in others:
        link = _LINK.match(text, at, other.start)
        start = link.end() if link else at
        spans.append(_head_of_line(text, at, other.start) or _noun_phrase(text, start, other.start))
    labels = tuple(text[start:end].strip("“”:,( ") for start, end in spans)
    told = (text[first : number.start], *(text[at : other.start] for other, at in others))
    return Partition(whole, tuple(one for one, _ in parts), tuple(spans), labels, told, text[place:first])


def _counted_first(text: str, whole: Number, parts: Sequence[Placed]) -> Partition:
    """Parts whose names stand behind their counts: 655条来自网站,241条来自微信."""
    spans = []
    for number, _ in parts:
        name = _NAME_BEHIND.match(text, _end(number))
        spans.append(name.span(1) if name else (_end(number), _end(number)))
    labels = tuple(text[start:end] for start, end in spans)
    numbers = tuple(number for number, _ in parts)
    return Partition(whole, numbers, tuple(spans), labels, labels, text[parts[0][1] : parts[0][0].start])


def _head_of_line(text: str, start: int, end: int) -> Span | None:
    """What a line that begins behind `start` names before its colon; None when no line with one begins there."""
    line = text.rfind("\n", start, end)
    colon = text.find(":", line, end) if line >= 0 else -1
    bullet = _BULLET.match(text, line, colon) if colon >= 0 else None
    leads = bullet is not None and _LEADS_LINE.fullmatch(text, bullet.end(), colon) is not None
    return _noun_phrase(text, bullet.end(), colon) if bullet and not leads else None


def _noun_phrase(text: str, start: int, end: int) -> Span:
    """What is counted, without the verb before it and the verb, mark or 信息 behind it."""
    verb = _VERB.match(text, start, end)
    first = verb.end() if verb and verb.end() < end and not _ALL.fullmatch(text, verb.end(), end) else start
    tail = _TAIL.search(text, first, end)
    return first, (tail.start() if tail and tail.start() > first else end)
