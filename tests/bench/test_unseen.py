"""Prose in words that no rule was written for: it is read no worse than before, and the measure counts rightly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bench.unseen import Measure, measure, passages
from dagster_project.parsers.codebook import Codebook
from dagster_project.resources import load_codebook

# Recall and precision below which something has got worse since the set was first read.
FLOORS = {
    "requests and remedies, 2026-11": (0.935, 0.95),
    "all other metrics, 2026-11": (0.925, 0.965),
    "all metrics, 2026-11": (0.865, 0.97),
    "requests and remedies, 2026-11-23": (0.96, 0.98),
    "all other metrics, 2026-11-23": (0.935, 0.955),
    "common metrics beside requests, 2026-11-23": (0.935, 0.95),
    "paragraphs of 2019-2025, 2026-11-24": (0.975, 0.95),
    "more paragraphs of 2019-2025, 2026-11-24": (0.965, 0.975),
}
PASSAGES = """set,year,text,figures
one,2022,"三、依申请公开情况
全年收到政府信息公开申请12件。",applications.received.new=12
one,2022,"三、依申请公开情况
全年收到政府信息公开申请12件。",applications.received.new=13;applications.carried_out=1
two,2015,"七、经费
全年安排政府信息公开专项经费4.2万元。",resources.special_funds=4.2
"""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="module")
def measured(codebook: Codebook) -> dict[str, Measure]:
    return measure(passages(codebook), codebook)


@pytest.mark.parametrize("name", FLOORS)
def test_no_set_is_read_worse_than_before(name: str, measured: dict[str, Measure]) -> None:
    assert measured.keys() == FLOORS.keys()
    recall, precision = FLOORS[name]
    assert measured[name].recall >= recall
    assert measured[name].precision >= precision


def test_figures_are_counted_as_stated_read_and_right_by_set_and_money_in_one_unit(
    tmp_path: Path, codebook: Codebook
) -> None:
    (tmp_path / "some.csv").write_text(PASSAGES, encoding="utf-8")
    found = measure(passages(codebook, tmp_path / "some.csv"), codebook)
    assert {name: (one.stated, one.read, one.right) for name, one in found.items()} == {
        "one": (3, 2, 1),
        "two": (1, 1, 1),
    }
    assert sum(of.total() for of in found["one"].by_confidence.values()) == 2
    assert found["two"].by_confidence.keys() == {Decimal("0.95")}


def test_a_metric_that_the_codebook_lacks_is_told(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "some.csv").write_text("set,year,text,figures\none,2022,报告,no.such=1\n", encoding="utf-8")
    with pytest.raises(KeyError, match=r"no\.such"):
        passages(codebook, tmp_path / "some.csv")
