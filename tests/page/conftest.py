"""A small country whose reports say hostile things, built by dbt, and the page of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.cli.main import dbtRunner
from hand_made_staging import Staged
from reading_the_page import embedded

from dagster_project.page.writing import write_page

PROJECT = Path(__file__).parents[2]
COUNTY, CITY, PROVINCE, OTHER = "CN-350430", "CN-350400", "CN-350000", "CN-141182"
MARKUP = "</script><script>window.ran=1</script><img src=x onerror='window.ran=1'><b>&amp;\u2028\u2029 &lt;"
NEW, CLOSED = ("applications.received.new", "total"), ("applications.outcome.total", "total")
GRANTED, CARRIED = ("applications.outcome.granted", "total"), ("applications.carried_out", "total")
CARRIED_IN = ("applications.received.carried_in", "total")

OPEN = {
    "value_semantic": "ambiguous",
    "readings": ["1|2", "12"],
    "confidence": Decimal("0.50"),
    "decided_by": "ambiguous",
}


@dataclass(frozen=True)
class Shown:
    """A warehouse, the page of it, and what the page carries."""

    warehouse: Path
    page: Path
    data: dict[str, Any]


def hostile_country() -> Staged:
    """Five places; every text of a report is markup, and one table does not add up."""
    said = Staged()
    words = {"evidence": f"{MARKUP} 新收10件", "locator": MARKUP, "place": MARKUP}
    head = {"title": MARKUP, "issuer": MARKUP, "source_url": "javascript:window.ran=1"}
    for year, new in ((2019, 8), (2020, 10), (2021, 12), (2022, 9)):
        county = said.report(COUNTY, year, {CLOSED: 8, GRANTED: 4, CARRIED: 2, CARRIED_IN: 0}, **head)
        said.statement(county, "applications.received.new", new, member="total", **words)
        city = said.report(CITY, year, {NEW: 50, CLOSED: 40, GRANTED: 30}, published_on=date(year + 1, 4, 2))
        said.report(PROVINCE, year, {NEW: 400, CLOSED: 350, GRANTED: 199})
        said.report(OTHER, year, {NEW: 3, CLOSED: 0, GRANTED: 0}, file=f"{year}/{MARKUP[:30]}.txt")
    said.statement(county, "applications.received.new", 90, member="total", source="prose", qualifier="approx", **words)
    said.statement(city, "applications.outcome.partial", 5, member="total")
    said.statement(county, "applications.outcome.partial", None, member="total", **OPEN)
    said.statement(county, "admin_fee.amount", Decimal("1.500001"), unit="wan_yuan")
    said.report(
        CITY, 2022, {NEW: 4}, organ_kind="department", issuer="某市财政局", scope="own_organ", file="2022/d.txt"
    )
    said.report(COUNTY, 2014, {"applications.received.new": 5})
    return said


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The page of the hostile country."""
    data = tmp_path_factory.mktemp("data")
    hostile_country().write(data)
    with pytest.MonkeyPatch.context() as env:
        env.setenv("OGI_DATA", str(data))
        where = ["--project-dir", str(PROJECT / "dbt"), "--profiles-dir", str(PROJECT / "dbt")]
        made = ["--target-path", str(data / "dbt"), "--log-path", str(data / "dbt"), "--quiet"]
        only = ["--exclude-resource-type", "test", "unit_test"]
        result = dbtRunner().invoke(["build", *only, *where, *made])
    assert result.success, result.exception
    warehouse = tmp_path_factory.mktemp("published") / "ogi.duckdb"
    copy_marts(data / "build" / "ogi.duckdb", warehouse)
    page = warehouse.parent / "index.html"
    write_page(warehouse, page)
    return Shown(warehouse, page, embedded(page))


def copy_marts(build: Path, copy: Path) -> None:
    """The marts alone stand in `copy`."""
    with duckdb.connect(build) as con:
        con.execute("checkpoint")
        con.execute(f"attach '{copy}' as copy")
        con.execute("create schema copy.marts")
        found = con.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall()
        for (table,) in found:
            con.execute(f"create table copy.marts.{table} as from ogi.marts.{table}")
        con.execute("detach copy")
