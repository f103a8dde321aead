"""A small country in which every rule of the marts is at work, and how it is built."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from tests.marts.hand_made_staging import Staged

PROJECT = Path(__file__).parents[2]
COUNTY, CITY, PROVINCE, ZONE = "CN-350430", "CN-350400", "CN-350000", "CN-350000-某某综合实验区"
NEW, CLOSED = ("applications.received.new", "total"), ("applications.outcome.total", "total")
GRANTED, CARRIED = ("applications.outcome.granted", "total"), ("applications.carried_out", "total")
IN_2014 = {
    "applications.received.new": 5,
    "applications.closed.total": 5,
    "applications.answered.already_public": 1,
    "applications.answered.granted": 2,
    "review.cases.total": 2,
    "review.cases.upheld": 1,
    "review.cases.corrected": 1,
    "review.cases.other": 0,
}
REMEDIES = {"review.total": 3, "review.pending": 1, "review.corrected": 1, "review.upheld": 1, "review.other": 0}


@dataclass(frozen=True)
class Built:
    """A built warehouse, open for reading and for breaking, and where its compiled checks lie."""

    con: duckdb.DuckDBPyConnection
    compiled: Path

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the query finds."""
        return self.con.execute(query).fetchall()

    def check(self, name: str) -> list[tuple[object, ...]]:
        """The rows that a singular dbt test complains of."""
        return self.rows((self.compiled / f"{name}.sql").read_text(encoding="utf-8"))


def small_country() -> Staged:
    """A county over five years, its city, its province, a department, an office, copies, versions and bad files."""
    said = Staged()
    first = said.report(COUNTY, 2017, {"applications.received.new": 3}, source="prose", form_code="none")
    said.statement(first, "website.visits", 30000, source="prose", qualifier="approx", evidence="访问量约3万人次")
    said.report(COUNTY, 2018, IN_2014)
    said.report(COUNTY, 2019, {NEW: 8, CLOSED: 8, GRANTED: 6, CARRIED: 0, **REMEDIES})
    said.report(COUNTY, 2020, {NEW: 9, CLOSED: 8, GRANTED: 2, CARRIED: 1}, version=1, is_current=False)
    current = said.report(COUNTY, 2020, {NEW: 10, CLOSED: 8, GRANTED: 4, CARRIED: 2, **REMEDIES}, version=2)
    said.statement(current, "applications.received.new", 99, member="total", source="prose", qualifier="approx")
    said.statement(current, "procurement.amount", Decimal("6338096.40"), unit="yuan")
    said.report(COUNTY, 2020, {NEW: 10}, file="2020/copy.txt")
    said.report(
        COUNTY, 2020, {NEW: 4}, organ_kind="department", issuer="某县财政局", scope="own_organ", file="2020/d.txt"
    )
    said.report(COUNTY, 2020, {NEW: 1, CARRIED: 7}, organ_kind="office", scope="own_organ", file="2020/office.txt")
    last = said.report(COUNTY, 2021, {NEW: 12, CLOSED: 0, GRANTED: 0, **REMEDIES})
    said.statement(last, "admin_fee.amount", Decimal("1.5"), unit="wan_yuan")
    said.statement(last, "applications.outcome.partial", None, member="total")
    said.statement(last, "report.published_on", date(2022, 4, 2), unit="date", source="header")
    said.report(CITY, 2020, {NEW: 50, CLOSED: 40, GRANTED: 30}, published_on=date(2021, 4, 2))
    said.report(PROVINCE, 2020, {NEW: 400, CLOSED: 350, GRANTED: 200}, published_on=date(2021, 3, 1))
    said.report("CN-350426", 2020, {NEW: 11, CLOSED: 11, GRANTED: 11}, scope="unknown")
    said.report(ZONE, 2020, {NEW: 7}, organ_kind="zone", issuer="某某综合实验区管委会")
    said.report("CN-350421", 2020, {NEW: 3}, organ_kind="office", scope="own_organ", issuer="某县人民政府办公室")
    said.report("", 2020, {NEW: 6}, file="2020/nowhere.txt", issuer=None)
    settled = said.report("CN-350402", 2021, {NEW: 71, CLOSED: 71})
    said.rows["settlements"].append(
        {"report_id": settled, "statement_no": 1, "value": Decimal(7), "lower": Decimal(7), "upper": Decimal(7)}
        | {"decided_by": "neighbour_year", "explanation": "7 were carried out by the year before"}
    )
    said.report("CN-350403", 2020, {NEW: 5}, file="2020/again.txt")
    said.problem(
        "2020/again.txt", "duplicate", "error", report_id="2020/again.txt", sha256=said.digest("2020/again.txt")
    )
    said.problem("2020/empty.txt", "empty", "error", sha256="0" * 64)
    said.problem(f"2021/{COUNTY}.txt", "scope_unknown", "warning", report_id=last)
    return said


@contextmanager
def built_from(data: Path, copies: Path, *more: str) -> Iterator[Built]:
    """What dbt builds from the staging under `data`, every check holding; opened as a copy that may be broken."""
    with pytest.MonkeyPatch.context() as env:
        env.setenv("OGI_DATA", str(data))
        where = ["--project-dir", str(PROJECT / "dbt"), "--profiles-dir", str(PROJECT / "dbt")]
        made = ["--target-path", str(data / "dbt"), "--log-path", str(data / "dbt"), "--quiet", *more]
        result = dbtRunner().invoke(["build", *where, *made])
    complaints = [str(one.message) for one in result.result or [] if one.status not in {"success", "pass"}]
    assert result.success, complaints or result.exception
    for part in (data / "build").iterdir():  # dbt keeps its connection: what is not yet in the file is in its log
        shutil.copy(part, copies)
    with duckdb.connect(copies / "ogi.duckdb") as con:
        yield Built(con, data / "dbt" / "compiled" / "ogi" / "tests")
