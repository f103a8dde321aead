"""Tables as programs write them into a text: wiki markup, separated values, numbered rows, missing cells."""

from __future__ import annotations

import time

import pytest

from dagster_project.document import Document
from dagster_project.readers import read

ROWS = [["指标", "单位", "本年"], ["收到申请", "件", "24"], ["办结申请", "件", ""], ["培训", "人次", "1275"]]


def grids_of(text: str, name: str = "page.txt") -> tuple[Document, list[list[list[str]]]]:
    (document,) = read(name, text.encode())
    return document, [
        [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in grid.places()]
        for grid in document.grids
    ]


@pytest.mark.parametrize("head", ["", '<div class="pos">\n首页\n</div>\n'])
@pytest.mark.parametrize("on_one_line", [False, True])
def test_a_table_in_wiki_markup_is_a_grid(on_one_line: bool, head: str) -> None:
    lines = ['{| class="wikitable"', "|+ 统计表"]
    for number, row in enumerate(ROWS):
        mark = "!" if number == 0 else "|"
        lines.append("|-")
        lines += [f"{mark} {f' {mark}{mark} '.join(row)}"] if on_one_line else [f"{mark} {words}" for words in row]
    document, grids = grids_of("\n".join([head + "附表", *lines, "|}", "完"]))
    assert grids == [ROWS]
    assert document.text.endswith("完\n")


def test_spans_in_wiki_markup_are_spans() -> None:
    text = "{|\n| rowspan=\"2\" | 事项\n| colspan=2 style='color:red' | 申请人\n|-\n| 公民\n| 企业\n"
    text += "|-\n| 收到\n| 3\n| 4\n|}"
    _, (grid,) = grids_of(text)
    assert grid == [["事项", "申请人", "申请人"], ["事项", "公民", "企业"], ["收到", "3", "4"]]


@pytest.mark.parametrize("text", ["{|\n| 收到\n| 3\n公开信息3条", "{|\n|}\n公开信息3条", "{|\n" * 3 + "公开信息3条"])
def test_wiki_markup_without_end_or_cells_loses_no_words(text: str) -> None:
    assert "公开信息3条" in grids_of(text)[0].text


def test_lines_of_separated_values_inside_a_text_are_a_grid() -> None:
    lines = [",".join(row) for row in ROWS]
    document, grids = grids_of("\n".join(["报告", *lines, "", "今年公开12条,办结3件。", "明年公开更多,办结更多。"]))
    assert grids == [ROWS]
    assert document.text.endswith("今年公开12条,办结3件。\n明年公开更多,办结更多。\n")


def test_sentences_with_commas_are_no_grid() -> None:
    text = "全年公开12条,办结3件;\n网站公开8条,其他公开4条;\n培训2次,会议1次。\n"
    assert grids_of(text)[1] == []


def test_quoted_values_keep_their_commas() -> None:
    _, (grid,) = grids_of('报告\n指标,单位,本年\n"收到,含网上",件,24\n办结,件,"1,275"\n完')
    assert grid == [["指标", "单位", "本年"], ["收到,含网上", "件", "24"], ["办结", "件", "1,275"]]


@pytest.mark.parametrize("between", [",", "\t", " | "])
@pytest.mark.parametrize("counted_columns", [False, True])
def test_numbers_of_rows_and_columns_from_nought_are_no_cells(between: str, counted_columns: bool) -> None:
    body = [[str(number), *row] for number, row in enumerate(ROWS if counted_columns else ROWS[1:])]
    top = [["", *map(str, range(3))]] if counted_columns else [["", *ROWS[0]]]
    edge = "|" if "|" in between else ""
    lines = [
        f"{edge}{between.join(words or 'NaN' if at else words for at, words in enumerate(row))}{edge}"
        for row in top + body
    ]
    _, grids = grids_of("\n".join(["报告", *lines, "完"]))
    kept = [row for row in grids[0] if any(row)]
    assert kept == ROWS


def test_a_column_that_counts_from_one_is_a_column() -> None:
    lines = [f"{number},{','.join(row)}" for number, row in enumerate(ROWS, 1)]
    assert grids_of("\n".join(["报告", *lines, "完"]))[1] == [[[str(n), *row] for n, row in enumerate(ROWS, 1)]]


def test_numbers_before_lines_of_spaced_words_are_no_figures() -> None:
    lines = [
        "          0    1     2",
        "0    收到申请   件    24",
        "1    办结申请   件   NaN",
        "2      培训   人次  1275",
    ]
    document, _ = grids_of("\n".join(["附表", *lines, "完"]))
    assert "\n收到申请" in document.text
    assert "\n0" not in document.text
    assert "\n2" not in document.text


def test_long_texts_of_such_lines_take_no_longer_than_their_number() -> None:
    start = time.process_time()
    for line in ("甲 条 3\n", "甲 条 3 4\n乙 件 5\n", "{|\n", "{|\n| 3\n", "甲,3\n", "0 甲\n1 乙\n", "甲,乙,3\n乙,4\n"):
        read("page.txt", (line * 20_000 + "公开信息3条").encode())
    assert time.process_time() - start < 8


def test_lines_of_as_many_cells_joined_by_pipes_are_a_table_also_where_cells_at_the_edges_are_blank() -> None:
    rows = [["事项", "自然人", "企业"], ["本年新收", "24", "8"], ["", "12", ""], ["结转", "1", ""]]
    _, (grid,) = grids_of("\n".join(["三、申请情况", *(" | ".join(row) for row in rows), "四、其他"]))
    assert grid == rows


def test_two_lines_with_pipes_and_lines_of_unlike_numbers_of_cells_are_no_table() -> None:
    _, grids = grids_of("首页 | 公开 | 互动\n机构 | 政策 | 服务\n关于我们 | 联系\n全年公开信息12条。\n")
    assert grids == []


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u3000\u3000 "])
@pytest.mark.parametrize("numbered", [True, False])
def test_lines_of_a_name_its_unit_and_figures_are_a_table(blank: str, numbered: bool) -> None:
    rows = [["01", "主动公开信息数", "条", "1,219"], ["02", "新增规范性文件数", "件", "0"], ["03", "申请数", "件", "-"]]
    rows = rows if numbered else [row[1:] for row in rows]
    _, (grid,) = grids_of("\n".join(["附表:统计表", *(blank.join(row) for row in rows), "填报人:某某"]))
    assert [row[-3:] for row in grid] == [row[-3:] for row in rows]


def test_sentences_and_two_lines_with_a_unit_apart_are_no_table() -> None:
    _, grids = grids_of("主动公开信息 条 219\n规范性文件 件 3\n全年公开信息 条 12。\n举办培训 期 3 场\n")
    assert grids == []
