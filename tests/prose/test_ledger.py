"""Every numeral of a document is in the ledger once: a figure, ignored for a named reason, or unread."""

from __future__ import annotations

import pytest

from dagster_project.document import Document
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Numeral
from dagster_project.parsers.ledger import ledger
from dagster_project.parsers.report import parse


def document(text: str) -> Document:
    return Document("x.txt", b"", "text/plain", "utf-8", text, text)


def test_a_numeral_of_a_table_is_a_figure_where_a_statement_prints_it_else_ignored_for_the_reason_given() -> None:
    entries = ledger(document("总计 12 34"), [(3, 5)], [(0, 8, "table_label")], [])
    assert [(e.text, e.disposition, e.reason) for e in entries] == [
        ("12", "figure", ""),
        ("34", "ignored", "table_label"),
    ]


def test_a_date_of_the_prose_becomes_a_figure_when_a_statement_prints_it() -> None:
    entry = Numeral(0, 10, "2020年1月1日", "ignored", "date")
    assert ledger(document("2020年1月1日起"), [(0, 9)], [], [entry])[0].disposition == "figure"


def test_two_stretches_that_overlap_list_no_numeral_twice() -> None:
    entries = ledger(document("1 2 3"), [], [(0, 3, "a"), (2, 5, "b")], [])
    assert [(e.text, e.reason) for e in entries] == [("1", "a"), ("2", "a"), ("3", "b")]


STRAY_TABLES = [
    "二、统计\n收到申请总数 件 7\n政府网站公开政府信息数 条 311\n微博公开政府信息数 条 12\n公报公开政府信息数 条 3\n",
    "二、统计\n行政复议受理 1 0 2 0 3 0 6\n行政处罚 5 1 44\n",
]


@pytest.mark.parametrize("table", STRAY_TABLES)
def test_a_table_that_was_not_recognised_is_a_problem_and_no_prose(table: str, codebook: Codebook) -> None:
    reading = parse(
        document("某县2022年政府信息公开工作年度报告\n一、总体情况\n全县主动公开信息20条。\n" + table), codebook, 2022
    )
    assert [s.value for s in reading.statements] == [20]
    assert "table_unread" in [problem.code for problem in reading.problems]
