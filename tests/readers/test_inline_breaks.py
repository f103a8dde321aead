"""Sentences that a dump broke at inline tags are put together; tables, titles and headings keep their lines."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest

from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.readers.inline_breaks import inline_marks, on_lines, without_inline_breaks
from dagster_project.resources import load_codebook

PAGE = """某县2021年政府信息公开工作年度报告

一、总体情况
2021年,全县主动公开政府信息10,604条,县政府门户网站公开8327条,政务新媒体推送信息1.9万条。年内发布政策解读93件;召开新闻发布会9次。
(一)依申请公开
全年共收到政府信息公开申请131件,其中自然人申请119件,占90.8%,法人申请12件。全年办结128件,3件结转下年度办理。

三、收到和处理政府信息公开申请情况
行政许可
1247
行政处罚
56
五、存在的主要问题
"""


def broken(page: str, mark: str = "\n") -> str:
    """The page as get_text("\\n") gives it where each numeral of a sentence has a tag of its own."""
    lines = [
        re.sub(r"\d[\d,.]*%?(?=[年月日件条次万,;])", lambda m: f"{mark}{m[0]}{mark}", line) if "。" in line else line
        for line in page.split("\n")
    ]
    return "\n".join(line.strip(mark) for line in lines)


def figures(text: str) -> list[tuple[str, str, object]]:
    codebook = load_codebook()
    return [
        (s.metric_code, s.member, s.value)
        for document in read("x.txt", text.encode())
        for _, reading in parse_parts(document, codebook, None)
        for s in reading.statements
        if isinstance(s.value, Decimal)
    ]


@pytest.mark.parametrize("mark", ["\n", "\t", "|"])
def test_a_broken_page_reads_as_the_whole_one(mark: str) -> None:
    wanted = figures(PAGE)
    assert len(wanted) >= 10
    assert figures(broken(PAGE, mark)) == wanted


def test_titles_headings_and_cells_keep_their_lines() -> None:
    lines = without_inline_breaks(broken(PAGE)).split("\n")
    for line in ("某县2021年政府信息公开工作年度报告", "一、总体情况", "(一)依申请公开", "行政许可", "1247", "56"):
        assert line in lines


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "规章\n0\n0\n0\n行政规范性文件\n5\n2\n41\n" * 9,
        "主动公开政府信息数\n条\n2345\n规范性文件数\n件\n12\n" * 9,
        "机构职能\n23\n3.1%\n人事信息\n58\n7.8%\n" * 9,
    ],
)
def test_whole_sentences_and_tables_are_left_alone(text: str) -> None:
    assert not inline_marks(text)


def test_figures_of_a_table_are_never_put_together() -> None:
    table = "行政事业性收费\n12\n0\n元\n(六)其他\n1\n2\n"
    assert "120" not in without_inline_breaks(table)
    assert "12\n" in without_inline_breaks(table)


def test_a_long_page_is_done_in_time() -> None:
    for text in (broken(PAGE) * 3000, "公开\n12\n条,\n" * 60_000, "\n1" * 200_000):
        begun = time.process_time()
        without_inline_breaks(on_lines(text, inline_marks(text)))
        assert time.process_time() - begun < 4


def test_rows_of_commas_keep_their_lines() -> None:
    rows = "第二十条第(一)项,第二十条第(一)项,第二十条第(一)项\n信息内容,本年制发件数,现行有效件数\n规章,0,0"
    assert rows in without_inline_breaks(f"{broken(PAGE)}\n{rows}\n")
