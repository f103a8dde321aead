"""Reports made for a test: a few statements, a place, a year, as the frames that the identities are tried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from dagster_project.identities.evaluation import evaluate
from dagster_project.resources import SEEDS, SeedTables

Seeds = Mapping[str, Sequence[Mapping[str, str]]]
Figure = tuple[str, str]


def seeds() -> dict[str, list[dict[str, str]]]:
    """The seed tables that the identities read, free to be changed."""
    tables = SeedTables(SEEDS)
    names = ("identities", "identity_terms", "identity_members", "identity_scopes", "waivers", "metrics")
    return {name: [dict(row) for row in tables[name]] for name in names}


@dataclass
class Made:
    """One report; figures of the table and of the text by metric and member, None for a blank cell."""

    report_id: str
    report_year: int = 2021
    jurisdiction_key: str = "CN-130102"
    organ_kind: str = "government"
    scope: str = "consolidated"
    form_code: str = "2021"
    table: dict[Figure, Any] = field(default_factory=dict)
    prose: list[tuple[str, str, Any]] = field(default_factory=list)
    period: tuple[date | None, date | None] = (None, None)
    published_on: date | None = None
    sha256: str = ""
    version: int = 1
    is_current: bool = True
    file: str = ""
    units: dict[str, str] = field(default_factory=dict)
    bounds: dict[Figure, tuple[Any, Any]] = field(default_factory=dict)
    readings: dict[Figure, list[str]] = field(default_factory=dict)
    words: dict[Figure, list[str]] = field(default_factory=dict)

    def statements(self) -> list[dict[str, Any]]:
        """The figures as rows of stg_statements, the text before the table."""
        told = [(metric, member, value, "prose") for metric, member, value in self.prose]
        told += [(metric, member, value, "table") for (metric, member), value in self.table.items()]
        return [self._statement(number, *figure) for number, figure in enumerate(told, 1)]

    def _statement(self, number: int, metric: str, member: str, value: Any, source: str) -> dict[str, Any]:
        amount = None if value is None else Decimal(str(value))
        lower, upper = self.bounds.get((metric, member), (amount, amount))
        return {
            "report_id": self.report_id,
            "statement_no": number,
            "metric_code": metric,
            "member": member,
            "value": amount,
            "unit": self.units.get(metric),
            "qualifier": "approx" if (metric, member) in self.bounds else "exact",
            "value_semantic": "blank" if value is None else "reported",
            "value_text": "" if value is None else str(value),
            "lower_bound": lower,
            "upper_bound": upper,
            "source": source,
            "evidence": self._evidence(metric, member, value),
            "confidence": Decimal("0.99"),
            "decided_by": "printed",
            "readings": self.readings.get((metric, member), []),
            "agreement": "single",
            "is_settled": False,
        }

    def _evidence(self, metric: str, member: str, value: Any) -> str:
        """The words given for the figure, one after the other as it is stated again; else its name and value."""
        given = self.words.get((metric, member))
        return given.pop(0) if given else f"{metric} {value}"

    def head(self) -> dict[str, Any]:
        """The report as a row of stg_reports."""
        return {
            "report_id": self.report_id,
            "file": self.file or self.report_id,
            "sha256": self.sha256 or self.report_id,
            "version": self.version,
            "is_current": self.is_current,
            "report_year": self.report_year,
            "issuer": f"{self.organ_kind} of {self.jurisdiction_key}",
            "organ_kind": self.organ_kind,
            "jurisdiction_key": self.jurisdiction_key,
            "scope": self.scope,
            "form_code": self.form_code,
            "period_start_on": self.period[0],
            "period_end_on": self.period[1],
            "published_on": self.published_on,
        }


AMOUNT = pl.Decimal(28, 6)


def frames(reports: Sequence[Made]) -> dict[str, pl.DataFrame]:
    """The staging tables of these reports."""
    dates = dict.fromkeys(("period_start_on", "period_end_on", "published_on"), pl.Date)
    amounts = dict.fromkeys(("value", "lower_bound", "upper_bound"), AMOUNT)
    statements = [statement for report in reports for statement in report.statements()]
    texts = {"unit": pl.String, "readings": pl.List(pl.String), "confidence": pl.Decimal(3, 2)}
    return {
        "stg_reports": pl.DataFrame([r.head() for r in reports], schema_overrides=dates, infer_schema_length=None),
        "stg_statements": pl.DataFrame(statements, schema_overrides={**amounts, **texts}, infer_schema_length=None),
    }


def tried(reports: Sequence[Made], with_seeds: Seeds | None = None, model: str = "fct_identity") -> pl.DataFrame:
    """What becomes of every identity on these reports."""
    return evaluate(frames(reports), with_seeds or seeds(), (model,))[model]


def verdicts(found: pl.DataFrame, code: str, report_id: str | None = None) -> dict[str, str]:
    """The verdicts of one identity by member."""
    rows = found.filter(pl.col("identity_code") == code)
    if report_id is not None:
        rows = rows.filter(pl.col("report_id") == report_id)
    return dict(rows.select("member", "verdict").iter_rows())
