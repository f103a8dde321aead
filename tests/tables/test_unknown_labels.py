"""Rows of requests under labels that nobody knows go to the places that the sums leave them, or stay in doubt."""

from __future__ import annotations

import pytest

from .cases import (
    PRINTED_REMEDIES,
    REMEDIES,
    REQUESTS_2021,
    SURE,
    assert_reads,
    of_remedies,
    of_requests,
    read_words,
    stated,
)
from .printing import lined, piped, spanned, words_of_rows

PETITION, CREATION = "applications.outcome.not_processed.petition", "applications.outcome.unable.needs_creation"
ROWS = {**REQUESTS_2021, PETITION: [2, 0, 0, 0, 0, 0, 2], CREATION: [0, 0, 3, 0, 0, 0, 3]}
TOTAL = "applications.outcome.total"
ROWS[TOTAL] = [sum(c) for c in zip(ROWS[TOTAL], [0, 0, 3, 0, 0, 0, 3], strict=True)]
ROWS["applications.received.new"] = [
    sum(c) for c in zip(ROWS["applications.received.new"], [0, 0, 3, 0, 0, 0, 3], strict=True)
]
WANTED = {**of_requests(ROWS), **of_remedies(REMEDIES)}
UNKNOWN = {
    PETITION: ("信访举报投诉类申请", "甲乙类情形"),
    CREATION: ("没有现成信息需要另行制作", "甲乙类情形"),
    TOTAL: ("(七)总计", "(七)甲乙"),
}


@pytest.mark.parametrize("metric", UNKNOWN)
@pytest.mark.parametrize("shape", [lined, piped, spanned])
def test_a_row_whose_label_is_not_known_is_read_where_the_sums_put_it(shape, metric: str) -> None:
    label, other = UNKNOWN[metric]
    words = shape("2021", words_of_rows(ROWS), PRINTED_REMEDIES)
    assert label in words
    found = stated(read_words(words.replace(label, other)))
    sure = {key: s.value for key, s in found.items() if s.confidence > SURE and s.value is not None}
    assert {key: value for key, value in sure.items() if WANTED.get(key) != value} == {}
    assert [found[metric, member].value for member in ("natural_person", "total")] == [
        ROWS[metric][0],
        ROWS[metric][-1],
    ]


@pytest.mark.parametrize("shape", [piped, spanned])
def test_where_the_sums_fail_figures_beside_a_group_are_doubtful(shape) -> None:
    rows = {**ROWS, TOTAL: [value + 1 for value in ROWS[TOTAL][:6]] + [ROWS[TOTAL][6] + 6]}
    label, other = UNKNOWN[PETITION]
    words = shape("2021", words_of_rows(rows), PRINTED_REMEDIES).replace(label, other)
    group = [s for s in read_words(words).statements if s.metric_code == "applications.outcome.not_processed"]
    assert group
    assert all(s.confidence <= SURE for s in group)


@pytest.mark.parametrize("shape", [lined, piped, spanned])
@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("本年新收政府信息公开申请数量", "本年收到政府信息公开申请数量"),
        ("结转下年度继续办理", "结转至下一年度办理"),
        ("信访举报投诉类申请", "信访投诉举报类"),
        ("自然人", "个人"),
        ("自然人", "公民"),
    ],
)
def test_labels_and_heads_in_like_words_are_known(shape, label: str, other: str) -> None:
    words = shape("2021", words_of_rows(ROWS), PRINTED_REMEDIES)
    assert label in words
    assert_reads(words.replace(label, other), WANTED, "2021")
