"""A changed cell of the statutory tables never goes unnoticed, and is the first that is suspected."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import polars as pl

from dagster_project.identities.check import operands
from dagster_project.identities.evaluation import evaluate
from dagster_project.identities.mending import Cell, Equation
from dagster_project.identities.suspects import suspicions
from tests.identities.gold_reports import gold_frames
from tests.identities.made_reports import seeds

REQUESTS = (
    "applications.received.new",
    "applications.received.carried_in",
    "applications.outcome.",
    "applications.carried_out",
)
REMEDIES = ("review.", "litigation.direct.", "litigation.after_review.")


def others(value: int) -> list[int]:
    """Other counts than this: one or ten more or less, tenfold, none, far too many, digits swapped, a digit lost."""
    digits = str(value)
    places = range(len(digits) - 1)
    wanted = [value + 1, value - 1, value + 10, value - 10, 10 * value, 0, value + 123456]
    wanted += [int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]) for i in places]
    wanted += [int(digits[:i] + digits[i + 1 :]) for i in range(len(digits)) if places]
    return [other for other in dict.fromkeys(wanted) if other != value and other >= 0]


@cache
def cells() -> pl.DataFrame:
    """The printed cells of 三 and 四 of all shared reports of a statutory form."""
    frames = gold_frames()
    statutory = frames["stg_reports"].filter(pl.col("form_code").is_in(["2019", "2021"])).select("report_id")
    statements = frames["stg_statements"].with_columns(value=pl.col("value").cast(pl.Int64))
    return statements.join(statutory, on="report_id").filter(
        (pl.col("source") == "table")
        & pl.col("value").is_not_null()
        & pl.any_horizontal(pl.col("metric_code").str.starts_with(code) for code in (*REQUESTS, *REMEDIES))
        & ~pl.col("metric_code").str.contains("cases")
    )


@cache
def verdicts() -> dict[str, dict[tuple[str, str], str]]:
    """The verdicts of the reports as they are, and of copies in each of which one cell is changed."""
    frames = gold_frames()
    reports, statements = frames["stg_reports"], frames["stg_statements"]
    copies, rows = [reports], [statements]
    for place, cell in enumerate(cells().iter_rows(named=True)):
        name = f"{cell['report_id']}:{cell['statement_no']}"
        wanted = others(cell["value"])
        other = wanted[place % len(wanted)]
        value = pl.when(pl.col("statement_no") == cell["statement_no"]).then(pl.lit(other)).otherwise("value")
        of_report = statements.filter(pl.col("report_id") == cell["report_id"])
        exact = pl.when(pl.col("qualifier") == "exact")
        rows.append(
            of_report.with_columns(report_id=pl.lit(name), value=value.cast(pl.Decimal(28, 6))).with_columns(
                lower_bound=exact.then("value").otherwise("lower_bound"),
                upper_bound=exact.then("value").otherwise("upper_bound"),
            )
        )
        copies.append(
            reports.filter(pl.col("report_id") == cell["report_id"]).with_columns(
                report_id=pl.lit(name), file=pl.lit(name), jurisdiction_key=pl.lit(f"CN-130102-{place}")
            )
        )
    found = evaluate({"stg_reports": pl.concat(copies), "stg_statements": pl.concat(rows)}, seeds())["fct_identity"]
    by_report: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for report_id, code, member, verdict in found.select("report_id", "identity_code", "member", "verdict").iter_rows():
        by_report[report_id][code, member] = verdict
    return by_report


def test_any_changed_cell_breaks_an_identity_that_held_before() -> None:
    unnoticed = []
    for cell in cells().iter_rows(named=True):
        before = verdicts()[cell["report_id"]]
        after = verdicts()[f"{cell['report_id']}:{cell['statement_no']}"]
        if not any(v == "fails" and before.get(key, "holds") == "holds" for key, v in after.items()):
            unnoticed.append((cell["report_id"], cell["metric_code"], cell["member"]))
    assert len(cells()) > 1000
    assert unnoticed == []


@cache
def equations() -> dict[str, list[Equation]]:
    """The equations of the statutory tables that could be tried, report by report."""
    models = ("int_identity_operands", "int_identity_results", "int_identity_slots", "int_identity_reports")
    found = evaluate(gold_frames(), seeds(), models)
    signs: dict[tuple[str, str, str], dict[Cell, int]] = defaultdict(dict)
    for operand in operands(found):
        if operand["is_equation"]:
            key = (operand["report_id"], operand["identity_code"], operand["slot_name"])
            sign = int(operand["coefficient"]) * (1 if operand["side"] == "lhs" else -1)
            signs[key][operand["metric_code"], operand["member"]] = sign
    by_report: dict[str, list[Equation]] = defaultdict(list)
    for (report_id, code, member), of_slot in signs.items():
        by_report[report_id].append(Equation(code, member, of_slot))
    return by_report


@cache
def printed(report_id: str) -> dict[Cell, int | None]:
    """The cells of a report as printed, blank ones None."""
    rows = gold_frames()["stg_statements"].filter((pl.col("report_id") == report_id) & (pl.col("source") == "table"))
    selected = rows.select("metric_code", "member", pl.col("value").cast(pl.Int64)).iter_rows()
    return {(metric, member): value for metric, member, value in selected}


def suspected(starts: tuple[str, ...]) -> list[tuple[bool, bool]]:
    """For every change to every cell, whether it is in the first suggestion, and in any."""
    outcomes = []
    for cell in cells().filter(pl.any_horizontal(pl.col("metric_code").str.starts_with(s) for s in starts)).to_dicts():
        key = (cell["metric_code"], cell["member"])
        of_report = equations()[cell["report_id"]]
        beside = {c for equation in of_report if key in equation.signs for c in equation.signs}
        for other in others(cell["value"]):
            found = suspicions({**printed(cell["report_id"]), key: other}, of_report)
            sets = [s for s in found if any(c.cell in beside for c in s.changes)]
            hits = [any(c.cell == key and c.needed == cell["value"] for c in s.changes) for s in sets]
            outcomes.append((bool(hits) and hits[0], any(hits)))
    return outcomes


def test_a_changed_cell_of_the_table_of_requests_is_the_first_suggestion() -> None:
    outcomes = suspected(REQUESTS)
    assert len(outcomes) > 4000
    assert sum(first for first, _ in outcomes) >= 0.97 * len(outcomes)
    assert sum(among for _, among in outcomes) >= 0.99 * len(outcomes)


def test_a_changed_cell_of_the_table_of_remedies_is_among_the_suggestions() -> None:
    outcomes = suspected(REMEDIES)
    assert len(outcomes) > 400
    assert all(among for _, among in outcomes)


def test_nothing_is_suspected_where_everything_holds() -> None:
    sound = [report for report in equations() if report != "pingtan-zone-2020"]
    assert len(sound) == 7
    assert all(suspicions(printed(report), equations()[report]) == [] for report in sound)
