"""Whole columns stacked in the cells of one row are read as the rows that they mean, where their lines tally."""

from __future__ import annotations

import pytest

from dagster_project.readers import read
from dagster_project.readers.stacked import MOST_REACHING, unstacked
from dagster_project.readers.tags import END

HEAD = ["事项", "自然人", "企业", "总计"]
ROWS = [
    ["本年新收", "24", "8", "32"],
    ["办理结果", "", "", ""],
    ["予以公开", "12", "", "12"],
    ["结转", "1,200", "/", "0"],
]


def places(cells: list[list[str]]) -> list[list[str]]:
    body = "".join("<tr>" + "".join(f"<td>{words}</td>" for words in row) + "</tr>" for row in cells)
    (document,) = read("page.html", f"<html><body><p>报告</p><table>{body}</table></body></html>".encode())
    (grid,) = document.grids
    return [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in grid.places()]


def stacked(rows: list[list[str]], how: str, blank: str = "&nbsp;") -> list[str]:
    columns = [[words or blank for words in column] for column in zip(*rows, strict=True)]
    if how == "br":
        return ["<br>".join(column) for column in columns]
    if how == "br in p":
        return ["<p>" + "<br/>\n".join(column) + "</p>" for column in columns]
    return ["".join(f"<{how}>{words}</{how}>" for words in column) for column in columns]


@pytest.mark.parametrize("how", ["br", "br in p", "p", "div"])
@pytest.mark.parametrize("headed", [False, True])
def test_lines_of_stacked_columns_are_rows(how: str, headed: bool) -> None:
    cells = [HEAD, stacked(ROWS, how)] if headed else [stacked([HEAD, *ROWS], how)]
    assert places(cells) == [HEAD, *ROWS]


def test_several_rows_of_stacked_columns_keep_their_order() -> None:
    assert places([HEAD, stacked(ROWS, "br"), ["小计", "1", "2", "3"], stacked(ROWS, "br")]) == [
        HEAD,
        *ROWS,
        ["小计", "1", "2", "3"],
        *ROWS,
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["甲<br>乙<br>丙", "1<br>2<br>3", "4<br>5", "5<br>7<br>3"],
        ["甲<br>乙<br>丙", "1<br>2<br>3", "4", "5<br>7<br>3"],
        ["甲<br>乙", "1<br>2", "3<br>4", "4<br>6"],
        ["1<br>2<br>3", "1<br>2<br>3", "4<br>5<br>6", "5<br>7<br>3"],
        ["甲<br>乙<br>丙", "丁<br>戊<br>己", "4<br>5<br>6", "庚<br>辛<br>壬"],
    ],
    ids=["a line too few", "one line", "two lines", "no labels", "one column of figures"],
)
def test_lines_that_do_not_tally_stay_in_their_cells(cells: list[str]) -> None:
    assert len(places([HEAD, cells])) == 2


def test_a_row_beside_a_cell_that_goes_on_below_stays_one_row() -> None:
    cells = stacked([row[1:] for row in ROWS], "br")
    body = '<tr><td rowspan="2">甲</td><td>1</td><td>2</td><td>3</td></tr>'
    body += "<tr>" + "".join(f"<td>{words}</td>" for words in cells) + "</tr>"
    (document,) = read("page.html", f"<table>{body}</table>".encode())
    assert document.grids[0].height == 2


def test_a_name_before_stacked_columns_and_a_cell_that_reaches_down_beside_them_reach_over_all_their_rows() -> None:
    labels = ["国家秘密", "其他法律", "过程信息"]
    figures = [["1", "0", "1"], ["0", "2", "2"], ["3", "0", "3"]]
    plain = '<tr><td rowspan="3">结果</td><td colspan="2">予以公开</td><td>4</td><td>0</td><td>4</td></tr>'
    cells = ["不予公开", *stacked([[label, *row] for label, row in zip(labels, figures, strict=True)], "br")]
    body = plain + "<tr>" + "".join(f"<td>{words}</td>" for words in cells) + "</tr>"
    body += '<tr><td colspan="2">总计</td><td>8</td><td>2</td><td>10</td></tr>'
    (document,) = read("page.html", f"<table>{body}</table>".encode())
    (grid,) = document.grids
    rows = [[document.text[cell.start : cell.end] for cell in row if cell] for row in grid.places()]
    assert [row[-3:] for row in rows] == [["4", "0", "4"], *figures, ["8", "2", "10"]]
    assert all(row[0] == "结果" for row in rows)
    assert [row[1:3] for row in rows[1:4]] == [["不予公开", label] for label in labels]


@pytest.mark.parametrize(("reaching", "parted"), [(MOST_REACHING, True), (MOST_REACHING + 1, False)])
def test_below_more_cells_that_reach_down_than_tables_have_nothing_is_unstacked(reaching: int, parted: bool) -> None:
    spans: list[tuple[int, int] | None] = [None, *[(9, 1)] * reaching, None, (1, 1), (1, 1), (1, 1)]
    cells = stacked([row[:3] for row in ROWS], "br")
    lines = [cell.replace("&nbsp;", "").replace("<br>", END + END) for cell in cells]
    kept, words = unstacked(spans, [*["甲"] * reaching, *lines])
    assert (len(words) - reaching == 3 * len(ROWS)) is parted
    assert kept[1] == (9 + (len(ROWS) - 1 if parted else 0), 1)
