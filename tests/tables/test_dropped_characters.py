"""Tables whose labels lost the characters for years, units or persons in a crawl are read as the whole ones."""

from __future__ import annotations

import pytest

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
    read_words,
)
from .printing import lined, piped, run_together, spanned, words_of_rows

WORDS = words_of_rows(REQUESTS_2021)
WANTED = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES)}


@pytest.mark.parametrize("dropped", ["年", "件", "条", "月", "人", "年月件条"])
@pytest.mark.parametrize("shape", [lined, run_together, piped, spanned])
def test_labels_without_some_characters_name_their_rows(shape, dropped: str) -> None:
    words = shape("2021", WORDS, PRINTED_REMEDIES).translate(dict.fromkeys(map(ord, dropped)))
    assert_reads(words, WANTED, "2021")


@pytest.mark.parametrize("dropped", ["年", "件", "条", "年月件条"])
def test_section_two_without_some_characters_is_read(dropped: str) -> None:
    words = (SECTION_2021 + lined("2021", WORDS, PRINTED_REMEDIES)).translate(dict.fromkeys(map(ord, dropped)))
    assert_reads(words, {**WANTED, **of_metrics(PROACTIVE_2021)}, "2021")


def test_statistics_of_documents_below_its_heading_are_no_section_two() -> None:
    told = "一、主动公开政府信息情况\n规章 规范性文件 12\n新增的规范性文件数 3 47 47\n其中:规章禁止公开 8 32\n"
    assert read_words(told).statements == ()


def test_rows_whose_total_is_no_sum_but_another_cell_is_are_doubtful() -> None:
    rows = {metric: [*row[:5], row[6], "0"] for metric, row in WORDS.items()}
    sure = [s for s in read_words(lined("2021", rows, PRINTED_REMEDIES)).statements if s.confidence > 0.65]
    assert not [s for s in sure if s.metric_code.startswith("applications.") and s.value]


def test_marks_for_nothing_among_figures_that_run_together_raise_nothing() -> None:
    read = read_words(SECTION_2021.replace("规章 0 0 0", "规章 - 120").replace("规范性文件 5 2 41", "规范性文件 52-41"))
    assert {s.metric_code for s in read.statements} >= {"licensing.decisions", "penalty.decisions"}
