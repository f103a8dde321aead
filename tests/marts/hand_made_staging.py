"""Staging tables made by hand: a few reports with the figures that a test needs, written as the staging assets do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project.staging.settlement import SCHEMA as SETTLEMENTS
from dagster_project.staging.tables import SCHEMAS

Figures = Mapping[tuple[str, str] | str, int | str | Decimal | None]

NUMERALS = ("figure", "figure", "ignored", "unread")


@dataclass
class Staged:
    """The staging tables of a test, filled report by report."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {table: [] for table in [*SCHEMAS, "settlements"]}
    )

    def report(self, place: str, year: int, figures: Figures | None = None, **said: Any) -> str:
        """The id of a report of `place` for `year` that states `figures`, as cells unless `source` says otherwise."""
        file = said.pop("file", f"{year}/{place}.txt")
        source = said.pop("source", "table")
        version = said.get("version", 1)
        current = said.get("is_current", True)
        sha256 = self.digest(file, version)
        report_id = file if current else f"{file}@{sha256[:12]}"
        head = {
            "report_id": report_id,
            "file": file,
            "sha256": sha256,
            "version": version,
            "is_current": current,
            "folder_year": year,
            "report_year": year,
            "jurisdiction_key": place,
            "organ_kind": "government",
            "issuer": "某县人民政府",
            "scope": "consolidated",
            "form_code": form_of(year),
            "numerals": len(NUMERALS),
            "numerals_figure": NUMERALS.count("figure"),
            "numerals_ignored": NUMERALS.count("ignored"),
            "numerals_unread": NUMERALS.count("unread"),
        }
        self.rows["reports"].append(head | said)
        self.rows["numerals"] += [
            {"report_id": report_id, "span_start": at * 5, "span_end": at * 5 + 2, "numeral": "12", "reason": ""}
            | {"disposition": disposition}
            for at, disposition in enumerate(NUMERALS)
        ]
        self.rows["files"].append(
            {"file": file, "report_year": year, "sha256": sha256, "bytes": 1, "version": version, "is_current": current}
            | {"media_type": "text/plain", "status": "read"}
        )
        for key, value in (figures or {}).items():
            metric, member = key if isinstance(key, tuple) else (key, "")
            self.statement(report_id, metric, value, member=member, source=source)
        return report_id

    def statement(self, report_id: str, metric: str, value: Any, **said: Any) -> int:
        """The number of a statement that this report now makes."""
        number = 1 + sum(row["report_id"] == report_id for row in self.rows["statements"])
        amount = None if value is None or isinstance(value, date) else Decimal(value)
        row = {
            "report_id": report_id,
            "statement_no": number,
            "metric_code": metric,
            "member": "",
            "value": amount,
            "value_on": value if isinstance(value, date) else None,
            "unit": "case",
            "qualifier": "exact",
            "value_semantic": "blank" if value is None else "reported",
            "value_text": "" if value is None else str(value),
            "lower": amount,
            "upper": amount,
            "source": "table",
            "place": "",
            "span_start": number * 10,
            "span_end": number * 10 + 2,
            "evidence": f"{metric} {value}",
            "locator": f"span {number * 10}",
            "confidence": Decimal("0.99"),
            "decided_by": "printed",
            "readings": [],
            "agreement": "single",
        }
        self.rows["statements"].append(row | said)
        return number

    def digest(self, file: str, version: int = 1) -> str:
        """The sha256 that this version of a file has here."""
        return hashlib.sha256(f"{file} {version}".encode()).hexdigest()

    def problem(self, file: str, code: str, severity: str, **said: Any) -> None:
        """A problem of this file is now known."""
        row = {"file": file, "report_year": 2020, "problem_code": code, "severity": severity, "reason": f"it is {code}"}
        self.rows["problems"].append(row | said)

    def write(self, data: Path) -> None:
        """The tables lie under `data` as the staging assets write them, empty ones too."""
        for table, rows in self.rows.items():
            schema = SCHEMAS.get(table, SETTLEMENTS)
            frame = pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
            folder = data / "staging" / table
            target = folder if table == "settlements" else folder / "report_year=2020"
            target.mkdir(parents=True, exist_ok=True)
            frame.write_parquet(target / f"{table}.parquet")
        (data / "build").mkdir(parents=True, exist_ok=True)


def form_of(year: int) -> str:
    """The form in force in that year."""
    return next(str(first) for first in (2021, 2019, 2014, 2008) if year >= first)
