"""A bracket between a noun and its count parts them no more, and every character still leads back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.parsers.prose.asides import with_asides_behind
from dagster_project.parsers.prose.reader import ProseReading


def rearranged(text: str) -> str:
    """The text as it is read."""
    return "".join(text[slice(*piece)] for piece in with_asides_behind(text)) or text


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("公开信息(不计转载)40条,更新栏目。", "公开信息40条(不计转载),更新栏目。"),
        ("座谈(视频1次、现场1次)共2次。", "座谈共2次(视频1次、现场1次)。"),
        ("当面申请(含窗口、来访)3件;信函申请(含快递、挂号)5件", "当面申请3件(含窗口、来访);信函申请5件(含快递、挂号)"),
    ],
)
def test_a_bracket_before_a_count_stands_behind_it(told: str, read: str) -> None:
    assert rearranged(told) == read


@pytest.mark.parametrize(
    "text",
    [
        "各县(市、区)公开信息40条。",
        "答复申请9件(含上年结转2件),当面3件。",
        "依据条例第十九条(三)项公开。",
        "通过公众号(某地发布)推送消息40条。",
        "公开信息(转载的未计入)40条内容。",
    ],
)
def test_a_bracket_elsewhere_stays_where_it_is(text: str) -> None:
    assert rearranged(text) == text


def test_a_count_behind_a_bracket_is_a_figure_of_its_own_place(read: Callable[..., ProseReading]) -> None:
    text = "五、监督保障\n全局举办政务公开培训(视频1次、现场2次)3次。\n"
    reading = read(text)
    figures = [(s.metric_code, s.value, text[s.start : s.end]) for s in reading.statements]
    assert figures == [("training.sessions", Decimal(3), "3")]
    assert [n.text for n in reading.numerals[1:]] == ["1", "2", "3"]


@given(st.text(alphabet="()公开信息含、,。;共约条件次1230\n", max_size=60))
def test_no_character_is_lost_or_told_twice(text: str) -> None:
    assert sorted(rearranged(text)) == sorted(text)
