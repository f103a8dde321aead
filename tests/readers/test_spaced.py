"""Tables that spaces alone draw in a text, with cells left blank, read as the grids that they show."""

from __future__ import annotations

import time

import pytest

from dagster_project.document import Document
from dagster_project.readers import read

HEADS = ["自然人", "商业企业", "科研机构", "公益组织", "法律服务机构", "其他", "总计"]
ROWS = [
    ["本年新收“件数”", "24", "8", "", "4", "", "3", "39"],
    ["上年结转", "2", "", "", "", "", "", "2"],
    ["予以公开", "12", "9", "", "1", "", "1", "23"],
    ["结转下年度继续办理", "", "", "", "3", "", "", "3"],
]


def grid_of(text: str) -> tuple[Document, list[list[str]]]:
    (document,) = read("page.txt", text.encode())
    (grid,) = document.grids
    assert grid.origin == "spaced columns"
    return document, [[document.text[cell.start : cell.end] if cell else "" for cell in row] for row in grid.places()]


def width(words: str, chinese: int, marks: int) -> int:
    return sum(marks if c in "“”" else chinese if c >= "一" else 1 for c in words)


def drawn(chinese: int, marks: int, right: bool, gap: int = 2) -> list[str]:
    """The table as a tool prints it that counts a Chinese character, or a quotation mark, as so many places."""
    table = [["事项", *HEADS], *ROWS]
    wide = [max(width(row[n], chinese, marks) for row in table) for n in range(8)]
    lines = []
    for row in table:
        cells = []
        for n, words in enumerate(row):
            room = " " * (wide[n] - width(words, chinese, marks))
            cells.append(room + words if right and n else words + room)
        lines.append((" " * gap).join(cells).rstrip())
    return lines


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize(("chinese", "marks"), [(1, 1), (2, 1), (2, 2)])
@pytest.mark.parametrize("gap", [1, 2, 5])
def test_the_place_of_a_figure_tells_its_column(chinese: int, marks: int, right: bool, gap: int) -> None:
    lines = drawn(chinese, marks, right, gap)
    document, rows = grid_of("\n".join(["三、申请情况", "", *lines, "", "四、其他情况", "全年公开12件。"]))
    assert rows == [["事项", *HEADS], *ROWS]
    assert document.text.endswith("四、其他情况\n全年公开12件。\n")


def test_rules_and_blank_lines_between_rows_are_no_rows() -> None:
    lines = drawn(2, 1, False)
    rule = "-" * 82
    ruled = [rule, lines[0], rule, *lines[1:], rule]
    spread = [part for line in lines for part in (line, "")]
    for printed in (ruled, spread):
        _, rows = grid_of("\n".join(["三、申请情况", "", *printed, "", "完"]))
        assert rows == [["事项", *HEADS], *ROWS]


def test_heads_cut_over_lines_are_put_together() -> None:
    lines = ["            自然 企业 科研 公益 其他 总", "            人        机构           计"]
    lines += ["本年新收    24   8         4         36", "上年结转    2                        2"]
    lines += ["予以公开    12   9         1    1    23"]
    _, rows = grid_of("\n".join(lines))
    assert rows[0] == ["", "自然人", "企业", "科研机构", "公益", "其他", "总计"]
    assert rows[2] == ["上年结转", "2", "", "", "", "", "2"]


def test_labels_in_several_columns_and_lines_of_words_alone_are_kept() -> None:
    lines = drawn(2, 1, False)
    lines.insert(3, "三、办理结果")
    lines[4] = "办 予以公" + lines[4][5:]
    _, rows = grid_of("\n".join(lines))
    assert rows[3] == ["三、办理结果", *[""] * 8]
    assert rows[4] == ["办", "予以公", *ROWS[2][1:]]


def test_a_table_without_missing_figures_stays_text() -> None:
    full = [[row[0], *(cell or "0" for cell in row[1:])] for row in ROWS]
    text = "\n".join("   ".join(row) for row in [["事项", *HEADS], *full])
    (document,) = read("page.txt", text.encode())
    assert not document.grids


@pytest.mark.parametrize(
    "lines",
    [
        [line[: 1 + 17 * (n > 0)] + "  " * n + line[1 + 17 * (n > 0) :] for n, line in enumerate(drawn(2, 1, False))],
        [line for line in drawn(2, 1, False)[1:]],
        ["事项    " + "   ".join(HEADS[:-1]), *drawn(2, 1, False)[1:]],
    ],
    ids=["columns that move from line to line", "no heads", "a head too few"],
)
def test_columns_that_no_heads_bear_out_stay_text(lines: list[str]) -> None:
    (document,) = read("page.txt", "\n".join(["三、申请情况", *lines]).encode())
    assert not document.grids
    assert "本年新收" in document.text


def test_a_new_page_begins_a_new_table() -> None:
    lines = drawn(2, 1, False)
    _, rows = grid_of("\n".join(lines) + "\f" + "\n".join("        " + line for line in lines[1:]))
    assert len(rows) == 5


def test_many_lines_of_figures_take_no_longer_than_their_number() -> None:
    start = time.process_time()
    read("page.txt", ("件数   1      2\n" * 20_000).encode())
    read("page.txt", (("3   " * 90 + "   4\n") * 2_000).encode())
    assert time.process_time() - start < 4
