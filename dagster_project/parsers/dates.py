"""Dates as reports print them: in digits or Chinese numerals, with the 年 that a crawl dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from dagster_project.parsers.openings import matches
from dagster_project.records import record

CHINESE_DIGITS = str.maketrans("〇○零OoО一二三四五六七八九", "000000123456789")
DIGIT = "[0-9〇○零OoО一二三四五六七八九]"
YEAR = rf"(?:20\d\d|(?:二\s?[〇○零OoО0]\s?){DIGIT}\s?{DIGIT})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
PRINTED = rf"(?P<year>{YEAR})\s*年\s*(?P<month>{MONTH})\s*月\s*(?P<day>{DAY})\s*[日号]"
NUMERIC = r"(?P<y>20\d\d)(?P<sign>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sign)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
DATE = re.compile(f"{PRINTED}|{NUMERIC}")

LABELLED = re.compile(rf"(?:时\s?间|日\s?期)\s*:?\s*[\[【]?\s*(?={DIGIT})")
LABEL_WORDS = ("发布", "公开", "发文", "生成", "成文", "公布", "印发", "发表", "上传")
UNFIT_LABELS = (
    "生效",
    "废止",
    "失效",
    "更新",
    "修改",
    "打印",
    "申请",
    "答复",
    "实施",
    "施行",
    "有效",
    "当前",
    "服务",
    "办公",
    "填报",
    "填表",
    "制表",
    "报送",
    "上报",
)
# What stands on the line of a page's date besides it, and never on a line of the report.
BYLINE = re.compile(r"字\s?[号体]|来\s?源\s?:|作\s?者\s?:|浏览|点击|阅读次数|访问次数|【[大中小]】|\[[大中小]\]")
# The day on which a page was looked at, which its banner shows: 今天是2021年5月6日 星期四.
TODAY = re.compile(r"(?:今\s?[天日]|现在|当前)是?\s*:?\s*$")
WEEKDAY = re.compile(r"\s*(?:星期|周)[一二三四五六日天]")
# A signature's date ends a line, alone or after the organ that signs; in run-on text it follows a full stop.
ALONE = re.compile(rf"(?<=[\s(。]){DATE.pattern}(?=[\s)]|$)")
# What a year opens with.
YEAR_OPENINGS = ("20", "二")
SIGNER_ENDINGS = "室局府会组委处厅办心院校司"

START = rf"(?P<year>{YEAR})\s*(?:年?|年度?\s*\()\s*(?P<month>{MONTH})\s*月\s*(?P<day>{DAY})\s*日"
END = rf"(?:(?P<year2>{YEAR})\s*年?|当年|同年)?\s*(?P<month2>{MONTH})\s*月\s*(?P<day2>{DAY})\s*日"
PERIOD = re.compile(rf"{START}\s*起?\s*,?\s*[至到—―~-]+\s*{END}")
NUMERIC_PERIOD = re.compile(
    r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\s*[至到—―~-]+\s*"
    r"(?P<year2>20\d\d)[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2})(?!\d)"
)
AS_AT = re.compile(
    rf"截[至止]到?(?:时间|日期)?[:为是]?\s*(?P<year>{YEAR})\s*年\s*(?:12\s*月\s*(?:31\s*日|底|末)|十二月(?:三十一日|底|末)|年?[底末])"
)


@record
class Dated:
    """A date and the words it was read from."""

    on: date
    start: int
    end: int


def year_number(printed: str) -> int:
    return int(re.sub(r"\s", "", printed).translate(CHINESE_DIGITS))


def small_number(printed: str) -> int:
    """A month or a day in digits or Chinese numerals up to 三十一."""
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.replace("廿", "二十").rpartition("十")
    unit = int(ones.translate(CHINESE_DIGITS)) if ones else 0
    return unit + (10 * int(tens.translate(CHINESE_DIGITS) or "1") if ten else 0)


def possible(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_of(match: re.Match[str]) -> date | None:
    if match["year"]:
        return possible(year_number(match["year"]), small_number(match["month"]), small_number(match["day"]))
    return possible(int(match["y"]), int(match["m"]), int(match["d"]))


def dates_labelled(text: str, start: int, end: int) -> Iterator[Dated]:
    """The dates that follow a label of the page's header, the plainest label first."""
    ranked = []
    for match in LABELLED.finditer(text, start, end):
        word = text[max(0, match.start() - 4) : match.start()].rstrip()[-2:]
        found = DATE.match(text, match.end())
        on = date_of(found) if found else None
        if found and on and word not in UNFIT_LABELS:
            rank = LABEL_WORDS.index(word) if word in LABEL_WORDS else len(LABEL_WORDS)
            ranked.append((rank, match.start(), Dated(on, found.start(), found.end())))
    for _, _, dated in sorted(ranked, key=itemgetter(0, 1)):
        yield dated


def dates_bylined(text: str, start: int, end: int) -> Iterator[Dated]:
    """The dates without a label on a line that the page, not the report, puts under a title."""
    for match in DATE.finditer(text, start, end):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        rest = text[match.end() : match.end() + 60].split("\n", 1)[0]
        on = None if _is_today(line, text, match.end()) else date_of(match)
        if on and len(line) < 60 and "。" not in line and (BYLINE.search(line) or BYLINE.search(rest)):
            yield Dated(on, match.start(), match.end())


def dates_alone(text: str, start: int, end: int) -> Iterator[Dated]:
    """The dates that stand by themselves, as a signature's date does, from the last to the first."""
    for match in reversed(list(matches(ALONE, YEAR_OPENINGS, text, start, end))):
        on = date_of(match)
        if on and _signs(text, match.start()) and not _is_today("", text, match.end()):
            yield Dated(on, match.start(), match.end())


def _is_today(line: str, text: str, end: int) -> bool:
    """Whether a date is the banner's: behind 今天是 on its line, or before a day of the week."""
    return TODAY.search(line) is not None or WEEKDAY.match(text, end) is not None


def _signs(text: str, start: int) -> bool:
    """Whether what stands before the date lets it be a signature's: nothing on its line, a full stop, or an organ."""
    line = text[text.rfind("\n", 0, start) + 1 : start].rstrip(" \t(")
    return not line or line[-1] in "。;" or line[-1] in SIGNER_ENDINGS


def periods(text: str, start: int, end: int) -> Iterator[tuple[Dated, Dated]]:
    """The spans of time that are told from day to day."""
    for pattern in (PERIOD, NUMERIC_PERIOD):
        for match in matches(pattern, YEAR_OPENINGS, text, start, end):
            year = year_number(match["year"])
            year2 = year_number(match["year2"]) if match["year2"] else year
            first = possible(year, small_number(match["month"]), small_number(match["day"]))
            last = possible(year2, small_number(match["month2"]), small_number(match["day2"]))
            if first and last and first < last:
                opening = match.end("day") + (text[match.end("day")] == "日")
                closing = match.start("year2" if match["year2"] else "month2")
                yield Dated(first, match.start(), opening), Dated(last, closing, match.end())


def as_at_year_end(text: str) -> Iterator[Dated]:
    """The ends of years to which the text says it counts."""
    for match in AS_AT.finditer(text):
        yield Dated(date(year_number(match["year"]), 12, 31), match.start(), match.end())
