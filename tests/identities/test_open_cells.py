"""A cell that may be read in several ways is an operand that is missing: nothing holds or fails by it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dagster_project.identities import check
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import ReportReading
from dagster_project.resources import SEEDS, SeedTables
from tests.identities.test_check import reading, statement

CODEBOOK = Codebook.from_tables(SeedTables(SEEDS))


def channels(opened: str) -> ReportReading:
    """A table of three channels that add up to all items, one of them open between two readings."""
    figures = {"total": 55, "channel.website": 40, "channel.weibo": 15, "channel.wechat": 0}
    said = [statement(f"proactive.items.{m}" if m == "total" else f"proactive.{m}", "", v, n)
            for n, (m, v) in enumerate(figures.items())]  # fmt: skip
    lines = tuple(
        replace(
            s, value=None, value_semantic="ambiguous", decided_by="ambiguous", confidence=Decimal("0.55"),
            readings=("0", "51"), lower=Decimal(0), upper=Decimal(51),
        )
        if s.metric_code == opened else s
        for s in said
    )  # fmt: skip
    head = replace(reading({}).head, form_code="2014", report_year=2016)
    return ReportReading(head, lines, (), ())


@pytest.mark.parametrize("opened", ["proactive.channel.wechat", "proactive.channel.website", "proactive.items.total"])
def test_a_sum_with_an_open_cell_is_not_assessable(opened: str) -> None:
    rows = [r for r in check([("a", channels(opened))], CODEBOOK).rows if r.identity_code == "PRO.CHANNEL.SUM"]
    assert {row.verdict for row in rows} == {"not_assessable"}
    told = " ".join(row.explanation for row in rows)
    assert "several readings" in told or opened in told


def test_the_same_sum_with_every_cell_known_holds() -> None:
    rows = check([("a", channels("none"))], CODEBOOK).rows
    assert "holds" in {row.verdict for row in rows if row.identity_code == "PRO.CHANNEL.SUM"}


def test_an_open_cell_of_the_table_of_requests_is_named() -> None:
    sound = reading({})
    opened = tuple(
        replace(s, value=None, lower=Decimal(2), upper=Decimal(21), value_semantic="ambiguous", readings=("2", "21"))
        if (s.metric_code, s.member) == ("applications.outcome.total", "natural_person") else s
        for s in sound.statements
    )  # fmt: skip
    rows = check([("a", replace(sound, statements=opened))], CODEBOOK).rows
    (flow,) = [row for row in rows if (row.identity_code, row.member) == ("APP.FLOW", "natural_person")]
    assert flow.verdict == "not_assessable"
    assert "applications.outcome.total[natural_person]" in flow.explanation
