"""Grids that a page sets of parts side by side, without a table."""

from __future__ import annotations

import time

import pytest

from dagster_project.readers import read

ROWS = [
    ["事项", "自然人", "商业企业", "总计"],
    ["本年新收", "24", "", "24"],
    ["上年结转", "2", "1", "3"],
    ["予以公开", "1,020", "/", "1,020"],
]


def grids_of(body: str) -> list[list[list[str]]]:
    (document,) = read("page.html", f"<html><body><h1>报告</h1>{body}<p>完</p></body></html>".encode())
    assert document.text.startswith("报告\n")
    assert document.text.endswith("完\n")
    return [
        [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in grid.places()]
        for grid in document.grids
    ]


def page(rows: list[list[str]], outer: str, row: str, cell: str, style: str = "") -> str:
    lines = ["".join(f"<{cell}{style}>{words}</{cell}>" for words in line) for line in rows]
    return f"<{outer}>" + "\n".join(f"<{row}>{line}</{row}>" for line in lines) + f"</{outer}>"


@pytest.mark.parametrize(
    ("outer", "row", "cell"),
    [
        ("div", "div", "span"),
        ("div", "div", "div"),
        ("ul", "li", "span"),
        ("div", "ul", "li"),
        ("div", "dl", "dd"),
        ("div", "section", "p"),
        ("div", "p", "b"),
    ],
)
@pytest.mark.parametrize("style", ["", ' style="flex:1"', ' class="c"'])
def test_parts_of_parts_with_figures_are_rows_and_cells(outer: str, row: str, cell: str, style: str) -> None:
    assert grids_of(page(ROWS, outer, row, cell, style)) == [ROWS]


def test_cells_may_wrap_their_words_and_rows_may_have_one_cell() -> None:
    rows = [*ROWS[:3], ["办理结果"], ROWS[3]]
    body = page(rows, "div", "div", "span").replace(">24<", "><em>24</em><")
    assert grids_of(body) == [[*ROWS[:3], ["办理结果", "", "", ""], ROWS[3]]]


def test_two_grids_with_words_between_are_two() -> None:
    assert grids_of(page(ROWS, "div", "div", "span") + "<p>四、其他</p>" + page(ROWS[:3], "div", "div", "span")) == [
        ROWS,
        ROWS[:3],
    ]


@pytest.mark.parametrize("columns", ["repeat(4, 1fr)", "2fr 1fr 1fr 1fr"])
def test_a_part_that_sets_its_cells_in_columns_says_how_many(columns: str) -> None:
    cells = "".join(f"<div>{words}</div>" for row in ROWS for words in row)
    assert grids_of(f'<div style="display:grid;grid-template-columns:{columns}">{cells}</div>') == [ROWS]


@pytest.mark.parametrize(
    "rows",
    [
        [["公开", "3", "条"], ["办结", "有关申请两件", "均已答复"], ["培训", "工作人员", "一次"]],
        [["首页", "公开", "互动", "1"], ["年报", "2", "更多", "下一页"]],
    ],
    ids=["sentences", "menus"],
)
def test_parts_that_hold_words_are_no_grid(rows: list[list[str]]) -> None:
    assert grids_of(page(rows, "div", "div", "span") + "<div><span>3</span><span>4</span></div>") == []


def test_deep_and_wide_pages_take_no_longer_than_their_size() -> None:
    start = time.process_time()
    read("page.html", ("<div><span>3</span><span>4</span>" * 3_000).encode())
    read("page.html", ("<div>" + "<div><span>3</span><span>4</span><span>5</span></div>" * 20_000 + "</div>").encode())
    assert time.process_time() - start < 6
