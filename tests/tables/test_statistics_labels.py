"""Labels of the statistics table without what says that they count, and rows whose labels no form knows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dagster_project.parsers.tables.forms import short_labels

from .cases import assert_reads, of_metrics, read_words
from .printing import FORMS
from .test_statistics import FIGURES, LOCAL, THIS_YEAR, rows
from .test_statistics_columns import WANTED, Rows, glued, page, spaced

SHAPES = [page, spaced, glued]
LEFT_OUT = ["数量?$", "总?次?数量?$", "(?:(?<!主动)公开政府信息|回应事件)?总?次?数量?$"]


def shortened(left_out: str) -> Rows:
    """The national table with labels that leave out this at their end."""
    body = [[re.sub(left_out, "", label.partition("(不")[0]), unit, figure] for label, unit, figure in rows()]
    return [["统计指标", "单位", "统计数"], *body]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_a_label_need_not_say_that_it_counts(shape: Callable[[Rows], str], left_out: str) -> None:
    assert_reads(shape(shortened(left_out)), WANTED, "2014")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_short_label_may_carry_its_unit_in_brackets(shape: Callable[[Rows], str]) -> None:
    table = [["统计指标", "统计数"], *([f"{a}({u})", c] for a, u, c in shortened(LEFT_OUT[0])[1:])]
    assert_reads(shape(table), WANTED, "2014")


def test_the_provincial_table_reads_by_short_labels_too() -> None:
    lines = [f"{re.sub(LEFT_OUT[1], '', label)} 条 {a}" for label, (_, a, _) in LOCAL.items()]
    words = "\n".join(["统计表", "指标名称 计量单位 2012年度", *lines, "3、传真申请 条 5"])
    assert_reads(words, of_metrics({**THIS_YEAR, "applications.received.mode.fax": "5"}), "2008")


def test_a_few_short_labels_are_no_table() -> None:
    words = "统计指标:收到申请12件,当面申请3件,传真申请4件,网络申请5件,申请办结6件,按时办结7件,涉及国家秘密0件。"
    assert read_words(words).statements == ()


def test_a_short_label_within_more_words_names_no_row() -> None:
    words = spaced([["统计指标", "单位", "统计数"], *rows()])
    other = words.replace("2.传真申请数", "2.传真申请受理窗口")
    assert other != words
    wanted = {metric: value for metric, value in FIGURES.items() if metric != "applications.received.mode.fax"}
    assert_reads(other, of_metrics(wanted), "2014")


def test_no_two_rows_of_a_group_share_a_short_label() -> None:
    for form in ("2014", "2008"):
        table = FORMS.rows[(form, "statistics")]
        full = {key for row in table for key in row.keys}
        named = [(table[n].code.rpartition(".")[0], word) for n, words in short_labels(table) for word in words]
        assert len(named) == len(set(named))
        assert not full & {word for _, word in named}


BEHIND = [
    "(四)印发宣传册本50",
    "(四)印发宣传册50",
    "(四)印发宣传册份504.另一种培训人员数人次7",
    "印发宣传册份0其中:接受培训人员总数人次50",
]


@pytest.mark.parametrize("behind", BEHIND)
def test_rows_that_run_together_behind_the_last_known_label_are_no_prose(behind: str) -> None:
    words = glued([["统计指标", "单位", "统计数"], *rows()]).removesuffix("单位负责人:甲某")
    reading = read_words(f"{words}{behind}\n二、存在的问题\n2016年举办培训3次。")
    assert {(s.metric_code, s.member): s.value for s in reading.statements} == WANTED
    assert [(c.start, c.end) for c in reading.consumed] == [(words.index("统计指标"), len(words) + len(behind))]
