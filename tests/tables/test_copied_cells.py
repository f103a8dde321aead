"""Cells copied into each column they lay over, words of a note that name no row, labels that a page cut."""

from __future__ import annotations

import pytest

from .cases import PROACTIVE_2021, REQUESTS_2019, assert_reads, of_metrics, of_requests
from .printing import HEADS, labelled, words_of_rows


def piped(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


def section(decisions: list[str]) -> str:
    """Section two in one table of four columns, what lay over three of them printed three times."""
    head = ["本年处理决定数量"] * 3
    rows = [
        ["第二十条第(一)项"] * 4,
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "5", "2", "41"],
        ["第二十条第(五)项"] * 4,
        ["信息内容", *head],
        ["行政许可", *decisions],
        ["第二十条第(六)项"] * 4,
        ["信息内容", *head],
        ["行政处罚", *["56"] * 3],
        ["行政强制", *["7"] * 3],
        ["第二十条第(八)项"] * 4,
        ["信息内容", *["本年收费金额(单位:万元)"] * 3],
        ["行政事业性收费", *["321.5"] * 3],
    ]
    return "二、主动公开政府信息情况\n\n" + piped(rows) + "\n"


def test_a_figure_copied_into_each_column_of_its_cell_is_read_once() -> None:
    assert_reads(section(["1234"] * 3), of_metrics(PROACTIVE_2021), "2021")


@pytest.mark.parametrize("gap", [" ", "\t"])
def test_a_note_cut_before_its_last_word_names_no_row(gap: str) -> None:
    printed = []
    for label, cells in labelled("2019", words_of_rows(REQUESTS_2019)):
        words = label.removesuffix("情形)") if "不计其他" in label else label
        printed.append(gap.join([words, *cells]) + ("\n情形)" if words != label else ""))
    lines = [gap.join(["申请人情况", *HEADS]), *printed]
    words = "\n".join(["三、收到和处理政府信息公开申请情况", *lines, "四、存在的主要问题"])
    assert "不计其他" + gap in words
    assert_reads(words, of_requests(REQUESTS_2019), "2019")


@pytest.mark.parametrize("kind", ["page", "text"])
def test_the_end_of_a_label_on_the_next_page_belongs_to_the_row_that_was_cut(kind: str) -> None:
    rows = labelled("2019", words_of_rows(REQUESTS_2019))
    at = next(number for number, (label, _) in enumerate(rows) if label.endswith("已获取信息"))
    label, cells = rows[at]
    first = [["申请人情况", *HEADS], *([label, *cells] for label, cells in rows[:at]), [label[:-4], *[""] * 7]]
    second = [[label[-4:], *cells], *([label, *cells] for label, cells in rows[at + 1 :])]
    if kind == "page":
        pages = ["".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in half) for half in (first, second)]
        words = "".join(f"<table>{page}</table><p>- 5 -</p>" for page in pages)
        words = f"<p>三、收到和处理政府信息公开申请情况</p>{words}<p>四、存在的主要问题</p>"
    else:
        lines = ["\t".join(row) for row in (*first, *second)]
        words = "\n".join(["三、收到和处理政府信息公开申请情况", *lines, "四、存在的主要问题"])
    assert_reads(words, of_requests(REQUESTS_2019), "2019")
