"""Settlements staged: open readings of all years put side by side, and what their neighbours decide."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.resources import Places, digest, exclusive
from dagster_project.staging.register import replace_parquet
from dagster_project.staging.store import staged_state, staged_years
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


def settle_cells(here: Places) -> pl.DataFrame:
    """Every cell that neighbouring years decide, written for dbt to lay over the statements."""
    settled = pl.DataFrame(schema=SCHEMA)
    with exclusive(here):
        replace_parquet(settled, settlements_path(here), {"state": staging_state(here)})
    return settled


def settlements_path(here: Places) -> Path:
    """Where the settlements of all years lie."""
    return here.staging / "settlements" / "settlements.parquet"


def staging_state(here: Places) -> str:
    """What all staged years together were read from."""
    return digest(f"{year} {staged_state(here, year)}" for year in staged_years(here))
