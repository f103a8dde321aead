"""The made-up country is staged as the real one, agrees with itself, and comes out the same twice."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from bench.generate_corpus import FIRST_YEAR, LAST_YEAR, generate
from dagster_project.staging.tables import SCHEMAS


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    generate(folder, 80)
    return folder


def test_every_table_has_the_columns_and_types_of_staging(data: Path) -> None:
    for table, schema in SCHEMAS.items():
        made = pl.read_parquet(data / "staging" / table / f"report_year={LAST_YEAR}" / f"{table}.parquet")
        assert dict(made.schema) == {
            name: kind if isinstance(kind, pl.DataType) else kind() for name, kind in schema.items()
        }


def test_what_a_year_carries_out_the_next_carries_in(data: Path) -> None:
    stated = pl.read_parquet(data / "staging" / "statements", hive_partitioning=False).filter(member="total")
    cells = stated.filter(pl.col("source") == "table", pl.col("report_year") >= 2021).with_columns(
        place=pl.col("report_id").str.slice(5)
    )
    out = cells.filter(metric_code="applications.carried_out").with_columns(report_year=pl.col("report_year") + 1)
    into = cells.filter(metric_code="applications.received.carried_in")
    both = out.join(into, on=["place", "report_year"])
    assert both.height > 0
    assert both.filter(pl.col("value") != pl.col("value_right")).height <= 1


def test_the_same_call_makes_the_same_country(data: Path, tmp_path: Path) -> None:
    generate(tmp_path, 80)
    for year in (FIRST_YEAR, LAST_YEAR):
        path = Path("staging") / "statements" / f"report_year={year}" / "statements.parquet"
        assert pl.read_parquet(tmp_path / path).equals(pl.read_parquet(data / path))
