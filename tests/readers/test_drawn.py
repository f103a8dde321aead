"""Tables that characters draw in a text read as the grids that they show."""

from __future__ import annotations

import time

import pytest

from dagster_project.document import Document
from dagster_project.readers import read

PANDOC = """三、申请情况

+------+----------------------+--------+
| 总计 | 办理情形             | 自然人 |
+======+======================+========+
| 25   | **本年新收政府信息** | 17     |
|      | 公开申请数量         |        |
+------+----------------------+--------+
| 3    | 予以公开             | 1      |
+------+----------------------+--------+

四、复议诉讼"""
BOX = """统计表
┌─────┬────┬────┐
│指标      │单位    │统计数  │
├─────┼────┼────┤
│公开信息数│条      │1096    │
│（总数）  │        │        │
├─────┼────┼────┤
│其中：公报│条      │        │
└─────┴────┴────┘
注：无"""
OVER_ROWS = """
┏━━━━┳━━━━━━━━┳━━━━┓
┃不予公开┃国家秘密        ┃1       ┃
┃        ┣━━━━━━━━╋━━━━┫
┃        ┃三类内部事务信息┃2       ┃
┗━━━━┻━━━━━━━━┻━━━━┛"""


def grid_of(text: str) -> tuple[Document, list[list[str]]]:
    (document,) = read("page.md", text.encode())
    (grid,) = document.grids
    assert grid.origin == "drawn"
    return document, [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in grid.places()]


def test_rules_part_the_rows_and_wrapped_words_are_joined() -> None:
    document, rows = grid_of(PANDOC)
    assert rows == [
        ["总计", "办理情形", "自然人"],
        ["25", "本年新收政府信息公开申请数量", "17"],
        ["3", "予以公开", "1"],
    ]
    assert document.text.startswith("三、申请情况\n")
    assert document.text.endswith("四、复议诉讼\n")
    assert "--" not in document.text


def test_a_table_of_box_characters_keeps_its_blank_cells() -> None:
    _, rows = grid_of(BOX)
    assert rows == [["指标", "单位", "统计数"], ["公开信息数(总数)", "条", "1096"], ["其中:公报", "条", ""]]


def test_a_cell_that_goes_on_below_a_rule_stands_in_its_first_row() -> None:
    _, rows = grid_of(OVER_ROWS)
    assert rows == [["不予公开", "国家秘密", "1"], ["", "三类内部事务信息", "2"]]


@pytest.mark.parametrize("text", ["+-----+\n公开信息3条", "a│b\n公开信息3条", "+--+\n+--+\n公开信息3条"])
def test_strokes_without_rows_are_no_table(text: str) -> None:
    (document,) = read("page.txt", text.encode())
    assert not document.grids
    assert "公开信息3条" in document.text


def test_rules_without_end_take_no_longer_than_their_number() -> None:
    start = time.process_time()
    read("page.txt", ("+--+\n" * 40_000 + "公开信息3条").encode())
    assert time.process_time() - start < 3


def test_lines_with_figures_under_each_other_are_rows_where_no_rule_parts_them() -> None:
    table = """+----------+--------+--------+
| 事项     | 自然人 | 总计   |
+----------+--------+--------+
| 本年新收 | 24     | 39     |
| 上年结转 | 2      | 2      |
| 办理结果 |        |        |
| 予以公开 | 12     |        |
+----------+--------+--------+"""
    rows = [["事项", "自然人", "总计"], ["本年新收", "24", "39"], ["上年结转", "2", "2"]]
    assert grid_of(table)[1] == [*rows, ["办理结果", "", ""], ["予以公开", "12", ""]]
    without_head = "\n".join(table.split("\n")[2:])
    assert grid_of(without_head)[1] == [*rows[1:], ["办理结果", "", ""], ["予以公开", "12", ""]]


def test_lines_of_a_table_without_any_rule_inside_are_rows() -> None:
    _, rows = grid_of("+----------+------+\n| 信息内容 | 数量 |\n| 行政许可 | 4598 |\n+----------+------+")
    assert rows == [["信息内容", "数量"], ["行政许可", "4598"]]


def test_a_figure_that_fills_its_cell_goes_on_below() -> None:
    _, rows = grid_of("┌──┬──┐\n│许可│公开│\n├──┼──┤\n│3857│12  │\n│7   │    │\n└──┴──┘")
    assert rows == [["许可", "公开"], ["38577", "12"]]


@pytest.mark.parametrize("quotes", ["", " "])
def test_cells_stand_in_the_columns_of_the_rules_where_others_lie_over_several(quotes: str) -> None:
    table = f"""┌─────────────────┬──────────┐
│                 │申请人情况│
│                 ├────┬─────┤
│                 │个人│总计 │
├─────────────────┼────┼─────┤
│一、新收         │2   │2    │
├────┬────────────┼────┼─────┤
│二、│“秘密”{quotes}      │    │1    │
│办理├────────────┼────┼─────┤
│    │其他        │1   │1    │
├────┴────────────┼────┼─────┤
│三、结转         │    │     │
└─────────────────┴────┴─────┘"""
    _, rows = grid_of(table)
    assert rows[-4:] == [
        ["一、新收", "", "2", "2"],
        ["二、办理", "“秘密”", "", "1"],
        ["", "其他", "1", "1"],
        ["三、结转", "", "", ""],
    ]


def test_rules_between_the_outer_walls_part_rows_with_cells_over_several_columns() -> None:
    _, rows = grid_of(
        "+-------------------------+\n|   第二十条第(五)项      |\n|-------------------------|\n"
        "|  信息内容  |  处理决定  |\n|------------+------------|\n|  行政许可  |   26417    |\n"
        "+-------------------------+"
    )
    assert rows[-1] == ["行政许可", "26417"]
