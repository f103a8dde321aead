"""Counts that a more explicit one of their section gainsays: of two totals of one metric one alone is the figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from dagster_project.parsers.figures import Statement
from dagster_project.parsers.prose.codes import DIVIDED
from dagster_project.parsers.prose.outline import around, near
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.told import WHOLES
from dagster_project.parsers.prose.totals import OF_KINDS

_RECEIVED = "applications.received.new"
_CARRIED_IN = "applications.received.carried_in"
_CARRIED_OUT = "applications.carried_out"
_INFLOW = "applications.inflow"
_ANSWERED = frozenset(
    {
        "applications.outcome.total",
        "applications.answered.total",
        "applications.closed.total",
        "applications.closed.on_time",
    }
)
# What is said of all in words, without a count of its own.
_IN_WORDS = re.compile("[均都皆全已]")
_FORMS_OF_INFLOW = frozenset({"2019", "2021"})
# Remedies against decisions on disclosure, and those against all other work that reports tell of beside them.
_KINDS = ("review.", "litigation.", "complaints.")
_TOTALS = frozenset(
    {"review.total", "review.cases.total", "litigation.total", "litigation.cases.total", "complaints.total"}
)
_OF_DISCLOSURE = re.compile("(?:信息|政务|依法|主动|申请)公开|公开(?:政府|政务|信息|工作|申请|答复|义务)")
# Counts of all requests; what divides them, and what does not; words that say something of all of a count.
_ALL_OF_THEM = _ANSWERED | {_RECEIVED, _INFLOW}
_DIVIDING = frozenset({"applications.received.mode", "applications.outcome", "applications.answered"})
_NO_PARTS = frozenset({"total", "rate", "avg_working_days", "granted_share"})
_SAID = re.compile("[^\\d,.一二三四五六七八九十百千万亿两零〇余多件]")
_NEW = re.compile(r"新(?:收|受理|增|接|登记|提)[^,。;:\d]{0,12}$")
_SUMMED = re.compile(r"(?<!年)(?<!年来)(?:合计|总计|共计|全年共|累计|总共)[^,。;:\d]{0,12}$")
# A count of requests that says so, and does not leave it to what stands around it.
_NAMED = re.compile("公开的?申请|申请公开|依申请|信息的?申请|收到申请|受理申请|新收申请")
_OF_ALL = re.compile("(?<!代)共|合计|总计|累计|各[^,。;:\\d]{1,8}(?:和|及|、|与|以及)各")
_INTERPRETATIONS = "response.interpretations"
_MOST_MEDIA = 8
_COMPLAINTS = "complaints.total"
_BY_ORGAN = "applications.received.by_organ"
# A channel's issues are no items where its items are told too: 公众号推送640期1352条.
_CHANNELS = "proactive.channel."
_ITEMS = frozenset({"条", "篇", "则"})
_ISSUES = frozenset({"期", "次", "批", "期次", "批次"})
# An office in the title and in a clause; a government's own requests are beside those of its departments.
_ISSUER = re.compile(r"\s*([\u4e00-\u9fff]{4,30}(?:办公室|局|厅|委员会|办公厅))(?=[\s\d关])")
_RECEIVER = re.compile(r"(?!.*其中)([\u4e00-\u9fff]{2,12}?)(?:全年|本年度?|今年|共|累计|新)*(?:收到|受理|接收|收|接到)")
_BEFORE = 16
_START = attrgetter("start")


def without_rivals(page: Page) -> list[int]:
    """The places in `page.statements` of those that no other one of their section gainsays.

    Requests handled in all, of which those new and those carried in are told too, become the inflow in place.
    """
    sections: dict[int, list[int]] = defaultdict(list)
    for index, place in enumerate(page.places):
        sections[bisect_right(page.outline.heading_starts, place)].append(index)
    lost = _of_the_new_alone(page)
    for section in sections.values():
        section.sort(key=page.places.__getitem__)
        for kind in _KINDS:
            lost |= _of_other_work(page, [i for i in section if page.statements[i].metric_code.startswith(kind)])
        _name_whole(page, section)
        lost |= _parts_of_received(page, section) | _issues(page, section) | _summed_up(page, section)
        lost |= _no_complaints_of_a_kind(page, section)
        lost |= _all_beside_others(page, section) | _all_beside_count(page, section)
    return [index for index in range(len(page.statements)) if index not in lost]


def _all_beside_others(page: Page, section: Sequence[int]) -> set[int]:
    """What words say of all requests (均为网上申请) where the section counts others of its kind too (当面3件)."""
    wholes: set[Decimal] = set()
    if all(page.statements[index].value_text[:1].isdecimal() for index in section):
        return set()
    others: dict[str, set[tuple[str, str]]] = defaultdict(set)
    in_words: list[tuple[int, str]] = []
    for index in section:
        one = page.statements[index]
        kind = _dividing(page, one)
        if not isinstance(one.value, Decimal):
            continue
        if one.metric_code in _ALL_OF_THEM and one.member in WHOLES:
            wholes.add(one.value)
        elif kind and one.value and _SAID.search(one.value_text) is None:
            others[kind].add((one.metric_code, one.member))
        elif kind and one.value:
            in_words.append((index, kind))
    said = page.statements
    return {
        index
        for index, kind in in_words
        if said[index].value in wholes and others[kind] - {(said[index].metric_code, said[index].member)}
    }


def _all_beside_count(page: Page, section: Sequence[int]) -> set[int]:
    """What words say of all (均支持我方) where the same sentence counts it otherwise behind (结果维持8件)."""
    said = page.statements
    return {
        index
        for index, other in pairwise(section)
        if (said[index].metric_code, said[index].member) == (said[other].metric_code, said[other].member)
        and said[index].value not in (said[other].value, Decimal(0))
        and _SAID.search(said[index].value_text)
        and not _SAID.search(said[other].value_text)
        and _is_one_sentence(page, page.places[index], page.places[other])
    }


def _dividing(page: Page, one: Statement) -> str:
    """What divides all requests, of which the count tells a part: applicants, ways, outcomes; empty when none does."""
    if one.metric_code in page.rules.by_applicant and one.member not in WHOLES:
        return one.metric_code
    kind, _, part = one.metric_code.rpartition(".")
    return kind if kind in _DIVIDING and part not in _NO_PARTS else ""


def _no_complaints_of_a_kind(page: Page, section: Sequence[int]) -> set[int]:
    """The zeros of complaints beside a count of others: 投诉2件,举报为零."""
    told = [index for index in section if page.statements[index].metric_code == _COMPLAINTS]
    none = {index for index in told if not page.statements[index].value}
    return none if len(none) < len(told) else set()


def _of_the_new_alone(page: Page) -> set[int]:
    """What words say of all requests (均已办结) where others were carried in or out: they give all no number."""
    said = page.statements
    if not any(s.value for s in said if s.metric_code in (_CARRIED_IN, _CARRIED_OUT)):
        return set()
    new = {s.value for s in said if s.metric_code == _RECEIVED}
    told = ((index, s) for index, s in enumerate(said) if s.metric_code in _ANSWERED and s.value in new)
    return {index for index, s in told if _IN_WORDS.search(s.value_text) is not None}


def _issues(page: Page, section: Sequence[int]) -> set[int]:
    """The counts of issues of a channel whose items are counted in the same period."""
    told: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for index in section:
        code, place = page.statements[index].metric_code, page.places[index]
        if code.startswith(_CHANNELS) and page.statements[index].value_semantic == "reported":
            number = page.counts[min(bisect_left(page.counts, place, key=_START), len(page.counts) - 1)]
            told[code, around(page.outline.periods, place, len(page.text))[0]].append((index, number.unit))
    return {
        index
        for units in told.values()
        if any(unit in _ITEMS for _, unit in units)
        for index, unit in units
        if unit in _ISSUES
    }


def _summed_up(page: Page, section: Sequence[int]) -> set[int]:
    """The counts by kind of a metric without kinds, where their sum is told behind: 征集12项,调查5项,共17项."""
    lost: set[int] = set()
    runs: dict[str, list[int]] = defaultdict(list)
    for index in section:
        if (code := page.statements[index].metric_code) in OF_KINDS:
            lost |= _parts_of_sum(page, code, runs[code], index)
            runs[code].append(index)
    return lost


def _parts_of_sum(page: Page, code: str, told: Sequence[int], index: int) -> set[int]:
    """Those told last that sum up to the count at `index`, if it is called a sum or ends their sentence."""
    total, place = page.statements[index].value, page.places[index]
    if len(told) > 1 and not _OF_ALL.search(page.text, max(0, place - _BEFORE), place):
        beside = code == _INTERPRETATIONS
        told = [i for i in told[-_MOST_MEDIA:] if beside and _is_one_sentence(page, page.places[i], place)]
    summed, parts = Decimal(0), 0
    for count, part in enumerate(reversed(told), 1):
        value = page.statements[part].value
        summed += value if isinstance(value, Decimal) else 0
        if not isinstance(total, Decimal) or summed > total:
            break
        parts = count if count > 1 and summed == total else parts
    return set(told[len(told) - parts :])


def _is_one_sentence(page: Page, first: int, last: int) -> bool:
    """Whether the parts and their sum stand in one sentence: 文字解读60篇、图表解读15篇,全年发布解读稿件75篇."""
    return page.text.find("。", first, last) < 0 and page.text.find("\n", first, last) < 0


def _of_other_work(page: Page, counts: Sequence[int]) -> set[int]:
    """The counts of one kind of remedy that a total said to be of disclosure shows to be of other work."""
    said = page.statements
    told = {i: _is_of_disclosure(page, i) for i in counts}
    sure = [i for i in counts if told[i] and said[i].metric_code in _TOTALS | DIVIDED]
    if not sure:
        return set()
    values = {said[i].value for i in sure}
    first = page.places[sure[0]]
    others = [i for i in counts if not told[i]]
    rivals = [i for i in others if said[i].metric_code in _TOTALS and said[i].value not in values]
    places = [page.places[i] for i in rivals]
    length = len(page.text)
    # Up to where what follows a rival is told of the same: the later it stands, the further.
    ends = [first if place < first else around(page.outline.periods, place, length)[1] for place in places]
    lost = set(rivals)
    highest = _highest(values)
    for i in others:
        place = page.places[i]
        rival = bisect_left(places, place) - 1
        if (rival >= 0 and place < ends[rival]) or (place < first and _exceeds(said[i], highest)):
            lost.add(i)
    return lost


def _highest(wholes: Iterable[object]) -> Decimal | None:
    """The largest of the totals; None when one of them is unknown."""
    known = list(wholes)
    counts = [whole for whole in known if isinstance(whole, Decimal)]
    return max(counts) if len(counts) == len(known) else None


def _exceeds(part: Statement, whole: Decimal | None) -> bool:
    """Whether the count is larger than the largest total, so that it is a part of none of them."""
    return whole is not None and isinstance(part.value, Decimal) and part.value > whole


def _is_of_disclosure(page: Page, index: int) -> bool:
    """Whether the sentence up to the end of the count's clause names disclosure."""
    place, length = page.places[index], len(page.text)
    start, _ = near(around(page.outline.periods, place, length), place)
    _, end = near(around(page.outline.clauses, place, length), place)
    return _OF_DISCLOSURE.search(page.text, start, end) is not None


def _name_whole(page: Page, section: Sequence[int]) -> None:
    """Makes the one count of requests by organs (部门和乡镇共收到58件) that the section has that of all of them."""
    codes = [page.statements[i].metric_code for i in section]
    if codes.count(_BY_ORGAN) == 1 and _RECEIVED not in codes and _INFLOW not in codes:
        index = section[codes.index(_BY_ORGAN)]
        clause = _clause_up_to(page, index)
        if _OF_ALL.search(page.text, *clause) is None and not _is_of_issuer(page.text, *clause):
            return
        page.statements[index] = replace(page.statements[index], metric_code=_RECEIVED, member="total")


def _is_of_issuer(text: str, start: int, end: int) -> bool:
    """Whether the clause tells what the office received that the title names: 县政府办收到 of 某县人民政府办公室."""
    issuer, organ = _ISSUER.match(text), _RECEIVER.match(text, start, end)
    if issuer is None or organ is None or organ[1][-1] not in issuer[1][-3:]:
        return False
    rest = iter(issuer[1])
    return all(character in rest for character in organ[1])


def _parts_of_received(page: Page, section: Sequence[int]) -> set[int]:
    """The counts of requests received beside the one that counts all of the year."""
    totals = [i for i in section if (page.statements[i].metric_code, page.statements[i].member) == (_RECEIVED, "total")]
    if len({page.statements[i].value for i in totals}) < 2:
        return set()
    new = [i for i in totals if _NEW.search(page.text, max(0, page.places[i] - _BEFORE), page.places[i])]
    named = [i for i in totals if _NAMED.search(page.text, *_clause_up_to(page, i))]
    chosen = new[0] if new else _first(page, named or totals)
    value = page.statements[chosen].value
    rivals = [i for i in totals if page.statements[i].value != value]
    if page.form in _FORMS_OF_INFLOW and isinstance(value, Decimal):
        carried = [page.statements[i].value for i in section if page.statements[i].metric_code == _CARRIED_IN]
        sums = {value + told for told in carried if isinstance(told, Decimal)}
        for index in [i for i in rivals if page.statements[i].value in sums]:
            page.statements[index] = replace(page.statements[index], metric_code=_INFLOW)
        rivals = [i for i in rivals if page.statements[i].value not in sums]
    return set(rivals)


def _clause_up_to(page: Page, index: int) -> tuple[int, int]:
    """The clause of the count, up to it."""
    return around(page.outline.clauses, page.places[index], len(page.text))[0], page.places[index]


def _first(page: Page, totals: Sequence[int]) -> int:
    """The first count, or a larger one after it that is said to be the sum."""
    chosen = totals[0]
    for index in totals[1:]:
        first, other = page.statements[chosen].value, page.statements[index].value
        summed = _SUMMED.search(page.text, max(0, page.places[index] - _BEFORE), page.places[index])
        if summed and isinstance(first, Decimal) and isinstance(other, Decimal) and other > first:
            chosen = index
    return chosen
