"""Statistics tables in running text whose heads say less than their columns need: bare years, names, row numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.parsers.tables import TableReading

from .cases import SURE, read_words, stated

ROWS = [
    ("(一)主动公开政府信息数", "条", "proactive.items.total", 120),
    ("1.政府公报公开政府信息数", "条", "proactive.channel.gazette", 3),
    ("2.政府网站公开政府信息数", "条", "proactive.channel.website", 117),
    ("(一)收到申请数", "件", "applications.received.new", 5),
    ("(二)申请办结数", "件", "applications.closed.total", 4),
    ("(一)举办各类培训班数", "次", "training.sessions", 6),
    ("(二)接受培训人员数", "人次", "training.trainees", 275),
]


def table(heads: list[str], others: list[int], joint: str, serial: bool = False, first: bool = True) -> str:
    """The table with figures of other columns behind the year's or before it: a multiple of the year's and one."""
    lines = [["统计指标", "单位", *heads]]
    for label, unit, _, figure in ROWS:
        beside = [str(figure * other + 1) for other in others]
        lines.append([label, unit, *([str(figure), *beside] if first else [*beside, str(figure)])])
    if serial:
        lines = [["序号" if not at else str(at), *line] for at, line in enumerate(lines)]
    between = "\n" if joint else ""
    return "附件 政府信息公开情况统计表\n" + between.join(joint.join(line) for line in lines) + "\n三、其他事项"


def sure(reading: TableReading) -> dict[tuple[str, str], Decimal | None]:
    return {key: s.value for key, s in stated(reading).items() if s.value is not None and s.confidence >= SURE}


@pytest.mark.parametrize("joint", ["", " ", "\n"])
@pytest.mark.parametrize("serial", [False, True])
@pytest.mark.parametrize("first", [False, True])
def test_bare_years_that_run_together_head_two_columns(joint: str, serial: bool, first: bool) -> None:
    heads = ["2016", "2015"] if first else ["2015", "2016"]
    read = sure(read_words(table(heads, [3], joint, serial, first)))
    assert read.items() <= {(metric, ""): Decimal(figure) for _, _, metric, figure in ROWS}.items()
    assert joint == "" or len(read) == len(ROWS)


@pytest.mark.parametrize("name", ["其中网站", "涉及单位数", "甲类", "核定数"])
@pytest.mark.parametrize("joint", ["", "\n"])
@pytest.mark.parametrize("serial", [False, True])
def test_a_column_that_nobody_knows_makes_no_figure_sure(name: str, joint: str, serial: bool) -> None:
    read = sure(read_words(table(["统计数", name], [3], joint, serial)))
    assert read.items() <= {(metric, ""): Decimal(figure) for _, _, metric, figure in ROWS}.items()


@pytest.mark.parametrize("joint", ["\n", " "])
def test_organs_beside_each_other_are_members_and_row_numbers_are_no_figures(joint: str) -> None:
    words = table(["统计数", "区政府", "区直单位", "乡镇街道"], [2, 3], joint, serial=True)
    read = sure(read_words(words))
    for _, _, metric, figure in ROWS:
        assert read[(metric, "区政府")] == figure
        assert read[(metric, "区直单位")] == 2 * figure + 1
        assert read[(metric, "乡镇街道")] == 3 * figure + 1
    assert len(read) == 3 * len(ROWS)


def test_several_figures_a_row_under_one_head_are_not_the_years() -> None:
    words = table(["统计数"], [2, 5], "\n")
    assert "\n551\n" in words
    words = words.replace("\n551\n", "\n")
    assert sure(read_words(words)) == {}
