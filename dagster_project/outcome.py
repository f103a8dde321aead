"""What a refresh came to: files, reports, figures, identities, problems, counted in what was staged and published."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from dagster_project.resources import Places
from dagster_project.staging.store import parquet, staged_years
from dagster_project.staging.tables import SCHEMAS

# The gravest are told; the rest stand in the problem mart.
PROBLEMS_SHOWN = 30


def outcome(here: Places, warehouse: Path | None) -> dict[str, str]:
    """Counts in words, by what they count; without a published file only what was staged."""
    published = _published(warehouse) if warehouse else {}
    files = pl.concat([pl.read_parquet(parquet(here, "files", year)) for year in staged_years(here)])
    return {
        "files": _by(files.filter("is_current"), "status"),
        **published,
        "problems": _by(problems(here), "severity"),
    }


def problems(here: Places) -> pl.DataFrame:
    """Every problem that was staged, the gravest first."""
    staged = [pl.read_parquet(path, hive_partitioning=False) for path in here.staging.glob("problems/*/*.parquet")]
    return pl.concat([pl.DataFrame(schema=SCHEMAS["problems"]), *staged]).sort("severity", "file", "reason")


def _published(path: Path) -> dict[str, str]:
    with duckdb.connect(path, read_only=True) as marts:
        reports = marts.sql("select count(*) from marts.dim_report").fetchall()[0][0]
        figures = marts.sql("select count(*) from marts.fct_figure").fetchall()[0][0]
        verdicts = dict(marts.sql("select verdict, count(*) from marts.fct_identity group by all").fetchall())
    tried = f"{verdicts.get('holds', 0) + verdicts.get('fails', 0):,} tried, {verdicts.get('fails', 0):,} failed"
    return {
        "reports": f"{reports:,} in the marts",
        "figures": f"{figures:,}",
        "identities": f"{tried}, {verdicts.get('not_assessable', 0):,} not assessable",
    }


def _by(rows: pl.DataFrame, column: str) -> str:
    counts = rows.group_by(column).len().sort(column).rows()
    return ", ".join(f"{count:,} {name}" for name, count in counts) or "none"
