"""A page of four times the counts takes about four times as long: no rule looks back over the whole page."""

from __future__ import annotations

import time

import pytest

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules


def seconds(text: str, rules: ProseRules) -> float:
    """The least CPU time of two readings."""
    document = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    taken = []
    for _ in range(2):
        start = time.process_time()
        read_prose(document, [], rules, "2021", 2022)
        taken.append(time.process_time() - start)
    return min(taken)


PIECES = (
    "公开12条、收到申请3件;",
    "12件申请均按期答复,",
    "收到申请12件。所有申请均已按时答复。",
    "由120件增加到135件,",
    "网上22件(信函20件,",
    "政务微博由专人管理,更新信息260条,",
    "其中:机构职能12条、规划计划8条;",
    "解读5篇,图解3篇,",
    "行政复议3件。",
    "去年公开12条,",
    "(其中3件)",
    "微信、公示栏公开3条,",
    "一十",
    "1.1.",
)


@pytest.mark.parametrize("piece", PIECES)
def test_the_time_of_a_page_grows_with_its_length(piece: str, rules: ProseRules) -> None:
    start = "二、总体情况\n全年公开政府信息90000条,收到申请500件,"
    assert seconds(start + 1200 * piece, rules) < 8 * seconds(start + 300 * piece, rules)


@pytest.mark.parametrize("piece", ["没有", "不存在,"])
def test_the_time_of_denials_that_name_nothing_grows_with_their_number(piece: str, rules: ProseRules) -> None:
    assert seconds(2400 * piece, rules) < 8 * seconds(600 * piece, rules)
