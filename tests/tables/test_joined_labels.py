"""Rows that print the name of their group with their own (不予处理—重复申请): what joins the two is no figure."""

from __future__ import annotations

import re

import pytest

from .cases import REQUESTS_2019, REQUESTS_2021, assert_reads, of_requests
from .printing import HEADS, ROWS, words_of_rows

REQUESTS = {"2019": REQUESTS_2019, "2021": REQUESTS_2021}
NUMBERED = re.compile(r"^(?:\([一二三四五六七]\)|[一二三四]、|\d\.)")


def rows(form: str, joint: str) -> list[list[str]]:
    """Label and figures of each row of the form, groups not printed as rows of their own."""
    words = words_of_rows(REQUESTS[form])
    groups = {row.code: NUMBERED.sub("", row.label) for row in ROWS[form] if row.kind == "group"}
    printed = []
    for row in ROWS[form]:
        if row.kind == "data":
            label = NUMBERED.sub("", row.label)
            label = f"{groups[row.parent]}{joint}{label}" if row.parent in groups else label
            printed.append([label, *words[row.metric]])
    return printed


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("joint", ["—", "-", "·", "/", ">", ":", " → "])
@pytest.mark.parametrize("gap", ["\n", " | ", "\t"])
def test_a_row_named_with_its_group_is_read_and_the_group_is_not(form: str, joint: str, gap: str) -> None:
    table = [["申请人情况", *HEADS], *rows(form, joint)]
    ends = ("| ", " |") if "|" in gap else ("", "")
    lines = [ends[0] + gap.join(row) + ends[1] for row in table]
    if "|" in gap:
        lines.insert(1, "|---" * 8 + "|")
    words = "\n".join(["三、收到和处理政府信息公开申请情况", "", *lines, "", "四、存在的主要问题"])
    assert_reads(words, of_requests(REQUESTS[form]), form)
