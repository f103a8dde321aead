"""The codebook of the project, read once for all tests of the prose."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.document import Document
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.prose.reader import ProseReading, read_prose
from dagster_project.parsers.prose.rules import ProseRules

SEEDS = Path(__file__).parents[2] / "dbt/seeds"


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    tables = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in SEEDS.rglob("*.csv")}
    return Codebook.from_tables(tables)


@pytest.fixture(scope="session")
def rules(codebook: Codebook) -> ProseRules:
    return codebook.view(ProseRules)


@pytest.fixture(scope="session")
def read(rules: ProseRules) -> Callable[..., ProseReading]:
    """Reads a text without tables, as a report of the form of 2021 if no other is named."""

    def reading(text: str, form: str = "2021", year: int = 2022) -> ProseReading:
        return read_prose(Document("x.txt", b"", "text/plain", "utf-8", text, text), [], rules, form, year)

    return reading
