"""One printed cell says one thing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.parsers.tables.cells import read_cell


@pytest.mark.parametrize(
    ("words", "value", "meaning", "unit"),
    [
        ("0", "0", "reported", ""),
        ("-12", "-12", "reported", ""),
        ("减17", "-17", "reported", ""),
        ("增3", "3", "reported", ""),
        ("+5", "5", "reported", ""),
        ("6,338,096.40", "6338096.40", "reported", ""),
        ("7 046", "7046", "reported", ""),
        ("251000元", "251000", "reported", "yuan"),
        ("12.5 万元", "12.5", "reported", "wan_yuan"),
        ("1.2亿元", "12000", "reported", "wan_yuan"),
        ("22(其中修订16件)", "22", "reported", ""),
        ("3 件", "3", "reported", ""),
        ("12①", "12", "reported", ""),
        ("12²", "12", "reported", ""),
        ("1,204 ※", "1204", "reported", ""),
        ("", None, "blank", ""),
        ("  ", None, "blank", ""),
        ("/", None, "not_applicable", ""),
        ("——", None, "not_applicable", ""),
        ("-", None, "not_applicable", ""),
        ("无", "0", "stated_zero", ""),
    ],
)
def test_a_cell_reads(words: str, value: str | None, meaning: str, unit: str) -> None:
    read = read_cell(words)
    assert read is not None
    assert (read.value, read.semantic, read.unit) == (Decimal(value) if value else None, meaning, unit)


@pytest.mark.parametrize(
    "words", ["7 146", "0 046", "自然人", "1.属于国家秘密", "3-5", "1,23", "第3条", "2024年", "12/3", "0-0"]
)
def test_words_are_no_figure(words: str) -> None:
    assert read_cell(words) is None


def test_words_of_measure_bound_the_figure() -> None:
    scaled, over, near = read_cell("24.8万"), read_cell("70余"), read_cell("近300")
    assert scaled is not None
    assert over is not None
    assert near is not None
    assert (scaled.qualifier, scaled.lower, scaled.upper) == ("approx", Decimal(247500), Decimal(248500))
    assert (over.qualifier, over.lower, over.upper) == ("at_least", Decimal(70), None)
    assert (near.qualifier, near.lower, near.upper) == ("approx", None, Decimal(300))


@given(st.integers(0, 10**9))
def test_a_count_reads_back_with_and_without_commas(count: int) -> None:
    for words in (str(count), f"{count:,}"):
        read = read_cell(words)
        assert read is not None
        assert read.value == count


@given(st.text(max_size=12))
def test_anything_else_yields_no_figure_or_one_made_of_its_digits(words: str) -> None:
    read = read_cell(words)
    if read is not None and read.semantic == "reported":
        assert any(character.isdigit() for character in words)
