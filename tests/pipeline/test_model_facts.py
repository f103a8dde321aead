"""What Dagster shows of the models is looked up in the memory that dbt may take, for a view is reckoned anew there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.assets import model_facts
from dagster_project.assets.marts import Translator
from dagster_project.assets.model_facts import ModelFacts
from dagster_project.publication import start_build
from dagster_project.resources import Places

LARGE = "create schema marts; create view marts.large as select unnest(range(1000000)) as n order by hash(n)"
SEED = {"schema": "marts", "alias": "large", "resource_type": "seed"}
MANIFEST: dict[str, Any] = {"nodes": {"seed.ogi.large": SEED}, "sources": {}}


@pytest.fixture
def here(tmp_path: Path) -> Places:
    places = Places(raw=tmp_path / "raw", data=tmp_path / "data")
    start_build(places)
    with duckdb.connect(places.build) as build:
        build.execute(LARGE)
    return places


def test_the_facts_of_a_model_are_its_rows_its_columns_and_a_sample(here: Places) -> None:
    facts = ModelFacts(here, MANIFEST, Translator())
    try:
        told = facts.of("seed.ogi.large")
    finally:
        facts.close()
    assert told["dagster/row_count"] == 1_000_000
    assert [column.name for column in told["dagster/column_schema"].columns] == ["n"]


def test_they_are_looked_up_in_no_more_memory_than_the_project_allows(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_facts, "duckdb_settings", lambda warehouse: {"memory_limit": "100KB"})
    with pytest.raises(duckdb.OutOfMemoryException):
        ModelFacts(here, MANIFEST, Translator()).of("seed.ogi.large")
