"""Points that end the sentences of a page typed in Latin mode are full stops; other points stay."""

from __future__ import annotations

import pytest

from dagster_project.parsers.prose.full_stops import with_full_stops
from dagster_project.parsers.prose.running_text import running_text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("全年公开信息12条.收到申请3件.", "全年公开信息12条。收到申请3件。"),
        ("占12.5%.其中网上3件.", "占12.5%。其中网上3件。"),
        ("没有传真申请.18件都已办结.", "没有传真申请。18件都已办结。"),
        ("一.总体情况\n(二).公开信息3条.收到申请1件.", "一.总体情况\n(二).公开信息3条。收到申请1件。"),
        ("1.公开信息3.5万条", "1.公开信息3.5万条"),
        ("“中国.某县”网站公开3条。收到1件。", "“中国.某县”网站公开3条。收到1件。"),
    ],
)
def test_points_behind_words_end_sentences_where_full_stops_are_fewer(typed: str, meant: str) -> None:
    assert with_full_stops(typed) == meant


@pytest.mark.parametrize("end", [".", "3.", ". ", " .", "12 .\n"])
def test_a_page_that_ends_with_a_point_is_read(end: str) -> None:
    text = running_text(f"全年公开信息{end}", []).text
    assert text.startswith("全年公开信息")
    assert running_text(end, []).text.strip() == end.strip()
