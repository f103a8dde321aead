"""Years, periods and days of publication, as pages print and misprint them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.parsers.dates import DATE, date_of, small_number
from dagster_project.parsers.head import HeadReading

from .conftest import BODY, Reading

TITLE = "芜湖市{year}年政府信息公开工作年度报告\n"
DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@given(st.dates(date(2008, 1, 1), date(2039, 12, 31)))
def test_every_day_reads_back_however_it_is_printed(day: date) -> None:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    for printed in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}.{day.month}.{day.day}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
        f"{year.replace('〇', '○')}年{chinese(day.month)}月{chinese(day.day)}日",
    ):
        match = DATE.fullmatch(printed)
        assert match is not None, printed
        assert date_of(match) == day, printed


@given(st.integers(1, 31))
def test_small_chinese_numbers_read_back(number: int) -> None:
    assert small_number(chinese(number)) == small_number(str(number)) == number


PERIODS = [
    "统计期限自2020年1月1日起至2020年12月31日止。",
    "统计期限为2020年1月1日到12月31日止。",
    "统计数据时限为20201月1日至202012月31日",
    "统计周期为 2020 年 1 月 1 日至 12 月 31 日。",
    "统计时间为2020.1.1-2020.12.31。",
    "统计时间为2020年度（1月1日至12月31日）。",
    "统计期限：二〇二〇年一月一日至十二月三十一日。",
    "所列数据的统计期限自2020年1月1日\n起，至2020年12月31\n日止。",
]


@pytest.mark.parametrize("words", PERIODS)
def test_a_period_is_read_however_it_is_printed(head_of: Reading, words: str) -> None:
    head = head_of(TITLE.format(year=2020) + words).head
    assert (head.period_start, head.period_end) == (date(2020, 1, 1), date(2020, 12, 31))


def test_a_school_year_is_reported_in_the_autumn_in_which_it_has_ended(head_of: Reading) -> None:
    words = "数据统计期限为2019年9月1日至2020年8月31日。"
    head = head_of(TITLE.format(year=2020) + words, body=BODY + "\n某大学\n2020年10月28日\n").head
    assert (head.period_end, head.published_on) == (date(2020, 8, 31), date(2020, 10, 28))


@pytest.mark.parametrize(
    "words",
    [
        "截止2013年12月底,公开10条。",
        "截至2013年12月31日，公开10条。",
        "截至2013年底公开10条。",
        "截止时间为2013年12月31日。",
    ],
)
def test_an_end_of_year_up_to_which_the_text_counts_ends_the_period(head_of: Reading, words: str) -> None:
    head = head_of(TITLE.format(year=2013), body=BODY + words).head
    assert (head.period_start, head.period_end) == (None, date(2013, 12, 31))


def test_the_period_of_a_campaign_is_not_that_of_the_report(head_of: Reading) -> None:
    head = head_of(TITLE.format(year=2020), body=BODY + "活动自2020年3月1日至2020年5月1日举行。").head
    assert (head.period_start, head.period_end) == (None, None)


PUBLISHED = [
    ("发布时间：2021-01-18 09:30 来源：芜湖市", "", date(2021, 1, 18)),
    ("生成日期: 2021-01-18 生效时间: 2021-02-01\n", "", date(2021, 1, 18)),
    ("生效时间: 2021-02-01 废止时间:\n", "", None),
    ("发文日期: 2021年1月18日\n", "芜湖市人民政府\n2021年3月1日\n", date(2021, 1, 18)),
    ("", "芜湖市人民政府办公室\n2021年1月18日\n", date(2021, 1, 18)),
    ("", "芜湖市人民政府办公室 2021年1月18日\n", date(2021, 1, 18)),
    ("", "芜湖市人民政府办公室\n二〇二一年一月十八日\n", date(2021, 1, 18)),
    ("（2021年1月18日）\n", "", date(2021, 1, 18)),
    ("发布时间：2021-02-30\n", "", None),
    ("发布时间：2012-01-18\n", "芜湖市人民政府\n2021年1月18日\n", date(2021, 1, 18)),
    ("", "芜湖市人民政府\n20211月8\n", None),
    ("数据截至 2020年12月31日\n", "", None),
    ("字号：[大] [中] [小]　2021-01-18　浏览次数：31\n", "填报日期：2021年1月9日\n", date(2021, 1, 18)),
    ("", "单位负责人： 填报日期：2021年1月9日\n", None),
    ("无障碍浏览 今天是2026年3月5日 星期四\n", "芜湖市人民政府\n2021年1月18日\n", date(2021, 1, 18)),
    ("2026年3月5日 星期四 字体：大 中 小\n", "", None),
]


@pytest.mark.parametrize(("above", "below", "day"), PUBLISHED)
def test_the_day_of_publication_is_the_headers_or_else_the_signatures(
    head_of: Reading, above: str, below: str, day: date | None
) -> None:
    head = head_of(TITLE.format(year=2020) + above, body=BODY + below).head
    assert head.published_on == day


def test_a_folder_that_contradicts_the_title_is_an_error(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    assert codes(head_of(TITLE.format(year=2018), 2019)) == ["year_contradicts_folder"]
    assert codes(head_of(TITLE.format(year=2018), 2018)) == []


def test_a_period_that_contradicts_the_title_is_a_warning(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    words = TITLE.format(year=2018) + "统计期限为2017年1月1日至2017年12月31日。"
    assert codes(head_of(words, 2018)) == ["year_contradicts_period"]


YEARS = [
    ("芜湖市政府信息公开工作年度报告\n统计期限为2016年1月1日至12月31日。\n", None, (2016, "period")),
    ("芜湖市政府信息公开年报\n2016年，我市公开信息。2016年共举办培训。\n", None, (2016, "text")),
    ("芜湖市政府信息公开年报\n我市认真公开信息。\n", 2016, (2016, "folder")),
]


@pytest.mark.parametrize(("page", "folder", "expected"), YEARS)
def test_a_title_without_a_year_leaves_it_to_period_text_and_folder(
    head_of: Reading, page: str, folder: int | None, expected: tuple[int, str]
) -> None:
    head = head_of(page, folder).head
    assert (head.report_year, head.report_year_basis) == expected


def test_a_report_that_names_no_year_anywhere_is_an_error(
    head_of: Reading, codes: Callable[[HeadReading], list[str]]
) -> None:
    reading = head_of("芜湖市政府信息公开年报\n我市认真公开信息。\n")
    assert reading.head.report_year is None
    assert codes(reading) == ["no_report_year"]
