"""The codebook of the project, read once for all tests of the prose."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.prose.rules import ProseRules

SEEDS = Path(__file__).parents[2] / "dbt/seeds"


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    tables = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in SEEDS.rglob("*.csv")}
    return Codebook.from_tables(tables)


@pytest.fixture(scope="session")
def rules(codebook: Codebook) -> ProseRules:
    return codebook.view(ProseRules)
