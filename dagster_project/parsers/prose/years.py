"""The year of which a count or a denial is told, where its sentence or clause names one."""

from __future__ import annotations

import re

from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import Setting

# A year governs what follows when it opens a clause, unless it only says since when.
_ADVERB = re.compile(
    r"(?:^|[\n。;:,!?()\s]|(?<![\d.])\d{1,2}[.、]|[一二三四五六七八九十][是、]|首先|其次|同时|另外|此外|今后|下步|下一步|计划|预计|力争|争取|确保|打算|准备|拟|将)"
    r"(?:截至|截止|截止到|在|于|到|自|从|其中|[我本全][省市州县区旗镇乡局委厅办院校系][统关]?)?$"
)
_SINCE = re.compile(
    r"[^,。]{0,24}?(?:以来|(?<![引提发])起(?!诉)|至今|之前|(?:施行|实施|颁布|公布)[至到])|度?(?:[亦也均都]?(?:没有|未有|无))?(?:结转|转入|遗留|转来|末?未办|未结|跨年|结余|转办|转结|移转|留存)"
)
_COMPARED_YEAR = re.compile(
    r"(?:[比较与由从](?:((?:19|20)\d\d)年度?|去年|上一?年度?)的?|(?:去年|上一?年度?)[为是有达])$"
)
# A clause of another year's count alone, which governs nothing behind it: 去年为12宗;
_COMPARISON = re.compile(r"(?:同期)?[为是有仅达]\d[\d,.]*[余多]?[万亿]?[\u4e00-\u9fff]{0,2}[,;]")
# The same behind a count of this year, where it needs no verb: 要求补正2件,上年1件;
_BARE_COMPARISON = re.compile(
    r"(?:同期|全年)?(?:总计|合计|共计?|收到|受理|办结)?约?\d[\d,.]*[余多]?[万亿]?[\u4e00-\u9fff]{0,2}[,;]"
)
_LINKS = frozenset(",;")
_ENDS_COMPARED = frozenset("年度的为是有达")
_BRACKETED_YEAR = re.compile(r"((?:19|20)\d\d)年?度?(?:全年|同期|的)?\($")


def is_of_other_year(page: Page, setting: Setting, place: int) -> bool:
    """True when the year that governs what the sentence says at the place is not the report's."""
    start = setting.period[0]
    governing = page.report_year
    for candidate, end, year in page.years_between(start, place):
        if _ADVERB.search(page.text[max(start - 1, candidate - 6, 0) : candidate]) is None:
            continue
        if year != page.report_year and _is_alone(page, (start, candidate), end, place):
            continue
        if not _SINCE.match(page.text, end) and not _closed_bracket(page.text, candidate, place):
            governing = year
    compared = _compared_year(page.text, setting.clause[0], place)
    if compared is not None:
        governing = int(compared[1]) if compared[1] else None
    return page.report_year is not None and governing != page.report_year


def _is_alone(page: Page, before: Span, end: int, place: int) -> bool:
    """Whether a count of another year alone is told behind that year, `before` which this year's stand."""
    alone = _COMPARISON.match(page.text, end)
    if alone is None and page.text[before[1] - 1] in _LINKS and page.is_counted_between(*before):
        alone = _BARE_COMPARISON.match(page.text, end)
    return alone is not None and alone.end() <= place


def _compared_year(text: str, clause: int, place: int) -> re.Match[str] | None:
    """The year before the bracket that the clause opens in, or just before the numeral: another one is told of."""
    if text.startswith("(", clause - 1):
        bracketed = _BRACKETED_YEAR.search(text, max(0, clause - 12), clause)
        if bracketed is not None:
            return bracketed
    return _COMPARED_YEAR.search(text, max(0, place - 9), place) if text[place - 1] in _ENDS_COMPARED else None


def _closed_bracket(text: str, start: int, end: int) -> bool:
    """True when `start` stands in a bracket that closes before `end`."""
    closing = text.find(")", start, end)
    return closing >= 0 and text.find("(", start, closing) < 0
