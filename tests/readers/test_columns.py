"""Tables without rules: columns by where figures and heads stand, labels beside their figures, and what is no table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dagster_project.readers.column_rows import labelled
from dagster_project.readers.columns import column_tables
from dagster_project.readers.ink import Ink, lines_of
from dagster_project.readers.layout import assemble
from dagster_project.readers.ruled import RuledTable, placed

SIZE = 10.0
EDGES = [200.0, 250.0, 300.0, 350.0, 400.0]
HEADS = ["自然人", "商业企业", "其他", "总计"]


def words(text: str, left: float, top: float) -> list[Ink]:
    """The characters of a text; figures are half as wide."""
    inks = []
    for character in text:
        right = left + (SIZE / 2 if character.isascii() else SIZE)
        inks.append(Ink(character, left, top, right, top + SIZE))
        left = right
    return inks


def wide(text: str) -> float:
    return sum(SIZE / 2 if character.isascii() else SIZE for character in text)


def cells(texts: Sequence[str], top: float, how: str = "centre", edges: Sequence[float] = EDGES) -> list[Ink]:
    inks = []
    for text, left, right in zip(texts, edges, edges[1:], strict=False):
        spare = right - left - wide(text)
        inks += words(text, left + {"left": 3, "centre": spare / 2, "right": spare - 3}[how], top)
    return inks


def grid(table: RuledTable) -> list[list[str]]:
    """The words at each place of the table."""
    document = assemble("x", b"", "application/pdf", [placed(table, "pdf")])
    rows = document.grids[0].places()
    return [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in rows]


@pytest.mark.parametrize("how", ["left", "centre", "right"])
def test_figures_stand_under_their_heads_also_beside_blank_cells(how: str) -> None:
    inks = cells(HEADS, 100)
    body = [
        ("收到申请", ["12", "", "", "12"]),
        ("予以公开", ["", "3", "", "3"]),
        ("结转下年", ["1046", "", "", "1046"]),
    ]
    for number, (label, figures) in enumerate(body):
        inks += words(label, 60, 120 + 20 * number) + cells(figures, 120 + 20 * number, how)
    ((table,), rest) = column_tables(inks)
    assert grid(table) == [["", *HEADS], *([label, *figures] for label, figures in body)]
    assert rest == []


def test_a_label_of_several_lines_stands_beside_its_figures_and_an_item_number_begins_the_next() -> None:
    inks = cells(["制发件数", "废止件数", "有效件数", "总计"], 80)
    inks += words("1.要求提供已经", 60, 100) + words("获取的信息", 60, 113) + cells(["3", "0", "1", "4"], 106)
    inks += words("2.其他", 60, 130) + cells(["5", "2", "0", "7"], 130)
    ((table,), _) = column_tables(inks)
    assert grid(table)[1:] == [["1.要求提供已经获取的信息", "3", "0", "1", "4"], ["2.其他", "5", "2", "0", "7"]]


def test_the_last_row_of_figures_may_stand_between_the_lines_of_its_label() -> None:
    inks = cells(HEADS, 80) + words("1.甲类", 60, 100) + cells(["3", "0", "1", "4"], 100)
    inks += words("行政规范", 60, 120) + cells(["704", "0", "1", "705"], 126) + words("性文件", 60, 133)
    inks += words("以下为正文内容", 60, 170)
    ((table,), rest) = column_tables(inks)
    assert grid(table)[-1] == ["行政规范性文件", "704", "0", "1", "705"]
    assert "".join(ink.text for ink in rest) == "以下为正文内容"


def test_a_figure_alone_between_the_lines_of_its_label_follows_them() -> None:
    inks = words("行政事业", 60, 100) + words("3.5", 200, 106) + words("性收费", 60, 113) + words("下文", 60, 140)
    told = labelled(lines_of(inks))
    assert [line.text for line in told] == ["行政事业性收费 3.5", "下文"]
    apart = words("行政许可", 60, 100) + words("3", 200, 113) + words("行政处罚", 60, 126)
    assert len(labelled(lines_of(apart))) == 3


def test_figures_too_close_to_be_told_apart_on_their_line_stand_in_the_columns_of_the_other_rows() -> None:
    edges = [200.0, 220.0, 236.0, 266.0, 300.0]
    inks = words("收到申请", 60, 100) + cells(["3", "0", "1", "4"], 100, "left", edges)
    inks += words("予以公开", 60, 120) + cells(["15", "1", "0", "16"], 120, "left", edges)
    inks += words("总计如上所列的全部各项", 88, 140) + cells(["181", "18", "1", "200"], 140, "left", edges)
    ((table,), _) = column_tables(inks)
    assert grid(table)[-1] == ["总计如上所列的全部各项", "181", "18", "1", "200"]


def test_labels_that_stand_side_by_side_are_columns_of_their_own() -> None:
    inks = cells(HEADS, 80)
    for number, label in enumerate(["1.甲类", "2.乙类", "3.丙类"]):
        inks += words(label, 110, 100 + 20 * number) + cells(["3", "0", "1", "4"], 100 + 20 * number)
    inks += words("不予公", 60, 114) + words("开", 60, 127)
    ((table,), _) = column_tables(inks)
    assert [row[1] for row in grid(table)[1:]] == ["1.甲类", "2.乙类", "3.丙类"]
    assert any(row[0] == "不予公开" for row in grid(table))


def test_a_heading_across_the_page_parts_two_tables() -> None:
    inks = cells(HEADS, 80) + words("收到", 60, 100) + cells(["3", "0", "1", "4"], 100)
    inks += words("四、行政复议和行政诉讼的情况以及结果如下所列如下", 60, 130)
    edges = [60.0 + 34 * n for n in range(11)]
    inks += cells(["维持", "纠正", "其他", "未结", "总计"] * 2, 160, "centre", edges)
    inks += cells(["1", "0", "2", "0", "3", "", "1", "", "", "1"], 180, "centre", edges)
    ((first, second), rest) = column_tables(inks)
    assert grid(first) == [["", *HEADS], ["收到", "3", "0", "1", "4"]]
    assert grid(second)[-1] == ["1", "0", "2", "0", "3", "", "1", "", "", "1"]
    assert "".join(ink.text for ink in rest).startswith("四、")


def test_a_table_without_heads_goes_on_in_the_columns_of_the_page_before() -> None:
    upper = cells(HEADS, 80) + words("收到", 60, 100) + cells(["3", "0", "1", "4"], 100)
    upper += words("公开", 60, 120) + cells(["3", "0", "1", "4"], 120)
    lower = (
        words("其他", 60, 60) + cells(["5", "", "", "5"], 60) + words("结转", 60, 80) + cells(["7", "", "", "7"], 80)
    )
    ((above,), _) = column_tables(upper)
    ((below,), _) = column_tables(lower, above)
    assert grid(below) == [["其他", "5", "", "", "5"], ["结转", "7", "", "", "7"]]


@pytest.mark.parametrize(
    "lines",
    [
        ["全年收到申请 12 件办结 9 件", "其中网络申请 7 件信函 5 件"],
        ["一、总体情况", "二、主动公开政府信息情况"],
        ["2023年1月18日", "电话 12345678"],
    ],
    ids=["prose", "headings", "a date and a telephone number"],
)
def test_lines_of_words_are_no_table(lines: list[str]) -> None:
    inks = [ink for number, line in enumerate(lines) for ink in words(line, 60, 100 + 20 * number)]
    assert column_tables(inks) == ([], inks)
