"""Figures of sentences that a table of the report contradicts are other counts, other cells, or doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from dagster_project.parsers.against_tables import against_tables
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.prose.reader import ProseReading
from dagster_project.parsers.report import parse
from dagster_project.readers import read as read_file
from tests.tables.printing import data_rows, labelled

Cells = Mapping[tuple[str, str], str]
NEW, TOTAL = "applications.received.new", "applications.outcome.total"


def _told(said: list[Statement], cells: Cells, unit: str = "case") -> list[tuple[str, str, str, str]]:
    bare = replace(said[0], source="table", unit=unit, confidence=Decimal("0.99"))
    tables = [
        replace(bare, metric_code=code, member=member, value=Decimal(v), lower=Decimal(v), upper=Decimal(v))
        for (code, member), v in cells.items()
    ]
    return [(s.metric_code, s.member, f"{s.value:f}", str(s.confidence)) for s in against_tables(said, tables)]


@pytest.mark.parametrize(
    ("text", "cells", "told"),
    [
        # What another sentence tells of the cell leaves no room for a second figure of it, but for a slip of the pen.
        (
            "全年收到申请235件。有52件申请应由县级主管部门办理。",
            {(NEW, "total"): "235"},
            [(NEW, "total", "235", "0.95")],
        ),
        (
            "全年收到申请6251件。\n六、其他\n全年收到申请6215件。",
            {(NEW, "total"): "6251"},
            [(NEW, "total", "6251", "0.95"), (NEW, "total", "6215", "0.95")],
        ),
        # Alone it stays, and is doubtful where it is far off; rounded, it is the same figure.
        ("全年收到申请52件。", {(NEW, "total"): "235"}, [(NEW, "total", "52", "0.60")]),
        ("全年收到申请226件。", {(NEW, "total"): "235"}, [(NEW, "total", "226", "0.95")]),
        ("全年收到申请200余件。", {(NEW, "total"): "235"}, [(NEW, "total", "200", "0.95")]),
        ("全年收到申请1.2万件。", {(NEW, "total"): "15345"}, [(NEW, "total", "12000", "0.60")]),
        ("全年收到申请1.2万件。", {(NEW, "total"): "12245"}, [(NEW, "total", "12000", "0.95")]),
        # What is carried in and out, and a group of outcomes and its part, are told in like words.
        (
            "全年收到申请60件,连同2021年未办结的5件,全年答复62件。",
            {
                (NEW, "total"): "60",
                ("applications.received.carried_in", "total"): "5",
                ("applications.carried_out", "total"): "3",
                (TOTAL, "total"): "62",
            },
            [
                (NEW, "total", "60", "0.95"),
                ("applications.received.carried_in", "total", "5", "0.7"),
                (TOTAL, "total", "62", "0.95"),
            ],
        ),
        # The forms print no cell for all lawsuits: they are the two kinds together.
        (
            "行政诉讼36件,合计101件。",
            {("litigation.direct.total", ""): "30", ("litigation.after_review.total", ""): "6"},
            [("litigation.total", "", "36", "0.95")],
        ),
    ],
)
def test_a_figure_is_held_against_its_cell(
    text: str, cells: Cells, told: list[tuple[str, str, str, str]], read: Callable[..., ProseReading]
) -> None:
    said = list(read(f"三、依申请公开情况\n{text}\n").statements)
    assert _told(said, cells) == told


def test_money_is_compared_in_yuan(read: Callable[..., ProseReading]) -> None:
    said = list(read("三、依申请公开情况\n共收取检索复制费800元。\n", "2014", 2017).statements)
    cells = {("fees.request_charges", ""): "0.08"}
    assert [confidence for *_, confidence in _told(said, cells, "wan_yuan")] == ["0.95"]
    assert [confidence for *_, confidence in _told(said, cells, "yuan")] == ["0.60"]


def test_the_ledger_says_why_a_numeral_was_left_out(codebook: Codebook) -> None:
    rows = labelled("2021", {metric: ["0"] * 7 for metric in data_rows("2021")} | {NEW: [*"500000", "5"]})
    cells = "\n".join(f"| {label} | {' | '.join(figures)} |" for label, figures in rows if figures)
    page = f"某县2023年政府信息公开工作年度报告\n\n收到申请5件。\n\n{cells}\n\n五、主要问题\n\n有3件申请往返转办。\n"
    (document,) = read_file("report.md", page.encode())
    reading = parse(document, codebook, 2023)
    assert [(n.disposition, n.reason) for n in reading.numerals if n.text == "3"][-1] == ("ignored", "other_count")
    assert [s.value for s in reading.statements if s.metric_code == NEW and s.source == "prose"] == [5]
