"""Dates as reports print them: in digits or Chinese numerals, with the 年 that a crawl dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

CHINESE_DIGITS = str.maketrans("〇○零OoО一二三四五六七八九", "000000123456789")
DIGIT = "[0-9〇○零OoО一二三四五六七八九]"
YEAR = rf"(?:20\d\d|(?:二\s?[〇○零OoО0]\s?){DIGIT}\s?{DIGIT})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
PRINTED = rf"(?P<year>{YEAR})\s*年\s*(?P<month>{MONTH})\s*月\s*(?P<day>{DAY})\s*[日号]"
NUMERIC = r"(?P<y>20\d\d)(?P<sign>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sign)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
DATE = re.compile(f"{PRINTED}|{NUMERIC}")

LABELS = (r"发布\s*(?:时间|日期)", r"(?:公开|发文|生成|成文|公布|印发)\s*(?:时间|日期)", r"时间|日期")
LABELLED = tuple(re.compile(rf"(?:{label})\s*:?\s*[\[【]?\s*(?={DIGIT})") for label in LABELS)
ALONE = re.compile(rf"(?<![^\s(]){DATE.pattern}(?![^\s)])")
SENTENCE = "统计|数据|期限|时限|周期|起止|时间|期间"

START = rf"(?P<year>{YEAR})\s*年?\s*(?P<month>{MONTH})\s*月\s*(?P<day>{DAY})\s*日"
END = rf"(?:(?P<year2>{YEAR})\s*年?|当年|同年)?\s*(?P<month2>{MONTH})\s*月\s*(?P<day2>{DAY})\s*日"
PERIOD = re.compile(rf"{START}\s*起?\s*[至到—―~-]+\s*{END}")
NUMERIC_PERIOD = re.compile(
    r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\s*[至到—―~-]+\s*"
    r"(?P<year2>20\d\d)[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2})(?!\d)"
)
AS_AT = re.compile(
    rf"截[至止]到?\s*(?P<year>{YEAR})\s*年\s*(?:12\s*月\s*(?:31\s*日|底|末)|十二月(?:三十一日|底|末)|年?[底末])"
)


@dataclass(frozen=True, slots=True)
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
    for label in LABELLED:
        for match in label.finditer(text, start, end):
            found = DATE.match(text, match.end())
            on = date_of(found) if found else None
            if found and on:
                yield Dated(on, found.start(), found.end())


def dates_alone(text: str, start: int, end: int) -> Iterator[Dated]:
    """The dates that stand by themselves, as a signature's date does, from the last to the first."""
    for match in reversed(list(ALONE.finditer(text, start, end))):
        on = date_of(match)
        if on:
            yield Dated(on, match.start(), match.end())


def periods(text: str, start: int, end: int) -> Iterator[tuple[Dated, Dated]]:
    """The spans of time that are told from day to day."""
    for pattern in (PERIOD, NUMERIC_PERIOD):
        for match in pattern.finditer(text, start, end):
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
