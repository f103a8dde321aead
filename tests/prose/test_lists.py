"""The members of a list belong to the metric of its head, and a list of something else to none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.parsers.numerals import COUNTING, scan
from dagster_project.parsers.prose.lists import lists_of
from dagster_project.parsers.prose.reader import ProseReading
from dagster_project.parsers.prose.rules import ProseRules


def listed(text: str) -> list[tuple[str, ...]]:
    """The noun phrases of each list of the text."""
    found = lists_of(text, [number for number in scan(text) if number.kind in COUNTING])
    return [one.labels for one in dict.fromkeys(found.values())]


def said(text: str, read: Callable[..., ProseReading]) -> set[tuple[str, str, Decimal]]:
    return {(s.metric_code, s.member, s.value) for s in read(text).statements if isinstance(s.value, Decimal)}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("领导分工12条、统计月报36条和人事任命9条。", [("领导分工", "统计月报", "人事任命")]),
        ("概况类44条,占4.9%;法规类61条(占6.8%)、其他3条。", [("概况", "法规", "其他")]),
        ("公开信息90条,其中县直单位61条、乡镇(街道)29条。", [("县直单位", "乡镇(街道)")]),
        ("收到申请64件,线上51件,邮寄13件。", [("线上", "邮寄")]),
        ("扶贫20条(其中产业12条、教育8条)、环保5条。", [("产业", "教育")]),
        ("培训3次、参训60人。", []),
        ("要闻30条。公告12条。", []),
    ],
)
def test_a_list_is_a_run_of_counts_of_one_unit(text: str, labels: list[tuple[str, ...]]) -> None:
    assert listed(text) == labels


def test_a_noun_that_nobody_knows_goes_with_its_list(read: Callable[..., ProseReading]) -> None:
    text = "一、主动公开\n全年主动公开政府信息150条,其中人事信息20条、珊瑚礁名录30条、规划计划100条。\n"
    codes = {code for code, _, value in said(text, read) if value < 150}
    assert codes == {"proactive.items.by_category"}
    assert ("proactive.items.by_category", "珊瑚礁名录", Decimal(30)) in said(text, read)


def test_parts_that_exceed_their_whole_are_not_its_parts(rules: ProseRules) -> None:
    text = "全年公开信息2500条,其中县直单位1600条、乡镇900条。"
    (one,) = set(lists_of(text, [number for number in scan(text) if number.kind in COUNTING]).values())
    members = rules.lists.members(one, "proactive.items.total", Decimal(2500))
    assert [member and member.metric_code for member in members] == ["proactive.items.by_organ"] * 2
    assert rules.lists.members(one, "proactive.items.total", Decimal(250)) == ()


def test_the_parts_of_a_count_that_is_no_figure_are_none(read: Callable[..., ProseReading]) -> None:
    text = "一、工作情况\n全年监测断面点位960条,其中大气环境310条、饮用水650条。\n"
    assert said(text, read) == set()


@pytest.mark.parametrize(("total", "is_read"), [(400, True), (401, False)])
def test_a_total_is_read_after_its_parts_when_they_sum_up_to_it(
    total: int, is_read: bool, read: Callable[..., ProseReading]
) -> None:
    text = f"一、主动公开\n县直单位公开300条,乡镇公开100条,合计{total}条。\n"
    assert (("proactive.items.total", "", Decimal(total)) in said(text, read)) is is_read
