"""A cell that may be read in several ways decides nothing, unless every reading of it leads to the same verdict."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from dagster_project.identities import check
from dagster_project.identities.evaluation import evaluate
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import ReportReading
from dagster_project.resources import SEEDS, SeedTables
from tests.identities.made_reports import AMOUNT, Made, frames, seeds, verdicts
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


def several(report: Made, least: int, most: int, *figures: tuple[str, str]) -> dict[str, pl.DataFrame]:
    """The report with these cells open between two readings, as staging tables."""
    tables = frames([report])
    opened = pl.struct("metric_code", "member").is_in([{"metric_code": m, "member": a} for m, a in figures])
    bounds = {"lower_bound": least, "upper_bound": most}
    tables["stg_statements"] = tables["stg_statements"].with_columns(
        value=pl.when(opened).then(None).otherwise("value"),
        value_semantic=pl.when(opened).then(pl.lit("ambiguous")).otherwise("value_semantic"),
        readings=pl.when(opened).then(pl.lit([str(least), str(most)])).otherwise("readings"),
        **{name: pl.when(opened).then(pl.lit(value).cast(AMOUNT)).otherwise(name) for name, value in bounds.items()},
    )
    return tables


@pytest.mark.parametrize(
    ("least", "most", "verdict", "arithmetic"),
    [
        (3, 88, "holds", None),
        (3, 90, "not_assessable", None),
        (90, 98, "fails", "[90 … 98] = 90 > 89"),
        (89, 89, "holds", None),
    ],
)
def test_a_bound_is_decided_where_every_reading_decides_it_alike(
    least: int, most: int, verdict: str, arithmetic: str | None
) -> None:
    new, total = "normative.disclosed_new", "normative.disclosed_total"
    report = Made("a", 2019, form_code="2019", table={(new, ""): 0, (total, ""): 89})
    found = evaluate(several(report, least, most, (new, "")), seeds())["fct_identity"]
    (row,) = found.filter(pl.col("identity_code") == "DOC.2019.SUBSET.NORMATIVE").to_dicts()
    assert (row["verdict"], row["arithmetic"]) == (verdict, arithmetic)
    assert row["is_doubtful"]
    assert (row["remark"] == "every reading") == (verdict != "not_assessable")
    if verdict != "not_assessable":
        assert row["residual"] == row["lhs"] - row["rhs"]
        assert row["whose_error"] == ("reading" if verdict == "fails" else None)


def test_an_equation_fails_where_no_reading_keeps_it_and_never_holds_by_its_bounds() -> None:
    flow = {("applications.received.new", "total"): 20, ("applications.received.carried_in", "total"): 1}
    flow |= {("applications.outcome.total", "total"): 0, ("applications.carried_out", "total"): 0}
    for least, most, verdict in ((2, 12, "fails"), (2, 21, "not_assessable"), (20, 22, "not_assessable")):
        tables = several(Made("a", table=flow), least, most, ("applications.outcome.total", "total"))
        found = evaluate(tables, seeds())["fct_identity"]
        assert verdicts(found, "APP.FLOW")["total"] == verdict


def test_an_open_total_of_blank_cells_alone_fails_by_no_reading() -> None:
    leaves = [row["metric_code"] for row in seeds()["identity_terms"] if row["identity_code"] == "APP.LEAF.2021"]
    total = ("applications.outcome.total", "total")
    for granted, verdict in ((None, "not_assessable"), (1, "fails")):
        cells = {**{(leaf, "total"): None for leaf in leaves}, total: 0}
        cells["applications.outcome.granted", "total"] = granted
        found = evaluate(several(Made("a", table=cells), 3, 9, total), seeds())["fct_identity"]
        assert verdicts(found, "APP.LEAF.2021")["total"] == verdict


def test_a_change_of_scale_is_told_where_every_reading_is_far_off() -> None:
    metric = ("licensing.decisions", "")
    before = Made("before", 2020, form_code="2019", table={metric: 100})
    for least, most, verdict in (
        (8, 80, "not_assessable"),
        (20, 80, "holds"),
        (1, 9, "fails"),
        (5, 2000, "not_assessable"),
    ):
        tables = several(Made("now", 2021, table={metric: 0}), least, most, metric)
        both = {name: pl.concat([frames([before])[name], rows], how="diagonal") for name, rows in tables.items()}
        found = evaluate(both, seeds())["fct_identity"]
        assert verdicts(found, "ART20.DEC.SCALE", "now")["licensing"] == verdict


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
