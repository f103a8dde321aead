"""The year of which a count or a denial is told, where its sentence or clause names one."""

from __future__ import annotations

import re

from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import Setting

# A year governs what follows when it opens a clause, unless it only says since when.
_ADVERB = re.compile(
    r"(?:^|[\n。;:,!?()\s]|(?<![\d.])\d{1,2}[.、]|[一二三四五六七八九十][是、]|[·•●○■□◆◇★▪※*①-⑳]|(?<!\d)[—–>]"
    r"|首先|其次|同时|另外|此外|今后|下步|下一步|计划|预计|力争|争取|确保|打算|准备|拟|将|统计|显示|回[顾望首]|纵观|盘点|总结|整个|曾|而|但)"
    r"(?:截至|截止|截止到|在|于|到|自|从|进入|步入|其中|就|对于|[我本全][省市州县区旗镇乡局委厅办院校系中关][统关心]?)*$"
)
# So does one behind the organ of which something is told then: 各乡镇2020年收到, but not 县政府2020年工作要点.
_ORGAN = re.compile(
    "[\u4e00-\u9fff](?:[局委厅办镇关校]|政府|办公室|机关|乡镇|街道|办事处|中心|部门|单位|系统|管委会|公司)在?$"
)
_OF_ORGAN = re.compile(
    "度?(?:[,内共总累合全]|主动公开|收到|受理|新收|接收|办理|办结|答复|举办|开展|召开|组织|发布了?[各政信]|公开了?[各政信]|未)"
)
_SINCE = re.compile(
    r"[^,。]{0,24}?(?:以来|(?<![引提发])起(?!诉)|至今|之前|(?:施行|实施|颁布|公布)[至到])|度?(?:[亦也均都]?(?:没有|未有|无))?(?:结转|转入|遗留|转来|末?未办|未结|跨年|结余|转办|转结|移转|留存)"
)
_COMPARED_YEAR = re.compile(
    r"(?:[比较与由从](?:((?:19|20)\d\d)年度?|去年|上一?年度?)的?|(?:去年|上一?年度?)[为是有达])$"
)
# What is told of a year to be compared with: 与2020年公开5条信息相比.
_WITH_YEAR = re.compile(r"[与同和跟]((?:19|20)\d\d)年度?[^,。;:\d]{0,14}$")
_IS_COMPARED = re.compile(r"[^,。;:\d]{0,8}相比")
_WITH_REACH = 22
_BEFORE = 6
# More years than one, of which what follows at once is told: 2019年以来共收到, 近三年来; not 为近五年最低.
_SEVERAL_YEARS = re.compile(
    r"(?:近|过去|最近)(?:[二两三四五六七八九十]|\d{1,2})年|(?<!\d)(?:[二两三四五六七八九十]|[2-9]|1\d)年[来间]"
    r"|十[一二三四]五”?(?:期间|时期|以来)|((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?起?(?:以来|至今)|(?:历年|往年|前年)(?!末?(?:结转|转入|遗留|转来|未|跨年|结余|留存))"
)
# A sign of such, quickly looked for.
_SIGN = re.compile("以来|至今|近|过去|年[来间]|五”?[期时]|[历往前]年")
_AT_ONCE = re.compile("(?!最|首|新|平均|同期|比|每)[^,。;:]{0,20}|(?!最|首|新|同期|比)[^,。;:]{0,6},[^,。;:]{0,24}")
_ONE_YEAR = re.compile("全年|今年|年内|本年|当年|一年来|年度|新增")
_YEARS_REACH = 52
# A clause of another year's count alone, which governs nothing behind it: 去年为12宗;
_COMPARISON = re.compile(r"(?:同期)?[为是有仅达]\d[\d,.]*[余多]?[万亿]?[\u4e00-\u9fff]{0,2}[,;]")
# The same behind a count of this year, where it needs no verb: 要求补正2件,上年1件;
_BARE_COMPARISON = re.compile(
    r"(?:同期|全年)?(?:总计|合计|共计?|收到|受理|办结)?约?\d[\d,.]*[余多]?[万亿]?[\u4e00-\u9fff]{0,2}[,;]"
)
_LINKS = frozenset(",;")
_ENDS_COMPARED = frozenset("年度的为是有达")
# A year that stands alone in brackets before all that its sentence says: (2021年)我局收到, 【2021年】收到.
_OPENINGS = frozenset(("(", "【", "[", "「", "|", "〔"))
_CLOSING = re.compile(r"度?\s?[)】\]」|〕]")
# So does one alone in brackets behind a count: 37件(2021年).
_YEAR_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,2}\(((?:19|20)\d\d)年度?\)")
_BRACKETED_YEAR = re.compile(r"((?:19|20)\d\d)年?度?(?:全年|同期|的)?\($")


def is_of_other_year(page: Page, setting: Setting, place: int) -> bool:
    """True when the year that governs what the sentence says at the place is not the report's."""
    start = setting.period[0]
    governing = page.report_year
    for candidate, end, year in page.years_between(start, place):
        if _is_heading(page.text, start, candidate, end):
            governing = year
            continue
        if not _governs(page.text, max(start - 1, candidate - _BEFORE, 0), candidate, end):
            continue
        if year != page.report_year and _is_alone(page, (start, candidate), end, place):
            continue
        if not _SINCE.match(page.text, end) and not _closed_bracket(page.text, candidate, place):
            governing = year
    compared = (
        _compared_year(page.text, setting.clause[0], place)
        or _year_compared_with(page.text, setting, place)
        or _YEAR_BEHIND.match(page.text, setting.after[0])
    )
    if compared is not None:
        governing = int(compared[1]) if compared[1] else None
    return page.report_year is not None and governing != page.report_year


def is_of_several_years(page: Page, setting: Setting, place: int) -> bool:
    """True when what is told at the place came about in more years than the report's."""
    start = max(setting.period[0], place - _YEARS_REACH)
    if _SIGN.search(page.text, start, place) is None:
        return False
    said = page.text[start:place]
    for match in _SEVERAL_YEARS.finditer(said):
        others = match[1] is None or page.report_year is None or int(match[1]) < page.report_year
        if others and _AT_ONCE.fullmatch(said, match.end()) and not _ONE_YEAR.search(said, match.end()):
            return True
    return False


def _governs(text: str, before: int, start: int, end: int) -> bool:
    """Whether the year from `start` to `end` tells when something happened, and not what papers are about."""
    said = text[before:start]
    if _ADVERB.search(said) is not None:
        return True
    if said.endswith("、"):
        return text[end : end + 1].isdigit()  # one of the years of a list: 2020年25件、2021年37件
    return _ORGAN.search(said) is not None and _OF_ORGAN.match(text, end) is not None


def _is_heading(text: str, sentence: int, start: int, end: int) -> bool:
    """Whether the year from `start` to `end` stands alone in brackets that open the sentence."""
    return text[sentence:start].strip() in _OPENINGS and _CLOSING.match(text, end) is not None


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


def _year_compared_with(text: str, setting: Setting, place: int) -> re.Match[str] | None:
    """The year that what is told at the place, with which something is compared, is of."""
    if _IS_COMPARED.match(text, *setting.after) is None:
        return None
    return _WITH_YEAR.search(text, max(setting.clause[0], place - _WITH_REACH), place)


def _closed_bracket(text: str, start: int, end: int) -> bool:
    """True when `start` stands in a bracket that closes before `end`."""
    closing = text.find(")", start, end)
    return closing >= 0 and text.find("(", start, closing) < 0
