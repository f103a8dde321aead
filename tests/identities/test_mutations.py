"""A changed cell of the statutory tables never goes unnoticed, and is the first that is suspected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache

import polars as pl

from dagster_project.identities.check import operands
from dagster_project.identities.evaluation import evaluate
from dagster_project.identities.suspects import Cell, Equation, suspicions
from tests.identities.gold_reports import gold_frames
from tests.identities.made_reports import seeds

REQUESTS = (
    "applications.received.new",
    "applications.received.carried_in",
    "applications.outcome.",
    "applications.carried_out",
)
REMEDIES = ("review.", "litigation.direct.", "litigation.after_review.")


def swapped(value: int) -> int:
    """The value with the first two digits that differ in each other's place."""
    digits = str(value)
    place = next((i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]), None)
    if place is None:
        return value
    return int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


CHANGES: tuple[Callable[[int], int], ...] = (
    lambda value: value + 1,
    lambda value: value - 1,
    lambda value: 0,
    lambda value: value + 10,
    swapped,
    lambda value: value - 10,
    lambda value: value + 123456,
)


def changed(place: int, value: int) -> int:
    """Another count than this one: one more or less, ten more or less, nothing, two digits swapped, or far too many."""
    wanted = (CHANGES[(place + step) % len(CHANGES)](value) for step in range(len(CHANGES)))
    return next(other for other in wanted if other != value and other >= 0)


@cache
def cells() -> pl.DataFrame:
    """The printed cells of 三 and 四 of all shared reports of a statutory form."""
    statements = gold_frames()["stg_statements"].with_columns(value=pl.col("value").cast(pl.Int64))
    return statements.filter(
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
        other = changed(place, cell["value"])
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


def suspected(starts: tuple[str, ...], step: int) -> list[tuple[bool, bool]]:
    """For every step-th cell, whether its change is in the first suggestion, and in any."""
    outcomes = []
    for place, cell in enumerate(cells().iter_rows(named=True)):
        if place % step or not cell["metric_code"].startswith(starts):
            continue
        key = (cell["metric_code"], cell["member"])
        after = {**printed(cell["report_id"]), key: changed(place, cell["value"])}
        of_report = equations()[cell["report_id"]]
        beside = {c for equation in of_report if key in equation.signs for c in equation.signs}
        sets = [s for s in suspicions(after, of_report) if any(c.cell in beside for c in s.changes)]
        hits = [any(c.cell == key and c.needed == cell["value"] for c in s.changes) for s in sets]
        outcomes.append((bool(hits) and hits[0], any(hits)))
    return outcomes


def test_a_changed_cell_of_the_table_of_requests_is_the_first_suggestion() -> None:
    outcomes = suspected(REQUESTS, step=13)
    assert len(outcomes) > 80
    assert sum(first for first, _ in outcomes) >= 0.95 * len(outcomes)


def test_a_changed_cell_of_the_table_of_remedies_is_among_the_suggestions() -> None:
    outcomes = suspected(REMEDIES, step=1)
    assert len(outcomes) > 90
    assert all(among for _, among in outcomes)


def test_nothing_is_suspected_where_everything_holds() -> None:
    sound = [report for report in equations() if report != "pingtan-zone-2020"]
    assert len(sound) == 7
    assert all(suspicions(printed(report), equations()[report]) == [] for report in sound)
