"""A line of hard spaces in a text of one cell a line is a blank cell of its row."""

from __future__ import annotations

import time

import pytest

from dagster_project.readers import read

ROWS = [
    ["本年新收", "37", "4", "", "2", "", "43"],
    ["上年结转", "", "2", "", "", "", "2"],
    ["予以公开", "8", "", "", "", "", "8"],
]


@pytest.mark.parametrize(("gap", "blank"), [("\n", "\xa0"), ("\n\n\n\n", "\xa0"), ("\n", "\u3000")])
def test_cells_of_a_row_stand_in_their_columns_where_blank_ones_are_lines_of_hard_spaces(gap: str, blank: str) -> None:
    lines = [
        "三、申请情况",
        "自然人",
        "总计",
        *(cell or blank for row in ROWS for cell in row),
        "四、复议",
        "公开9件。",
    ]
    (document,) = read("page.txt", gap.join(lines).encode())
    (grid,) = document.grids
    assert [[document.text[c.start : c.end] if c else "" for c in row] for row in grid.places()] == ROWS
    assert document.text.endswith("四、复议\n公开9件。\n")


def test_hard_spaces_between_paragraphs_are_no_cells() -> None:
    text = "一、概述\n\xa0\n公开信息9件。\n\xa0\n2021\n\xa0\n二、其他\n\xa0\n\xa0\n\xa0\n\xa0\n\xa0\n\xa0\n无\n"
    (document,) = read("page.txt", text.encode())
    assert not document.grids
    assert document.text == "一、概述\n公开信息9件。\n2021\n二、其他\n无\n"


def test_many_blank_lines_take_no_longer_than_their_number() -> None:
    start = time.process_time()
    read("page.txt", ("数\n" + "\xa0\n7\n" * 40_000).encode())
    read("page.txt", ("数\n\xa0\n\xa0\n3\n\xa0\n\xa0\n" * 9_000).encode())
    assert time.process_time() - start < 4
