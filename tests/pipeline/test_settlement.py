"""Settlements are drawn from the staged years together, and say when a year was staged since."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.parsers.neighbours import Chains
from dagster_project.resources import Places, load_codebook
from dagster_project.staging.settlement import are_settled, settle_cells
from dagster_project.staging.store import write
from dagster_project.staging.tables import SCHEMAS

NOTHING = {table: pl.DataFrame(schema=schema) for table, schema in SCHEMAS.items()}


def test_settlements_do_not_hold_for_a_year_that_was_staged_since(tmp_path: Path) -> None:
    here = Places(raw=tmp_path / "raw", data=tmp_path / "data")
    chains = load_codebook().view(Chains)
    write(here, 2019, NOTHING, "a parser", "files of 2019")
    assert not are_settled(here)
    settle_cells(here, chains)
    assert are_settled(here)
    write(here, 2020, NOTHING, "a parser", "files of 2020")
    assert not are_settled(here)
    settle_cells(here, chains)
    assert are_settled(here)
