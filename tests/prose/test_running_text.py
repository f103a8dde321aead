"""The prose as one text: points that end sentences are full stops, wrapped figures are one, rows of tables never."""

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


def test_figures_at_the_ends_of_table_rows_are_never_one() -> None:
    rows = "政府网站公开政府信息数（条）\t条\t19870\n8\t3.政务微博公开政府信息数（条）\t条\t4127\n9\t4.其他"
    assert "198708" not in running_text(rows, []).text
    wrapped = "全年通过政府网站主动公开各类政府信息共计198\n70条，政务微博发布信息4127条。"
    assert "19870条" in running_text(wrapped, []).text
