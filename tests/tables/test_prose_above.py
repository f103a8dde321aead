"""Prose above a table may name the table's own rows: the cells stay the cells, and the prose stays prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .cases import (
    PRINTED_REMEDIES,
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2021,
    SECTION_2021,
    assert_reads,
    of_metrics,
    of_remedies,
    of_requests,
)
from .printing import ROWS, document, lined, piped, run_together, spanned, words_of_rows

WORDS = words_of_rows(REQUESTS_2021)
WANTED = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES)}
NAMES = [re.sub(r"^[一二三四]、|^\([一-七]\)|^（[一-七]）|^\d\.|数量$", "", row.label) for row in ROWS["2021"]]
SHORT = [
    "新收申请",
    "上年结转",
    "结转下年度",
    "予以公开",
    "不予公开",
    "无法提供",
    "不予处理",
    "其他处理",
    "总计",
    "其他",
]
CLAUSES = st.lists(st.tuples(st.sampled_from([*NAMES, *SHORT]), st.integers(0, 999)), max_size=14)


@pytest.mark.parametrize("shape", [lined, run_together, piped, spanned])
@given(clauses=CLAUSES)
@settings(max_examples=40)
def test_prose_that_names_any_rows_above_a_table_changes_no_cell(shape, clauses) -> None:
    prose = "，".join(f"{name}{count}件" for name, count in clauses)
    above = f"一、总体情况\n全年{prose}。\n三、收到和处理政府信息公开申请情况\n"
    words = shape("2021", WORDS, PRINTED_REMEDIES)
    page = re.sub(r"(<body[^>]*>|^(?=<))", lambda m: m.group() + f"<p>{above}</p>", words, count=1)
    assert_reads(page if shape is spanned else above + words, WANTED, "2021")


@pytest.mark.parametrize("told", ["本年印发规范性文件31件，另有204条信息。", "本年被申请行政复议31件，被提起诉讼204件"])
@pytest.mark.parametrize("shape", [lined, piped, spanned])
def test_a_sentence_between_a_heading_and_its_table_is_left_to_the_prose(shape, told: str) -> None:
    parted = "</h3><p>" if shape is spanned else "\n"
    two = SECTION_2021.replace("情况\n", f"情况\n{told}\n", 1)
    words = shape("2021", WORDS, PRINTED_REMEDIES).replace("行政诉讼情况", f"行政诉讼情况{parted}{told}", 1)
    page = two + words if shape is not spanned else words.replace("<h3>", f"<pre>{two}</pre><h3>", 1)
    reading = assert_reads(page, {**WANTED, **of_metrics(PROACTIVE_2021)}, "2021")
    text = document(page, "page.html" if shape is spanned else "report.txt").text
    numbers = [match.start() for match in re.finditer("31件|204[条件]", text)]
    assert len(numbers) == 4
    assert not any(one.start <= at < one.end for one in reading.consumed for at in numbers)
