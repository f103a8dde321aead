"""Figures that a page sets above their labels, or now above and now behind, are read where that is sure only."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.parsers.tables import read_tables
from tables.printing import FORMS, ROWS, document, totalled

HEAD = "一、概述\n二、主动公开政府信息情况\n"
THREE = "本年制发件数\n本年废止件数\n现行有效件数\n"


def figures(words: str) -> dict[tuple[str, str], tuple[Decimal | None, Decimal]]:
    """Value and confidence of each figure of a text."""
    reading = read_tables(document(words), FORMS)
    return {(s.metric_code, s.member): (s.value, s.confidence) for s in reading.statements}


def section_two(documents: str, matters: str) -> str:
    article = "第二十条第({})项\n信息内容\n"
    return (
        HEAD
        + article.format("一")
        + THREE
        + documents
        + article.format("六")
        + "本年处理决定数量\n"
        + matters
        + "三、收到和处理政府信息公开申请情况\n"
    )


def test_figures_right_above_each_label_of_a_block_are_those_of_the_label() -> None:
    told = figures(section_two("1\n0\n7\n规章\n12\n3\n86\n行政规范性文件\n", "743\n行政处罚\n55\n行政强制\n"))
    assert told["rules.issued", ""][0] == 1
    assert told["normative.in_force", ""][0] == 86
    assert told["penalty.decisions", ""][0] == 743
    assert told["coercion.decisions", ""][0] == 55


@pytest.mark.parametrize(
    ("documents", "lost"),
    [
        ("6\n7\n42\n规章\n行政规范性文件\n", ("rules.", "normative.")),
        ("规章\n2\n1\n27\n行政规范性文件\n", ("rules.", "normative.")),
        ("1\n0\n7\n规章\n12\n3\n行政规范性文件 86\n", ("normative.",)),
    ],
)
def test_figures_of_a_block_that_might_belong_to_another_label_are_not_read(
    documents: str, lost: tuple[str, ...]
) -> None:
    told = figures(section_two(documents, "743\n行政处罚\n55\n行政强制\n"))
    assert told["penalty.decisions", ""][0] == 743
    assert not [key for key in told if key[0].startswith(lost)]


def test_a_block_with_its_figures_behind_is_read_as_always() -> None:
    told = figures(section_two("1\n0\n7\n规章\n12\n3\n86\n行政规范性文件\n", "行政处罚\n743\n行政强制\n55\n"))
    assert told["rules.in_force", ""][0] == 7
    assert told["penalty.decisions", ""][0] == 743
    assert told["coercion.decisions", ""][0] == 55


def requests(cut: int = -1) -> tuple[str, dict[str, list[int]]]:
    """The table of requests with figures above, beside and inside labels, and its rows; one cell left out at `cut`."""
    leaves = {row.metric: [n % 4, n % 3, 0, 1, 0, n % 2] for n, row in enumerate(ROWS["2021"]) if row.role == "leaf"}
    rows = totalled("2021", leaves, [3, 0, 0, 1, 0, 0])
    lines: list[str] = []
    printed = 0
    for row in ROWS["2021"]:
        if row.kind != "data":
            lines.append(row.label)
            continue
        cells = [str(cell) for cell in rows[row.metric]]
        printed += 1
        if printed == cut:
            cells.pop(1)
        if printed % 5 == 2:
            lines.append(f"{row.label[:-2]} {cells[0]} {cells[1]}\n" + "\n".join(cells[2:]) + f"\n{row.label[-2:]}")
        elif printed % 5 == 4:
            lines.append(row.label + " " + " ".join(cells))
        else:
            lines.append("\n".join(cells) + "\n" + row.label)
    heads = "自然人\n商业\n企业\n科研\n机构\n社会公益\n组织\n法律服务\n机构\n其他\n总计\n"
    return "三、收到和处理政府信息公开申请情况\n申请人情况\n" + heads + "\n".join(lines) + "\n四、其他\n", rows


def test_figures_in_step_with_their_labels_are_read_when_every_sum_is_kept() -> None:
    text, rows = requests()
    told = figures(text)
    for metric, cells in rows.items():
        assert told[metric, "natural_person"][0] == cells[0], metric
        assert told[metric, "total"][0] == cells[-1], metric


def test_figures_that_are_not_as_many_as_the_cells_are_never_certain_where_they_stand_above() -> None:
    text, rows = requests(cut=9)
    for (metric, member), (value, confidence) in figures(text).items():
        if metric in rows and member == "natural_person" and value != rows[metric][0]:
            assert value is None or confidence < Decimal("0.65"), metric


def test_figures_before_each_label_of_one_line_are_those_of_the_label() -> None:
    words = section_two("1\n0\n7\n规章\n12\n3\n86\n行政规范性文件\n", "743\n行政处罚\n55\n行政强制\n").replace(
        "\n", " "
    )
    told = figures(words)
    assert told["rules.in_force", ""][0] == 7
    assert (told["penalty.decisions", ""][0], told["coercion.decisions", ""][0]) == (743, 55)


def test_heads_in_another_order_than_the_form_are_not_sure_without_a_grid() -> None:
    heads = "本年增/减\n上一年项目数量\n处理决定数量\n"
    block = f"第二十条第(五)项\n信息内容\n{heads}行政许可\n9\n-1\n21763\n其他对外管理服务事项\n27\n0\n148920\n"
    told = figures(f"{HEAD}{block}三、收到和处理政府信息公开申请情况\n")
    assert told["licensing.decisions", ""][0] == 21763
    assert told["licensing.items_change", ""][1] < Decimal("0.65")


def test_a_row_with_two_figures_under_one_name_is_not_read_by_names() -> None:
    words = (
        "第二十条第(六)项\n信息内容\n上一年项目数量\n行政处罚\n行政强制\n处理决定数量\n4392\n2718\n"
        "处理决定数量\n187\n21\n本年增/减\n18\n-6\n"
    )
    told = figures(f"{HEAD}{words}三、收到和处理政府信息公开申请情况\n")
    assert all(confidence < Decimal("0.65") for _, confidence in told.values())


def test_a_row_with_the_cells_of_the_other_form_is_not_sure() -> None:
    words = (
        "第二十条第(五)项\n信息内容\n本年处理决定数量\n行政许可\n0\n1\n6\n"
        "第二十条第(六)项\n本年处理决定数量\n行政处罚\n3\n行政强制\n4\n"
    )
    told = figures(f"{HEAD}{words}三、收到和处理政府信息公开申请情况\n")
    assert told["licensing.decisions", ""][1] < Decimal("0.65")
    assert told["penalty.decisions", ""][0] == 3
