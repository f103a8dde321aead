"""Pages that a crawl, a keyboard or chance has spoilt: no cell is wrong and certain, few are lost, nothing raises."""

from __future__ import annotations

import pytest

from bench.spoilt import WAYS, losses, pages_of, tried
from bench.unseen_reports import reports
from dagster_project.resources import load_codebook

# What was last measured: cells that are wrong or lost, and figures of prose.
MEASURED = {
    "年 dropped": (0, 64),
    "件 dropped": (0, 138),
    "条 dropped": (0, 114),
    "件条次篇期份个人 dropped": (0, 708),
    "a third of 年月件条次项 dropped": (0, 296),
    "typed in Latin mode": (0, 10),
    "figures emphasised": (0, 0),
    "thousands spaced": (0, 0),
    "blanks beside numerals": (0, 4),
    "the label of a part unknown": (40, 0),
    "the label of the total unknown": (6, 0),
    "headings without numbers": (0, 40),
}
KEPT = list(reports())


def test_spoilt_pages_lose_no_more_than_measured_and_no_cell_is_wrong_and_certain() -> None:
    found = dict(losses(load_codebook(), KEPT))
    assert found.keys() == WAYS.keys() == MEASURED.keys()
    assert {name: loss.certain for name, loss in found.items() if loss.certain} == {}
    for name, (cells, figures) in MEASURED.items():
        assert found[name].cells <= cells, name
        assert found[name].figures <= figures, name


@pytest.mark.parametrize("seed", range(2))
def test_a_page_mutated_at_random_is_read_soon_and_raises_nothing(seed: int) -> None:
    seconds = list(tried(load_codebook(), pages_of(KEPT), seed, 400))
    assert len(seconds) == 400
    assert max(seconds) < 3
