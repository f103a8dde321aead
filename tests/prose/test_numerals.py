"""Numerals: any count printed any way reads back, and nothing else ever yields a number."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.parsers.chinese_numerals import chinese_value
from dagster_project.parsers.numerals import COUNTING, scan

COUNTED = st.sampled_from(["件", "条", "次", "人次", "篇", "期", "份", "家", "起", "宗"])
DIGITS = "〇一二三四五六七八九"
# Words full of characters that also write numbers, none of which counts anything.
PHRASES = [
    "进一步加强公开工作",
    "统一思想",
    "千方百计",
    "第一时间发布",
    "万众一心",
    "一站式服务",
    "三公经费",
    "十分重要",
    "四位一体",
    "一次性告知",
    "一体化平台",
    "同一条信息",
    "每一件小事",
    "百姓关切",
    "五公开要求",
    "八项规定精神",
    "十件实事",
    "六个一工程",
    "一件一档",
    "一式两份",
    "先后两三次",
    "前十二条新闻",
    "一线窗口",
]


def in_chinese(value: int) -> str:
    """The count as a clerk writes it in characters."""
    if value < 10:
        return DIGITS[value].replace("〇", "零")
    if value < 20:
        return "十" + (DIGITS[value - 10] if value > 10 else "")
    for size, mark in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            head, rest = divmod(value, size)
            gap = "零" if rest and rest < size // 10 else ""
            tail = "" if not rest else gap + (in_chinese(rest) if rest >= 20 or rest < 10 else "一" + in_chinese(rest))
            return in_chinese(head) + mark + tail
    raise ValueError(value)


def only(text: str) -> tuple[Decimal, str, str]:
    """Value, unit and qualifier of the only count in the text."""
    found = [n for n in scan(text) if n.kind in COUNTING]
    assert len(found) == 1, (text, found)
    assert found[0].value is not None
    return found[0].value, found[0].unit, found[0].qualifier


@given(st.integers(0, 99_999_999), COUNTED, st.booleans(), st.sampled_from(["", " "]))
def test_a_count_in_digits_reads_back_with_or_without_separators_and_spaces(
    value: int, unit: str, grouped: bool, space: str
) -> None:
    printed = f"{value:,}" if grouped else str(value)
    assert only(f"全年共收到{space}{printed}{space}{unit},其余无")[:2] == (value, unit)


@given(st.integers(2, 99_999_999), st.sampled_from(["件", "条", "篇", "份"]))
def test_a_count_in_characters_reads_back(value: int, unit: str) -> None:
    assert only(f"共发布{in_chinese(value)}{unit}。")[:2] == (value, unit)


@given(st.decimals(1, 9999, places=2), st.sampled_from([("万", 4), ("亿", 8)]), COUNTED)
def test_a_scaled_count_reads_back_in_full_and_is_approximate(
    value: Decimal, scale: tuple[str, int], unit: str
) -> None:
    assert only(f"累计{value}{scale[0]}{unit}") == (value.scaleb(scale[1]), unit, "approx")


@given(st.integers(1, 9999), st.sampled_from(["余", "多"]), COUNTED)
def test_a_count_with_more_is_at_least_and_below_the_next_round_number(value: int, more: str, unit: str) -> None:
    number = next(n for n in scan(f"共{value}{more}{unit}") if n.kind == "count")
    assert number.qualifier == "at_least"
    assert number.lower == value
    assert number.upper is not None
    assert number.upper > value


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_comma_between_two_short_numbers_parts_them(first: int, second: int) -> None:
    values = [n.value for n in scan(f"其中{first}件,{second}件") if n.kind == "count"]
    assert values == [first, second]


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6))
def test_words_that_only_look_like_numbers_count_nothing(phrases: list[str]) -> None:
    assert [n for n in scan(",".join(phrases)) if n.kind in COUNTING] == []


@given(
    st.text(
        alphabet=st.characters(
            blacklist_categories=["Nd", "Nl", "No"], blacklist_characters="〇零○一二三四五六七八九十百千两廿卅"
        )
    )
)
def test_a_text_without_digits_yields_no_number(text: str) -> None:
    assert [n for n in scan(text) if n.kind in COUNTING] == []


@given(st.text(max_size=300))
def test_any_text_is_scanned_and_no_numeral_overlaps_another(text: str) -> None:
    numbers = scan(text)
    assert all(a.end <= b.start or b.start >= a.start + 1 for a, b in pairwise(numbers))
    assert all(0 <= n.start < n.end <= len(text) for n in numbers)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("国办发〔2020〕17号", "document_number"),
        ("国务院令第711号", "document_number"),
        ("2019年1月1日", "date"),
        ("20201月1日", "date"),
        ("202012月31日", "date"),
        ("2019-02-25", "date"),
        ("二〇二三年一月十日", "date"),
        ("2013年", "year"),
        ("2012-2017年", "year"),
        ("联系电话:0598-3982676", "telephone"),
        ("电话:23158668", "telephone"),
        ("邮编:350400", "postal_code"),
        ("邮箱:abc123@example.org", "url"),
        ("网址www.example123.cn", "url"),
        ("人民路66号", "address"),
        ("12345热线", "hotline_name"),
        ("第2次", "ordinal"),
        ("第十九条", "legal_article"),
        ("《2019年工作要点》", "title_name"),
        ("“347”机制", "title_name"),
        ("(3)推进", "section_4"),
        ("1.加强领导", "section_3"),
        ("一、总体情况", "section_1"),
        ("(一)主动公开", "section_2"),
        ("30分钟内办结", "duration"),
        ("历时3个月", "duration"),
        ("停放三个月", "duration"),
        ("1至11月", "date"),
        ("1-6月份", "date"),
        ("7×24小时", "ratio"),
        ("按1:1配备", "ratio"),
        ("12·4宪法日", "ratio"),
        ("见附件1", "ordinal"),
        ("排名前10位", "ordinal"),
        ("第3页", "page_number"),
        ("16:18", "time"),
    ],
)
def test_a_numeral_that_counts_nothing_says_why(text: str, kind: str) -> None:
    assert [n.kind for n in scan(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("不予处理122、其他处理38。", [122, 38]),
        ("不予公开110、其他处理119。", [110, 119]),
        ("结果维持30、结果纠正1、其他结果5、尚未审结11。", [30, 1, 5, 11]),
        ("邮政EMS11件、现场1件", [11, 1]),
        ("党的建设145.2021年", [145]),
    ],
)
def test_a_count_without_a_unit_or_behind_letters_is_a_count(text: str, values: list[int]) -> None:
    assert [n.value for n in scan(text) if n.kind == "count"] == values


@pytest.mark.parametrize("text", ["110、119、122等热线", "拨打122报警", "与110联动", "措施有:1、加强领导"])
def test_numbers_of_the_police_and_of_paragraphs_count_nothing(text: str) -> None:
    assert not [n for n in scan(text) if n.kind == "count"]


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "lower", "upper"),
    [
        ("培训近500人", 500, "approx", 400, 500),
        ("超过550万次", 5_500_000, "at_least", 5_500_000, None),
        ("不足30件", 30, "at_most", None, 30),
        ("达到了11余万人次", 110_000, "at_least", 110_000, 120_000),
        ("发布信息24.8万条", 248_000, "approx", 247_500, 248_500),
        ("约75%", 75, "approx", Decimal("74.5"), Decimal("75.5")),
        ("占百分之九十五", 95, "exact", 95, 95),
        ("安排7.8万余元", Decimal("7.8"), "at_least", Decimal("7.8"), Decimal("7.9")),
        ("每次3-5件", 3, "approx", 3, 5),
        ("变动-12项", -12, "exact", -12, -12),
        ("目前10名", 10, "exact", 10, 10),
    ],
)
def test_words_around_a_numeral_bound_it(
    text: str, value: object, qualifier: str, lower: object, upper: object
) -> None:
    number = next(n for n in scan(text) if n.kind in COUNTING)
    assert (number.value, number.qualifier, number.lower, number.upper) == (value, qualifier, lower, upper)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("廿三", 23),
        ("一千二百三十四", 1234),
        ("二〇二三", 2023),
        ("两", 2),
        ("十", 10),
        ("一百零五", 105),
        ("百二", None),
        ("二三", None),
        ("", None),
    ],
)
def test_chinese_numerals_have_their_value_or_none(text: str, value: int | None) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize("text", ["登记结婚1839对、离婚604对", "全员轮训2遍", "收到锦旗12面。"])
def test_a_measure_of_other_things_is_the_unit(text: str) -> None:
    assert all(number.unit for number in scan(text))


def test_a_word_behind_a_number_is_no_measure() -> None:
    assert scan("公开信息12面向社会")[0].unit == ""


def test_a_decimal_point_that_ends_a_section_number_is_none() -> None:
    assert [(n.kind, n.value) for n in scan("1.2020年举办访谈4期")] == [
        ("section_3", None),
        ("year", None),
        ("count", 4),
    ]
