"""Every table cell of the shared reports as a person read it."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.parsers.tables import read_tables
from dagster_project.readers import read

from .printing import FORMS, MEMBERS

SHARED = Path(__file__).parents[2] / ".." / "shared"
REPORTS = sorted((SHARED / "reports").glob("*/*.*"))
TABLES = ("applications.outcome.", "applications.carried_out", "applications.received.", "review.", "litigation.")
EMPTY = {"blank", "not_applicable"}


def gold_cells(path: Path) -> dict[tuple[str, str], Decimal | None]:
    """The cells of section three and four that a person is sure of."""
    with (SHARED / "gold" / f"{path.stem}.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if float(row["confidence"] or 1) >= 0.7]
    if not any(row["metric_code"] == "applications.outcome.total" for row in rows):
        return {}
    return {
        (row["metric_code"], row["dimension_member"]): None if row["value_semantic"] in EMPTY else Decimal(row["value"])
        for row in rows
        if row["metric_code"].startswith(TABLES)
        and ".cases." not in row["metric_code"]
        and "prose" not in row["note"]
        and (row["dimension_member"] in MEMBERS or not row["metric_code"].startswith("applications."))
    }


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_cells_are_those_a_person_read(path: Path) -> None:
    reading = read_tables(read(path.name, path.read_bytes())[0], FORMS)
    got = {(s.metric_code, s.member): s.value for s in reading.statements}
    wanted = gold_cells(path)
    assert {key: got.get(key, "not read") for key in wanted} == wanted


def test_the_shared_reports_are_there() -> None:
    assert sum(bool(gold_cells(path)) for path in REPORTS) >= 8
