"""The last row of a statistics table in a text, with whatever room between its label and its figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .cases import read_words, stated

ROWS = ["(一)主动公开政府信息数 条 120", "1.政府公报公开政府信息数 条 3", "2.政府网站公开政府信息数 条 117"]
ROWS += ["(一)收到申请数 件 5", "(二)举办各类培训班数 次 4"]


@pytest.mark.parametrize("room", [1, 40, 52, 54, 55, 56, 57, 70])
def test_the_last_figure_is_whole_however_far_it_stands(room: int) -> None:
    words = "\n".join(
        ["统计指标 单位 统计数", *ROWS, f"(三)接受培训人员数{' ' * room}人次 1275", "", "0", "信息公开指南"]
    )
    assert stated(read_words(words))[("training.trainees", "")].value == Decimal(1275)
