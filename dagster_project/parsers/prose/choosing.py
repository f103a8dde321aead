"""Which rule reads a count: the first that fits where it is told, in its clause or with those beside it."""

from __future__ import annotations

import re
from functools import partial

from dagster_project.parsers.chinese_numerals import is_none
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.behind import is_outcome, told_behind
from dagster_project.parsers.prose.grounds import with_ground
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import ANY_UNIT, LOST_UNIT, Rule
from dagster_project.parsers.prose.setting import Setting
from dagster_project.parsers.prose.sides import leaning

# A clause of nothing but one of these is read with the clause before it.
_TOTALS = ("共", "共计", "合计", "总计", "累计")
# Units for which others may stand in the rules; of cases and of items.
_ALIKE = {"起": ("件",), "宗": ("件",), "则": ("条",)}
# What else a count without a unit may count, and what stands behind and before one.
_OTHER_UNITS = ("次", "个", "人")
_ENDS = frozenset(",;。、)\n")
_WIDE = "\u2e80"
# Digits behind the mark: a figure that is damaged or cut (1、234, 12,34), not one without a unit.
_GOES_ON = re.compile(r"(?:[,、。]|\n(?!\d{1,2}[.、]))\d")
# What such a count is of where it is none of items or cases, and how near before it that stands.
_NO_ITEMS = re.compile("人数|关注|粉丝|用户|访问|点击|浏览|阅读|播放|金额|资金|经费|收入|得分|评分|成绩")
_NEAR = 12
# How far before the clause the counts stand that may tell of another matter.
_MATTER_REACH = 200


def reading_of(page: Page, number: Number, setting: Setting) -> tuple[Rule | None, Setting]:
    """The rule that fits the numeral where it is told, with the ground of an outcome that is told before it."""
    rule, told = _told(page, number, setting)
    return with_ground(page, rule, told, partial(rule_for, page, number, reasons=False))


def _told(page: Page, number: Number, setting: Setting) -> tuple[Rule | None, Setting]:
    """The rule that fits the numeral, in its own clause or with the one before it when its own names nothing."""
    rule = rule_for(page, number, setting)
    bare = page.text[setting.clause[0] : number.start] in _TOTALS
    if rule is None or bare or (rule.reason and rule.order >= page.rules.guards):
        wider = leaning(page, setting)
        other = rule_for(page, number, wider) if wider is not None else None
        if wider is not None and other is not None and not other.reason:
            return other, wider
    for behind in told_behind(page, rule, setting):
        other = rule_for(page, number, behind)
        if is_outcome(other, behind):
            return other, behind
    if rule is None and (number.unit in _ALIKE or (not number.unit and _has_lost_unit(page.text, number))):
        for unit in _ALIKE.get(number.unit, _OTHER_UNITS):
            other = rule_for(page, number, setting, unit)
            if other is not None and not other.reason:
                return other, setting
    return rule, setting


def rule_for(page: Page, number: Number, setting: Setting, unit: str = "", *, reasons: bool = True) -> Rule | None:
    """The first rule that fits the numeral where it stands, with its own unit or this one.

    Without `reasons` it is the first of those that make a figure.
    """
    spelled = not page.text[number.start].isascii()
    others = page.others.get(number.start, ())
    told = (page.words, setting.clause, setting.sentence)
    unit = unit or number.unit or _unit_of(page, number)
    for rule in page.rules.numerals.candidates(*told, unit, page.form):
        if rule.reason and not reasons:
            continue
        if others and any(code.startswith(others) for code in rule.metric_codes):
            continue
        if (not rule.in_words or spelled) and rule.value in (None, number.value) and rule.fits(setting):
            if _is_of_other_matter(page, rule, number, setting):
                return None
            return rule
    return None


def _unit_of(page: Page, number: Number) -> str:
    """What stands for the unit of a numeral that has none."""
    if is_none(page.text, number.start):
        return ANY_UNIT
    return LOST_UNIT if _has_lost_unit(page.text, number) else ""


def _has_lost_unit(text: str, number: Number) -> bool:
    """Whether a count without a unit stands between words and a mark, as where a crawl dropped the unit."""
    told = number.kind == "count" and text[number.start].isascii() and text[number.start - 1 : number.start] > _WIDE
    if not told or text[number.end : number.end + 1] not in _ENDS or _GOES_ON.match(text, number.end):
        return False
    return _NO_ITEMS.search(text, max(0, number.start - _NEAR), number.start) is None


def _is_of_other_matter(page: Page, rule: Rule, number: Number, setting: Setting) -> bool:
    """Whether the noun that the rule reads is said of another trade's work; then the numeral is kept as one of it."""
    matter = page.rules.matters.of(rule.metric_codes)
    if matter is None:
        return False
    before = page.counts_between(setting.clause[0] - _MATTER_REACH, number.start)
    other = matter.is_other(page.text, number.start, setting.clause, before)
    if other:
        page.others[number.start] = (*page.others.get(number.start, ()), *rule.metric_codes)
    return other
