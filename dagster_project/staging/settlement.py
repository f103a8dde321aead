"""Settlements staged: open readings of all years put side by side, and what their neighbours decide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from dagster_project.parsers.neighbours import Chains, Settlement, StatedCell, settle_by_neighbours
from dagster_project.resources import Places, digest
from dagster_project.staging.register import replace_parquet
from dagster_project.staging.store import parquet, require_columns, staged_state, staged_years
from dagster_project.staging.tables import AMOUNT, Schema

SCHEMA: Schema = {
    "report_id": pl.String,
    "statement_no": pl.Int32,
    "value": AMOUNT,
    "lower": AMOUNT,
    "upper": AMOUNT,
    "decided_by": pl.String,
    "explanation": pl.String,
}
CELL = ("report_id", "statement_no", "report_year", "metric_code", "member", "place", "value", "readings")


def settle_cells(here: Places, chains: Chains) -> pl.DataFrame:
    """What neighbouring years decide of every open cell, written for dbt to lay over the statements.

    The caller keeps others from staging meanwhile: what is written tells of the staged years as they are now.
    """
    require_columns(here)
    rows = [_row(told) for organ in _organs(here, chains) for told in settle_by_neighbours(organ, chains)]
    settled = pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("report_id", "statement_no")
    replace_parquet(settled, settlements_path(here), {"state": staging_state(here)})
    return settled


def are_settled(here: Places) -> bool:
    """Whether the settlements were drawn from the staged years as they are now."""
    return settled_state(here) == staging_state(here)


def settlements_path(here: Places) -> Path:
    """Where the settlements of all years lie."""
    return here.staging / "settlements" / "settlements.parquet"


def settled_state(here: Places) -> str | None:
    """The state of staging from which the settlements were drawn, None when there are none."""
    path = settlements_path(here)
    return pl.read_parquet_metadata(path).get("state") if path.exists() else None


def staging_state(here: Places) -> str:
    """What all staged years together were read from."""
    return digest(f"{year} {staged_state(here, year)}" for year in staged_years(here))


def _organs(here: Places, chains: Chains) -> Iterator[list[StatedCell]]:
    """The table rows that a chain could settle, organ by organ, of the organs that leave any cell open."""
    years = staged_years(here)
    if not years:
        return
    reports = _admitted(here, years)
    wanted = {metric for chain in chains.chains for metric in chain.metrics()}
    row = pl.col("place").str.replace(r"/[^/]*$", "")
    cells = (
        pl.scan_parquet([parquet(here, "statements", year) for year in years], hive_partitioning=False)
        .filter(pl.col("source") == "table", pl.col("value_on").is_null(), pl.col("report_year").is_not_null())
        .join(reports, on="report_id")
        .with_columns(row=row)
        .filter(
            pl.col("metric_code").is_in(list(wanted)).any().over("report_id", "row"),
            (pl.col("readings").list.len() > 0).any().over("organ"),
        )
        .sort("organ", "report_id", "statement_no")
        .select("organ", *CELL)
        .collect()
    )
    for organ in cells.partition_by("organ", maintain_order=True, include_key=False):
        yield [StatedCell(**{**cell, "readings": tuple(cell["readings"])}) for cell in organ.to_dicts()]


def _admitted(here: Places, years: list[int]) -> pl.LazyFrame:
    """The current reports without error, each with the organ whose years stand side by side."""
    reports = pl.scan_parquet([parquet(here, "reports", year) for year in years], hive_partitioning=False)
    problems = pl.scan_parquet([parquet(here, "problems", year) for year in years], hive_partitioning=False)
    errors = problems.filter(pl.col("severity") == "error").select("report_id")
    place = pl.when(pl.col("jurisdiction_key") != "").then("jurisdiction_key").otherwise("issuer")
    return (
        reports.filter("is_current")
        .join(errors, on="report_id", how="anti")
        .select("report_id", organ=pl.concat_str(place, pl.lit(" "), "organ_kind"))
    )


def _row(told: Settlement) -> tuple[object, ...]:
    value, lower, upper = told.value, told.lower, told.upper
    return (told.report_id, told.statement_no, value, lower, upper, told.decided_by, told.explanation)
