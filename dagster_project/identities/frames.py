"""Reports that were just read as the tables that staging would hold of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from dagster_project.parsers.figures import ReportReading, Statement
from dagster_project.parsers.neighbours import Chains, Settlement, StatedCell, settle_by_neighbours

AMOUNT = pl.Decimal(28, 6)

Identified = tuple[str, str, ReportReading]
"""The number of a report among those at hand, its file, and what was read of it."""


def report_frame(readings: Iterable[Identified]) -> pl.DataFrame:
    """The reports as staging holds them, for (report_id, file, reading)."""
    rows = [
        {
            "report_id": report_id,
            "file": file,
            "sha256": file,
            "version": 1,
            "is_current": True,
            "report_year": reading.head.report_year,
            "issuer": reading.head.issuer or file,
            "organ": reading.head.organ or None,
            "organ_kind": reading.head.organ_kind or None,
            "jurisdiction_key": reading.head.jurisdiction_key or None,
            "scope": reading.head.scope or "unknown",
            "form_code": reading.head.form_code or "none",
            "period_start_on": reading.head.period_start,
            "period_end_on": reading.head.period_end,
            "published_on": reading.head.published_on,
        }
        for report_id, file, reading in readings
    ]
    dates = dict.fromkeys(("period_start_on", "period_end_on", "published_on"), pl.Date)
    return pl.DataFrame(rows, schema_overrides={**dates, "report_year": pl.Int32}, infer_schema_length=None)


def settled(readings: Iterable[Identified], chains: Chains) -> dict[tuple[str, int], Settlement]:
    """What the reports of neighbouring years decide of the run-together cells, organ by organ."""
    cells: dict[tuple[str, str], list[StatedCell]] = defaultdict(list)
    for report_id, _, reading in readings:
        head = reading.head
        if head.report_year is not None:
            for number, s in enumerate(reading.statements, 1):
                if s.source == "table" and not isinstance(s.value, date):
                    cells[head.jurisdiction_key or head.issuer, head.organ_kind].append(
                        StatedCell(
                            report_id, number, head.report_year, s.metric_code, s.member, s.place, s.value, s.readings
                        )
                    )
    told = (s for of_organ in cells.values() for s in settle_by_neighbours(of_organ, chains))
    return {(s.report_id, s.statement_no): s for s in told}


def statement_frame(
    readings: Iterable[Identified], settlements: Mapping[tuple[str, int], Settlement] | None = None
) -> pl.DataFrame:
    """The statements as staging holds them, for (report_id, file, reading), settled cells laid over."""
    decided = settlements or {}
    columns: dict[str, list[Any]] = defaultdict(list)
    for report_id, _, reading in readings:
        for number, statement in enumerate(reading.statements, 1):
            row = _statement(report_id, number, statement)
            if settlement := decided.get((report_id, number)):
                row |= {
                    "value": settlement.value,
                    "value_semantic": "ambiguous" if settlement.value is None else "reported",
                    "lower_bound": settlement.lower,
                    "upper_bound": settlement.upper,
                    "decided_by": settlement.decided_by,
                    "is_settled": settlement.value is not None,
                }
            for name, value in row.items():
                columns[name].append(value)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "report_id": pl.String, "statement_no": pl.Int32, "metric_code": pl.String, "member": pl.String,
        "value": AMOUNT, "value_on": pl.Date, "unit": pl.String, "qualifier": pl.String,
        "value_semantic": pl.String, "value_text": pl.String, "lower_bound": AMOUNT, "upper_bound": AMOUNT,
        "source": pl.String, "place": pl.String, "span_start": pl.Int64, "evidence": pl.String, "locator": pl.String,
        "confidence": pl.Decimal(3, 2), "decided_by": pl.String, "readings": pl.List(pl.String),
        "agreement": pl.String, "is_settled": pl.Boolean,
    }  # fmt: skip
    return pl.DataFrame({name: columns.get(name, []) for name in schema}, schema=schema, strict=False)


def _statement(report_id: str, number: int, statement: Statement) -> dict[str, Any]:
    value = statement.value
    return {
        "report_id": report_id,
        "statement_no": number,
        "metric_code": statement.metric_code,
        "member": statement.member,
        "value": value if isinstance(value, Decimal) else None,
        "value_on": value if isinstance(value, date) else None,
        "unit": statement.unit,
        "qualifier": statement.qualifier,
        "value_semantic": statement.value_semantic,
        "value_text": statement.value_text,
        "lower_bound": statement.lower,
        "upper_bound": statement.upper,
        "source": statement.source,
        "place": statement.place,
        "span_start": statement.start,
        "evidence": statement.evidence,
        "locator": statement.locator,
        "confidence": statement.confidence,
        "decided_by": statement.decided_by,
        "readings": list(statement.readings),
        "agreement": statement.agreement,
        "is_settled": False,
    }
