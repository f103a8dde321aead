"""Tables whose labels lost the characters for years, units or persons in a crawl are read as the whole ones."""

from __future__ import annotations

import pytest

from .cases import (
    PRINTED_REMEDIES,
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2021,
    SECTION_2019,
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


def test_provincial_statistics_below_the_heading_of_section_two_are_no_section_two() -> None:
    rows = [["指标名称", "计量单位", "代码", "本期实际", "本年累计"], ["主动公开信息数", "", "01", "638", "638"]]
    rows += [["新增的行政规范性文件数", "", "03", "47", "47"], ["提供服务类信息数", "", "04", "126", "126"]]
    told = "二、主动公开政府信息情况\n全市公开638条。\n" + "\n".join("\t".join(row) for row in rows)
    assert not [s for s in read_words(told).statements if s.place.startswith("20")]


def test_rows_whose_total_is_no_sum_but_another_cell_is_are_doubtful() -> None:
    rows = {metric: [*row[:5], row[6], "0"] for metric, row in WORDS.items()}
    sure = [s for s in read_words(lined("2021", rows, PRINTED_REMEDIES)).statements if s.confidence > 0.65]
    assert not [s for s in sure if s.metric_code.startswith("applications.") and s.value]


def test_a_row_of_matters_that_lost_its_first_figure_raises_nothing() -> None:
    read = read_words(SECTION_2019.replace("行政许可 120 -3 1,234", "行政许可120\t-3\t1,234").replace(" ", "\t"))
    assert {s.metric_code for s in read.statements} >= {"penalty.decisions", "procurement.projects"}


def test_words_that_a_label_without_its_characters_would_be_are_none_in_a_sentence() -> None:
    assert read_words("全年收到申请161件,加上结转的8件,需办理169件。").statements == ()
