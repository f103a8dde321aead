"""Whether a count is a part of one told before it under the same code (其中视频3篇), or one of others beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting
from dagster_project.parsers.prose.told import WHOLES

_PART = re.compile("其中|当中|包括")
_MONEY = frozenset(("元", "万元"))
_FEE = re.compile(r"(?<![减免])(?:检索|复制|复印|邮寄|邮递|打印|快递)费?用?(?:共|计|为|合计|收取)*$")
_PLATFORM = re.compile(r"(?:微信|公众号|微博|抖音|头条|快手|视频号|客户端)(?:公众|官方)?(?:账号|平台|号)?(?:共|有)?$")
_ACCOUNTS = frozenset(("个", "家"))
_KIND_REACH = 14
# A channel counted within a channel, and the visits of a column within those of a site, are figures of their own.
_OWN_PARTS = ("proactive.channel.", "website.visits")
_CHANNEL = "proactive.channel."
_SAID_BEFORE = 20
_OTHER_CHANNELS = "proactive.channel.other"
_YEARS_PART = re.compile(r"(?:(?:19|20)\d\d|本|当)年|年内|新增|新收|新受理|新接")
# Interpretations by their medium: pictures and videos that are counted beside all of them.
_INTERPRETED = ("response.interpretations",)
# What all items since a year come to, and what the items of the year.
_SINCE, _OF_YEAR = ("proactive.items.total_cumulative",), "proactive.items.total"
_OTHER_MODE = ("applications.received.mode.other",)
_OTHER_NEXT = re.compile(r"[,、]?(?:及|和|以及)?其[他它](?:的|申请人)?")
_MEDIA = "专家|图解|图表|图文|文字|视频|动漫|动画|音频|长图|海报|H5|一图读懂"
_BY_MEDIUM = re.compile(_MEDIA)
_MEDIUM = re.compile(rf"(?:(?!解读).)*(?:解读)?(?:{_MEDIA})[^,。;:]{{0,4}}")


def is_part(page: Page, rule: Rule, number: Number, setting: Setting) -> bool:
    """True when the numeral counts a part (其中) of a count that the sentence has just stated under the same code."""
    if rule.metric_codes == _SINCE and _is_of_a_kind(page, setting):
        return True
    if rule.member or not _opens_part(page.text, setting.sentence[0], number.start):
        return False
    if rule.metric_codes[0].startswith(_CHANNEL) and _divides_interpretations(page, number, setting):
        return True
    start = (setting.period if page.text.startswith("其中", setting.sentence[0]) else setting.sentence)[0]
    for statement, place in zip(reversed(page.statements), reversed(page.places), strict=True):
        if place < start:
            return False
        whole, part = statement.value, number.value
        larger = (
            isinstance(whole, Decimal)
            and part is not None
            and _in_yuan(part, number.unit) < _in_yuan(whole, statement.unit)
        )
        same = statement.metric_code in rule.metric_codes and (
            statement.metric_code == _OTHER_CHANNELS or not statement.metric_code.startswith(_OWN_PARTS)
        )
        if larger and same and statement.member in ("", "total"):
            return _opens_part(page.text, place, number.start) and not _YEARS_PART.search(
                page.text, setting.before[0], number.start
            )
    return False


def is_one_of_a_sum(page: Page, index: int) -> bool:
    """True for one of several counts told by kind beside their sum, which is all there is of them.

    Fees (检索费126元、复制费240元,共计366元) and accounts (公众号26个、微博12个,合计38个).
    """
    return any(_is_one_of(page, index, kind, units) for kind, units in ((_FEE, _MONEY), (_PLATFORM, _ACCOUNTS)))


def _is_one_of(page: Page, index: int, kind: re.Pattern[str], units: frozenset[str]) -> bool:
    counts, first, last = page.counts, index, index

    def is_kind(at: int) -> bool:
        if not 0 <= at < len(counts) or counts[at].unit not in units:
            return False
        return kind.search(page.text, max(0, counts[at].start - _KIND_REACH), counts[at].start) is not None

    if not is_kind(index):
        return False
    while is_kind(first - 1) and counts[first].start - counts[first - 1].end <= _KIND_REACH:
        first -= 1
    while is_kind(last + 1) and counts[last + 1].start - counts[last].end <= _KIND_REACH:
        last += 1
    parts = sum((_in_yuan(one.value or Decimal(0), one.unit) for one in counts[first : last + 1]), Decimal(0))
    sums = [counts[at] for at in (first - 1, last + 1) if 0 <= at < len(counts) and counts[at].unit in units]
    return first < last and any(_in_yuan(one.value or Decimal(0), one.unit) == parts for one in sums)


def _in_yuan(value: Decimal, unit: str) -> Decimal:
    """Money in yuan, be it printed so or in ten thousands; other values as they are."""
    return value * 10_000 if unit in ("万元", "wan_yuan") else value


def _is_of_a_kind(page: Page, setting: Setting) -> bool:
    """True when a bracket tells it behind a count that is not the year's total: 财政信息650条(历年累计1000条)."""
    bracket = setting.clause[0] - 1
    if page.text[bracket : bracket + 1] != "(":
        return False
    before = [n for n in page.counts_between(bracket - _SAID_BEFORE, bracket) if n.unit_end == bracket]
    return bool(before) and all(one.metric_code != _OF_YEAR for one in page.told.at(before[-1].start))


def _divides_interpretations(page: Page, number: Number, setting: Setting) -> bool:
    """True when the count before the channel's, which it is a part of, is one of interpretations: 其中网站发布6篇."""
    before = page.indices_since(setting.sentence[0])
    whole = page.statements[before[-1]] if before else None
    if whole is None or whole.metric_code not in _INTERPRETED or not isinstance(whole.value, Decimal):
        return False
    return _opens_part(page.text, page.places[before[-1]], number.start) and whole.value > (number.value or 0)


def is_medium(page: Page, rule: Rule, setting: Setting) -> bool:
    """True when the numeral counts a medium (图解) of the interpretations that the sentence has just counted.

    Media told one beside another, with no count of them all before, are no such part.
    """
    if rule.metric_codes != _INTERPRETED or _MEDIUM.fullmatch(page.text, *setting.before) is None:
        return False
    start = setting.sentence[0]
    told = (i for i in page.indices_since(start) if page.statements[i].metric_code in _INTERPRETED)
    whole = next(told, None)
    if whole is None:
        return _PART.search(page.text, start, setting.place) is not None
    return _BY_MEDIUM.search(page.text, start, page.places[whole]) is None


def other_applicants(page: Page, rule: Rule, number: Number) -> str:
    """The metric of which 其他 counts the other applicants, those before it being applicants too; empty if it does not.

    It may be a way of asking: 自然人34件,企业6件,其他2件;网络30件,信函9件,其他3件.
    """
    index = bisect_left(page.counts, number.start, key=attrgetter("start"))
    before = page.counts[index - 1] if index else None
    if rule.metric_codes != _OTHER_MODE or before is None or number.start - before.start > _SAID_BEFORE:
        return ""
    if _OTHER_NEXT.fullmatch(page.text, max(before.unit_end, before.end), number.start) is None:
        return ""
    told = next(reversed(page.told.at(before.start)), None)
    named = told is not None and told.metric_code in page.rules.by_applicant and told.member not in WHOLES
    return told.metric_code if told is not None and named else ""


def _opens_part(text: str, start: int, end: int) -> bool:
    """True when 其中 or a bracket that is still open leads from a whole to its parts."""
    return _PART.search(text, start, end) is not None or text.rfind("(", start, end) > text.rfind(")", start, end)
