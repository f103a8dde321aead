"""States shares: of the count before them (收到申请9件,占45%), or of what is named (网上申请占申请总数的71.4%)."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.choosing import rule_for
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import ANY_UNIT
from dagster_project.parsers.prose.setting import Setting, setting_of_pieces
from dagster_project.parsers.prose.stating import Value, add
from dagster_project.parsers.prose.told import WHOLES

_REQUESTS = "applications."
# What the share is of: all requests, all answers; or nothing that says so (同意公开的占61%).
_SHARE = re.compile(
    "[的所约仅只]*(?:占比?|比重|比例)"
    "(?:了|到|全部|所有|全年|本年度?|当年|已|其|收到|受理|办结|办理|答复|申请|依申请公开|政府信息公开|信息公开|公开|[总件数量中])*"
    "(?:的|比例|比重)*(?:为|是|达到?|[约近在仅只有占也则:])*$"
)
# What makes the count behind it all of which the share is.
_OF_WHOLE = re.compile(
    "(?<!分别)占(?:了|到|全部|所有|全年|本年度?|当年|已|其|收到|受理|办结|办理|答复|申请|依申请公开|政府信息公开|信息公开|公开|总[件数量]|的)+$"
)
_ALL_OF_THEM = re.compile("(?:主动公开|公开|发布)?的?(?:政府|政务)?(?:信息|申请|申请件)?(?:总数|总量)?")
# The share said roughly before it is said in figures: 占答复总数的八成多,为83.6%.
_SAID_AGAIN = re.compile("(?:约|具体|达|即|也就是|准确地?说)*[为是达即]?")
_ROUGHLY = re.compile(
    "(?:近|约|超过?|逾)?(?:[一二三四五六七八九两]成[多半余]?|[三四五]分之[一二三四]|一?半数?|大半|绝?大多数|绝大部分)(?:以上|左右)?$"
)
_COMPARED = re.compile("同比|环比|[比较][上去前]|增长|增加|提高|上升|下降|减少|降低|提升|回落|满意|好评|其中")
_LONGEST = 60
_AMONG = "其中"
# What stands before a share of the count before it.
_SAID_OF_BASE = ("占", "所占", "比例", "占比")
_SHARE_REACH = 24
# Of which of the two counts before it a share is said: 法规40条、动态160条,前者占20%,后者占80%.
_OF_TWO = {"前者占": -2, "后者占": -1, "前者所占": -2, "后者所占": -1}
_SHARES_BESIDE = 4
_SHARE_CONFIDENCE = Decimal("0.95")


def state_share(page: Page, index: int, number: Number, setting: Setting) -> str:
    """Reads a percentage said of the count before it or of one of two: a figure if that share has a code, else derived.

    Empty when it is said of something else.
    """
    said = page.text[setting.before[0] : number.start].strip(" ,、约为的")
    which = next((place for word, place in _OF_TWO.items() if said.startswith(word)), 0)
    named = not said or _ALL_OF_THEM.fullmatch(said) is not None
    behind = named and not which and index > 1 and is_whole_of_share(page, page.counts[index - 1])
    if said and not which and not behind and not said.startswith(_SAID_OF_BASE):
        return ""
    previous = _divided(page, index - 1 if behind else index, which)
    if previous is None or number.start - previous.end > _SHARE_REACH or previous.kind == "percent":
        return "derived_share"
    base = next(reversed(page.told.at(previous.start)), None)
    share = page.rules.shares.get((page.form, base.metric_code)) if base is not None else None
    if base is None or share is None:
        return "derived_share"
    code, member = share
    add(page, code, member or base.member, setting, Value.of(number), _SHARE_CONFIDENCE)
    return "figure"


def is_whole_of_share(page: Page, number: Number) -> bool:
    """Whether the words before the count make it all of which a share is told next: 当面19件,占全部29件的65.5%."""
    return _OF_WHOLE.search(page.text, max(0, number.start - _SHARE_REACH), number.start) is not None


def whole_of_share(page: Page, number: Number) -> str:
    """The metric of a count that the one before it is a share of; empty when it is none."""
    if number.kind != "count" or not is_whole_of_share(page, number):
        return ""
    index = bisect_left(page.counts, number.start, key=attrgetter("start"))
    before = page.counts[index - 1] if index else None
    part = next(reversed(page.told.at(before.start)), None) if before is not None else None
    if part is None or not isinstance(part.value, Decimal) or number.value is None or part.value > number.value:
        return ""
    if before is None or number.start - before.end > _LONGEST:
        return ""
    if part.metric_code in page.rules.by_applicant and part.member not in WHOLES:
        return part.metric_code
    return page.rules.parents.get(part.metric_code, "")


def state_share_by_name(page: Page, number: Number, setting: Setting) -> bool:
    """Adds the share of what the words before the percentage name; False if they name none or a guard keeps it."""
    told = _share_of(page, setting)
    guard = rule_for(page, number, setting) if told else None
    if told is None or (guard is not None and guard.reason and guard.order < page.rules.guards):
        return False
    add(page, *told, setting, Value.of(number), _SHARE_CONFIDENCE)
    return True


def _divided(page: Page, index: int, place: int) -> Number | None:
    """The count just before a percentage; of the two before it the one at `place`, those of shares left out."""
    if not place:
        return page.counts[index - 1] if index else None
    counts = [number for number in page.counts[max(0, index - _SHARES_BESIDE) : index] if number.kind != "percent"]
    return counts[place] if len(counts) >= -place else None


def _share_of(page: Page, setting: Setting) -> tuple[str, str] | None:
    """The metric and member of the share that a percentage in this place is; None when its words name none."""
    name = _named(page, setting)
    if name is None or page.is_counted_between(*name) or _COMPARED.search(page.text, *name):
        return None
    within = setting_of_pieces(page, name, [name])
    for rule in page.rules.numerals.candidates(page.words, name, within.sentence, ANY_UNIT, page.form):
        if rule.value is None and rule.fits(within):
            told = rule.metric_codes[0] if not rule.reason else ""
            return page.rules.shares.get((page.form, told)) if told.startswith(_REQUESTS) else None
    return None


def _named(page: Page, setting: Setting) -> Span | None:
    """The words whose share is told: those before 占 in the clause, or the clause before when it begins with 占."""
    text, (start, end) = page.text, setting.before
    start = max(start, end - _LONGEST) + (len(_AMONG) if text.startswith(_AMONG, start) else 0)
    before = around(page.outline.clauses, start - 2, len(text)) if text[start - 1 : start] == "," else None
    if before is not None and _SAID_AGAIN.fullmatch(text, start, end) and before[1] - before[0] < _LONGEST:
        rough = _ROUGHLY.search(text, *before)
        if rough is None:
            return None
        (start, end), before = (before[0], rough.start()), None
    share = _SHARE.search(text, start, end)
    if share is None:
        return None
    if share.start() > start:
        return start, share.start()
    return before if before is not None and before[1] - before[0] < _LONGEST else None
