"""Whole reports that no rule was written for: they are read no worse than before, and the measure counts rightly."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bench.unseen_reports import Outcome, measured
from dagster_project.parsers.codebook import Codebook
from dagster_project.resources import load_codebook

# Cells and figures stated, and the most of them that may be wrong, lost and false: what was last measured.
SETS = {
    "2008-2018-a": (0, 494, 0, 19, 13),
    "2008-2018-b": (0, 606, 0, 26, 17),
    "2008-2018-c": (0, 410, 0, 9, 11),
    "2008-2018-d": (0, 643, 0, 20, 14),
    "2008-2018-e": (0, 875, 0, 25, 32),
    "2008-2018-f": (0, 480, 0, 7, 11),
    "2019-2025-a": (1991, 455, 0, 18, 15),
    "2019-2025-b": (1994, 506, 0, 9, 13),
    "2019-2025-c": (2394, 604, 0, 4, 13),
    "2019-2025-d": (2394, 689, 0, 18, 27),
    "2019-2025-e": (1594, 367, 0, 6, 8),
    "2019-2025-f": (1594, 515, 0, 6, 11),
}
STATED = """file,place,metric_code,member,value,unit,value_semantic
one/2022/county.txt,cell,applications.carried_out,total,2,case,reported
one/2022/county.txt,cell,applications.carried_out,other,,case,blank
one/2022/county.txt,prose,applications.received.new,,13,case,reported
one/2022/county.txt,prose,report.period_end,,2022-12-31,date,reported
one/2022/county.txt,prose,fees.processing.collected,,0.006,wan_yuan,reported
one/2022/county.txt,arguable,meetings.sessions,,3,time,reported
"""
REPORT = """松岭县2022年政府信息公开工作年度报告
本报告统计期限为2022年1月1日至2022年12月31日。
一、总体情况
全年收到政府信息公开申请12件,召开政务公开工作会议3次,收取信息处理费60元。
"""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="module")
def read_of(codebook: Codebook) -> dict[str, Outcome]:
    return measured(codebook)


@pytest.mark.parametrize("name", SETS)
def test_no_set_is_read_worse_than_before(name: str, read_of: dict[str, Outcome]) -> None:
    assert read_of.keys() == SETS.keys()
    cells, stated, wrong, lost, false = SETS[name]
    one = read_of[name]
    assert (one.cells, one.stated) == (cells, stated)
    assert len(one.wrong_cells) <= wrong, one.wrong_cells
    assert len(one.lost) <= lost, one.lost
    assert len(one.false) <= false, one.false


def test_cells_and_figures_are_counted_and_each_miss_is_named(tmp_path: Path, codebook: Codebook) -> None:
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("stated.csv", STATED)
        archive.writestr("one/2022/county.txt", REPORT)
    one = measured(codebook, tmp_path / "some.zip")["one"]
    assert (one.cells, one.stated) == (2, 3)
    assert one.wrong_cells == ["one/2022/county.txt: applications.carried_out total is 2, read: nothing"]
    assert one.lost == ["one/2022/county.txt: applications.received.new = 13"]
    assert "one/2022/county.txt: applications.received.new = 12" in one.false
    assert not [miss for miss in one.false if "meetings.sessions" in miss or "fees" in miss or "period_end" in miss]
    assert one.recall == pytest.approx(2 / 3)
    assert one.precision == 1 - len(one.false) / one.read
