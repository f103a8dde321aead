"""Totals told after their parts: 合计N件, where the parts of one metric that the sentence has told sum up to N."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, takewhile
from operator import attrgetter

from dagster_project.parsers.figures import Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import Setting

_SUM = re.compile(
    r"(?:合计|总计|共计|累计|总共|一共|共|总数)(?:主动公开|公开|发布|收到|受理|接受|配备)?(?:各类)?(?:政府|政务)?"
    r"(?:信息|申请|咨询|人员)?(?:[为约达有]|数量?|总数)*$"
)
# The sum of what the sentence before has told: 三者合计690条.
_REFERS_BACK = re.compile(
    r"[两二三四五六七八]者|以上|上述|各?[两二三四五六七八]?[个项类种]?(?:渠道|平台|途径|方式)(?:共|合|总|累)|[两二三四五六]项"
)
# How far from a count the marks of its bracket may stand.
_ASIDE = 60
_ALONE = re.compile(
    "\\s*(?:全年度?|年内|以上|本年度?|总的来看)?[,、]?(?:合计|总计|共计|总共|一共|总数)(?:为|是|有|达)?"
)
# Metrics whose counts are told by kind, of which no kind has a metric of its own.
OF_KINDS = frozenset(
    {
        "complaints.total",
        "engagement.consultations",
        "meetings.sessions",
        "power_lists.units",
        "resources.reading_points",
        "response.interpretations",
        "response.press_conference.total",
        "supervision.inspections",
        "training.sessions",
    }
)
# What was new and what was carried in: all that there was to handle.
_HANDLED = frozenset(("applications.received.new", "applications.received.carried_in"))
_INFLOW = "applications.inflow"
_STAFF = "resources.staff.total"
_PERSONS = frozenset(("人", "名", "位"))
_KINDS = ("专职", "兼职")
_AS_STAFF, _LONGEST = 6, 80
# Two websites sum up to what websites publish, not to all that is published.
_CHANNELS = "proactive.channel."


def total_of_parts(page: Page, number: Number, setting: Setting) -> str:
    """The metric whose parts, told before in the period, sum up to a number called their sum; else empty.

    The parts stand in the period, and in the one before it when the sum refers back to them.
    """
    if number.value is None or not _SUM.search(page.text, setting.before[0], number.start):
        return ""
    refers = _REFERS_BACK.match(page.text, setting.before[0]) or _is_sum_alone(page, number, setting)
    since = (setting.passage if refers else setting.period)[0]
    said = [i for i in page.indices_since(since) if not _is_aside(page, page.places[i], number)]
    told = [page.statements[i] for i in said if page.statements[i].unit != "percent"]
    channel = [s for s in reversed(told) if s.metric_code.startswith(_CHANNELS)]
    if len({s.metric_code for s in channel}) == 1 and number.value in _sums(_counts(channel)):
        return channel[0].metric_code
    handled = {s.metric_code: s for s in told if s.metric_code in _HANDLED and s.member == "total"}
    if len(handled) == len(_HANDLED) and number.value in _sums(_counts(handled.values())):
        return _INFLOW
    alike = _alike(told)
    if alike and number.value in _sums(_counts(alike)):
        return alike[0].metric_code
    for whole, parts in groupby(reversed(told), key=lambda s: _whole(page, s)):
        if whole and number.value in _sums(_counts(parts)):
            return whole
    return ""


def _is_sum_alone(page: Page, number: Number, setting: Setting) -> bool:
    """Whether the sentence begins with nothing but the sum: 全年合计120件."""
    return (
        setting.clause[0] == setting.period[0]
        and _ALONE.fullmatch(page.text, setting.clause[0], number.start) is not None
    )


def _is_aside(page: Page, place: int, number: Number) -> bool:
    """Whether a bracket that ends before the number holds the count: 法人21件(企业14件,其他7件),合计106件."""
    floor = max(0, place - _ASIDE)
    return (
        page.text.rfind("(", floor, place) > page.text.rfind(")", floor, place)
        and page.text.find(")", place, min(number.start, place + _ASIDE)) >= 0
    )


def _alike(told: Sequence[Statement]) -> Sequence[Statement]:
    """The last counts told of one metric that names no parts, the last first: 意见征集12项,网上调查5项."""
    last = next(reversed(told), None)
    if last is None or last.metric_code not in OF_KINDS:
        return ()
    return [*takewhile(lambda s: s.metric_code == last.metric_code, reversed(told))]


def staff_before_parts(page: Page, number: Number) -> str:
    """The metric of staff when the two counts behind the number, full-time and part-time ones, sum up to it."""
    after = bisect_right(page.counts, number.start, key=attrgetter("start"))
    parts = page.counts[after : after + 2]
    if number.unit not in _PERSONS or len(parts) < 2 or any(part.unit not in _PERSONS for part in parts):
        return ""
    told = page.text[number.end : parts[1].unit_end + _AS_STAFF]
    whole = number.value == sum((part.value or Decimal(0) for part in parts), Decimal(0))
    return _STAFF if whole and len(told) < _LONGEST and all(kind in told for kind in _KINDS) else ""


def _counts(parts: Iterable[Statement]) -> list[Decimal]:
    return [part.value for part in parts if isinstance(part.value, Decimal)]


def _whole(page: Page, part: Statement) -> str:
    """The metric of which the statement is a part."""
    if part.metric_code in page.rules.by_applicant and part.member not in ("", "total"):
        return part.metric_code
    return page.rules.parents.get(part.metric_code, "")


def _sums(values: list[Decimal]) -> Iterator[Decimal]:
    """The sums of the last two values, the last three, and so on; the values come last first."""
    total = Decimal(0)
    for place, value in enumerate(values):
        total += value
        if place:
            yield total
