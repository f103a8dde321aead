"""Tables that the marks of a tool tell in a text read as the grids that the page had."""

from __future__ import annotations

import time

import pytest

from dagster_project.document import Document
from dagster_project.readers import read

PLAIN = """三、申请情况

  ------------------- -------- ------ ------
  事项                自然人   企业   总计
  本年新收“件数”      17              17
  上年结转                     3      3

  ------------------- -------- ------ ------

全年公开12件。"""
SPREAD = """  ---------- -------- ------
  事项       自然人   总计

  本年新收   17       17
  （含网上
  收到的）

  上年结转            3
  ---------- -------- ------
"""
HEADED = """  事项       自然人     总计
  ---------- -------- ------
  本年新收   17           17
  上年结转                 3

全年公开12件。"""
TABULATED = """事项      自然人    总计
--------  --------  ------
本年新收        17      17
上年结转                 3

完"""
CUT_HEADS = """  -------------------------------
  事项       自然       总计
             人
  ---------- -------- -----------
  本年新收   17       17

  上年结转            3
  -------------------------------
"""
FRAME = """三、申请情况

      0     1      2      3
0    事项   申请人    申请人    申请人
1    事项   自然人  商业 企业  商业 企业
2  本年新收    17    NaN    NaN
3  上年结转   NaN      3      3

四、复议"""
WRAPPED = """      0    1  \\
0    事项  自然人
1  本年新收   17

    2   3
0  企业  总计
1   4  21
"""
NUMBERS_ASIDE = """    0   1  ...   10
0  合计   7  ...   20
1   无  13  ...  100
"""
RECORDS = """0,1,2,3
第一项,第一项,第一项,第一项
内容,增减数量,处理数量,处理数量
许可,5,5,5
强制,,7,7

完"""


def grid_of(text: str) -> tuple[Document, list[list[str]]]:
    (document,) = read("page.txt", text.encode())
    (grid,) = document.grids
    return document, [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in grid.places()]


@pytest.mark.parametrize("quotes", [1, 2])
def test_dashes_over_columns_tell_where_a_cell_is_blank(quotes: int) -> None:
    text = PLAIN if quotes == 1 else PLAIN.replace("”      17  ", "”    17  ")
    document, rows = grid_of(text)
    assert rows[:3] == [
        ["事项", "自然人", "企业", "总计"],
        ["本年新收“件数”", "17", "", "17"],
        ["上年结转", "", "3", "3"],
    ]
    assert document.text.endswith("\n全年公开12件。\n")


def test_blank_lines_part_rows_whose_words_go_on_below() -> None:
    _, rows = grid_of(SPREAD)
    assert rows == [["事项", "自然人", "总计"], ["本年新收(含网上收到的)", "17", "17"], ["上年结转", "", "3"]]


@pytest.mark.parametrize("text", [HEADED, TABULATED, CUT_HEADS])
def test_heads_stand_above_the_rule(text: str) -> None:
    document, rows = grid_of(text)
    assert rows == [["事项", "自然人", "总计"], ["本年新收", "17", "17"], ["上年结转", "", "3"]]
    assert "--" not in document.text


def test_a_printed_frame_reads_as_the_table_that_it_copied() -> None:
    document, rows = grid_of(FRAME)
    assert rows == [
        ["事项", "申请人", "申请人", "申请人"],
        ["事项", "自然人", "商业 企业", "商业 企业"],
        ["本年新收", "17", "", ""],
        ["上年结转", "", "3", "3"],
    ]
    (grid,) = document.grids
    assert [(c.row_span, c.column_span) for c in grid.cells][:4] == [(2, 1), (1, 3), (1, 1), (1, 2)]
    assert sum(document.text[c.start : c.end] == "3" for c in grid.cells) == 1
    assert document.text.endswith("四、复议\n")


def test_a_frame_too_wide_for_the_page_goes_on_below() -> None:
    assert grid_of(WRAPPED)[1] == [["事项", "自然人", "企业", "总计"], ["本年新收", "17", "4", "21"]]


def test_numbers_over_columns_are_no_row_where_columns_were_left_out_or_one_place_aside() -> None:
    assert grid_of(NUMBERS_ASIDE)[1] == [["合计", "7", "...", "20"], ["无", "13", "...", "100"]]


def test_lines_numbered_from_nought_that_keep_no_columns_stay_text() -> None:
    (document,) = read("page.txt", "  说明  数\n0  公开信息3条\n1  其他\n".encode())
    assert not document.grids


@pytest.mark.parametrize("name", ["page.txt", "page.csv"])
def test_saved_rows_tell_a_figure_once_that_was_copied_over_its_span(name: str) -> None:
    (document,) = read(name, RECORDS.encode())
    (grid,) = document.grids
    text = document.text
    cells = [(c.row, c.column, c.column_span, text[c.start : c.end]) for c in grid.cells]
    assert cells[0] == (0, 0, 4, "第一项")
    assert [cell for cell in cells if cell[0] >= 2] == [
        (2, 0, 1, "许可"),
        (2, 1, 1, "5"),
        (2, 2, 2, "5"),
        (3, 0, 1, "强制"),
        (3, 1, 1, ""),
        (3, 2, 2, "7"),
    ]


def test_marks_without_end_take_no_longer_than_their_number() -> None:
    start = time.process_time()
    for piece in ("-- --\n", "0 \n1 \n", "  0  1\n0  a  b\n1  a  b\n", ",,\n", "a,b,c\n\n", "-- --\na\n\n"):
        read("page.txt", ("公开\n" + piece * 8_000).encode())
    read("page.txt", ("," * 60_000 + "\n" + "," * 60_000).encode())
    assert time.process_time() - start < 4


def test_a_frame_is_read_by_the_measure_that_fills_most_of_its_cells() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    figures = ["7", "0", "5", "0", "12", "6", "3", "5", "0", "14", "0", "1", "3", "2", "6"]
    blocks = ["行政复议"] * 5 + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5
    wide = [max(len(words) for words in column) + 2 for column in zip(blocks, heads, figures, strict=True)]
    rows = [[*map(str, range(15))], blocks, heads, figures]
    lines = [("".join(words.rjust(n) for words, n in zip(row, wide, strict=True))) for row in rows]
    text = "\n".join(["四、复议", " " + lines[0], *(f"{n}{line}" for n, line in enumerate(lines[1:])), "", "完"])
    (document,) = read("page.txt", text.encode())
    assert [document.text[c.start : c.end] for c in document.grids[0].cells if c.row == 2] == figures


def test_a_frame_whose_head_lost_its_place_joins_no_figures() -> None:
    rows = ["    0     1     2", "0  结果维持  结果纠正    总计", "1     7     0    12", "2     1     3     4"]
    (document,) = read("page.txt", "\n".join(["四、复议", *rows, "", "完"]).encode())
    assert "7 0" not in ["".join(document.text[c.start : c.end]) for grid in document.grids for c in grid.cells]


@pytest.mark.parametrize("drawn", ["{rule}\n{row}\n{rule}\n", "   {row}\n0  {row}\n1  {row}\n2  {row}\n"])
def test_lines_as_long_as_no_table_prints_take_no_time(drawn: str) -> None:
    text = drawn.format(rule="-- " * 40_000, row="  ".join(["7"] * 40_000))
    start = time.process_time()
    read("x.txt", f"桐川县民政局2022年政府信息公开工作年度报告\n{text}".encode())
    assert time.process_time() - start < 5
