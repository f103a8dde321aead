"""The closing summary of a refresh, counted in what was published and in what was staged."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.text import Text

from dagster_project.publication import published
from dagster_project.resources import Places
from dagster_project.staging.store import parquet, staged_years

PROBLEMS_SHOWN = 30


def print_summary(here: Places, console: Console, seconds: float) -> None:
    """Reports, figures, identities, problems and the place of publication are on the screen."""
    warehouse = published(here)
    everywhere = here.staging / "problems" / "*" / "*.parquet"
    problems = pl.read_parquet(everywhere, hive_partitioning=False).sort("severity", "file", "reason")
    files = staged_table(here, "files")
    console.rule("refresh")
    console.print(Text(f"files       {_by(files.filter('is_current'), 'status')}"))
    if warehouse is not None:
        for name, words in _published_facts(warehouse.path).items():
            console.print(Text(f"{name:<11} {words}"))
    console.print(Text(f"problems    {_by(problems, 'severity')}"))
    for row in problems.head(PROBLEMS_SHOWN).iter_rows(named=True):
        console.print(Text(f"  {row['severity']:<8}{row['report_id'] or row['file']}: {row['reason']}"))
    if problems.height > PROBLEMS_SHOWN:
        console.print(Text(f"  … and {problems.height - PROBLEMS_SHOWN} more in the problem mart"))
    if warehouse is not None:
        tables = f"{len(warehouse.rows)} tables, {sum(warehouse.rows.values()):,} rows, {warehouse.bytes / 1e6:.1f} MB"
        console.print(Text(f"published   {warehouse.path} ({tables})"))
    console.print(Text(f"took        {seconds:.1f} s"))


def staged_table(here: Places, table: str) -> pl.DataFrame:
    """The rows of a staging table, all years."""
    return pl.concat([pl.read_parquet(parquet(here, table, year)) for year in staged_years(here)])


def _published_facts(path: Path) -> dict[str, str]:
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
