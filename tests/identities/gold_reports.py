"""The shared reports as a person read them: gold figures as statements, heads as README and forms tell."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

GOLD = Path(__file__).parents[3] / "shared" / "gold"
ZONE = "CN-350128-平潭综合实验区"
HEADS: dict[str, tuple[int, str, str, str, str]] = {
    "000_d4f7353e08d8351d": (2018, "CN-141182", "government", "2008", "consolidated"),
    "001_111c652ba0b33d4f": (2019, "CN-610322104", "township", "none", "consolidated"),
    "002_64c08c7c78b4b61b": (2020, "CN-350430", "government", "2019", "consolidated"),
    "003_78b9ceb0a6821668": (2012, "CN-340100", "government", "2008", "consolidated"),
    "004_a9318f01126e3ac4": (2013, "CN-341502", "government", "2008", "consolidated"),
    "hongze-district-2024": (2024, "CN-320813", "government", "2021", "consolidated"),
    "shanghai-municipal-office-2019": (2019, "CN-310000", "office", "2019", "own_organ"),
    "shanghai-stcsm-2024": (2024, "CN-310000", "department", "2021", "own_organ"),
    **{
        f"pingtan-zone-{year}": (year, ZONE, "zone", form, "consolidated")
        for form, years in {"2008": (2012, 2013, 2014, 2015), "2019": (2019, 2020), "2021": (2021, 2022)}.items()
        for year in years
    },
}
CELLS = (
    *("applications.outcome.", "applications.carried_out", "applications.received.new"),
    *("applications.received.carried_in", "rules.", "normative.", "licensing.", "other_services.", "penalty."),
    *("coercion.", "admin_fee.", "procurement.", "review.", "litigation."),
)
# Figures that the list of verdicts quotes and the gold files leave out: prose of a report of which only the tables
# were typed, shares for which there was no code, and the report before the first of a place.
QUOTED: dict[str, list[tuple[str, str, str, str]]] = {
    "shanghai-municipal-office-2019": [
        ("applications.granted_in_full_or_part", "", "258", "case"),
        ("applications.outcome.refused", "total", "35", "case"),
        ("applications.outcome.unable", "total", "265", "case"),
        ("applications.outcome.not_processed", "total", "158", "case"),
        ("review.total", "", "7", "case"),
    ],
    "pingtan-zone-2012": [
        ("proactive.items.total", "", "739", "item"),
        ("proactive.items.total_cumulative", "", "4359", "item"),
    ],
    "pingtan-zone-2013": [
        ("proactive.items.organ_share", "departments", "79", "percent"),
        ("proactive.items.organ_share", "townships", "21", "percent"),
    ],
    "pingtan-zone-2014": [
        ("proactive.items.organ_share", "administration_and_departments", "66", "percent"),
        ("proactive.items.organ_share", "townships", "34", "percent"),
    ],
    "pingtan-zone-2015": [
        ("proactive.items.organ_share", "administration_and_departments", "77", "percent"),
        ("proactive.items.organ_share", "townships", "23", "percent"),
    ],
}
AMOUNT = pl.Decimal(28, 6)


def gold_frames() -> dict[str, pl.DataFrame]:
    """All shared reports as staging tables."""
    reports, statements = [], []
    for stem in HEADS:
        report, told = _report(stem)
        reports.append(report)
        statements += told
    dates = dict.fromkeys(("period_start_on", "period_end_on", "published_on"), pl.Date)
    texts = {"readings": pl.List(pl.String), "confidence": pl.Decimal(3, 2)}
    amounts = dict.fromkeys(("value", "lower_bound", "upper_bound"), AMOUNT)
    return {
        "stg_reports": pl.DataFrame(reports, schema_overrides=dates, infer_schema_length=None),
        "stg_statements": pl.DataFrame(statements, schema_overrides={**amounts, **texts}, infer_schema_length=None),
    }


def _report(stem: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    year, key, organ, form, scope = HEADS[stem]
    report: dict[str, Any] = {
        "report_id": stem, "file": stem, "sha256": stem, "version": 1, "is_current": True, "report_year": year,
        "issuer": stem.rpartition("-")[0] or stem, "organ_kind": organ, "jurisdiction_key": key, "scope": scope,
        "form_code": form, "period_start_on": None, "period_end_on": None, "published_on": None,
    }  # fmt: skip
    statements = []
    for number, row in enumerate(_typed(stem), 1):
        if row["metric_code"].startswith("report."):
            name = row["metric_code"].removeprefix("report.").removesuffix("_on") + "_on"
            report[name] = date.fromisoformat(row["value"])
        else:
            statements.append(_statement(stem, number, row, form, year))
    for number, (metric, member, value, unit) in enumerate(QUOTED.get(stem, []), 1000):
        row = {"metric_code": metric, "dimension_member": member, "value": value, "unit": unit, "qualifier": "exact",
               "value_semantic": "reported", "evidence": "", "confidence": "1", "note": "prose"}  # fmt: skip
        statements.append(_statement(stem, number, row, form, year))
    return report, statements


def _typed(stem: str) -> list[dict[str, str]]:
    """What a person typed of the report; nothing of one that is only quoted."""
    file = GOLD / f"{stem}.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _statement(stem: str, number: int, row: dict[str, str], form: str, year: int) -> dict[str, Any]:
    value = Decimal(row["value"]) if row["value"] else None
    lower, upper = _bounds(value, row["qualifier"], row["evidence"])
    member = re.sub(r"^(statement_\d+|text)$", "", row["dimension_member"])
    return {
        "report_id": stem, "statement_no": number, "metric_code": row["metric_code"], "member": member,
        "value": value, "unit": row["unit"], "qualifier": row["qualifier"],
        "value_semantic": row["value_semantic"], "value_text": row["value"], "lower_bound": lower,
        "upper_bound": upper, "source": "table" if _is_cell(row, form, year) else "prose",
        "evidence": row["evidence"], "confidence": Decimal(row["confidence"] or 1), "decided_by": "printed",
        "readings": [], "agreement": "single", "is_settled": False,
    }  # fmt: skip


def _is_cell(row: dict[str, str], form: str, year: int) -> bool:
    if year < 2019:
        return (
            bool(re.search(r"[条件元](?: ?\d+){1,2}(?:$| \D)", row["evidence"])) and "信息数为" not in row["evidence"]
        )
    told = row["note"].startswith("prose") or row["dimension_member"] in ("text", "")
    if row["metric_code"].startswith("applications."):
        return row["metric_code"].startswith(CELLS) and not told
    return form in ("2019", "2021") and row["metric_code"].startswith(CELLS) and not row["note"].startswith("prose")


def _bounds(value: Decimal | None, qualifier: str, evidence: str) -> tuple[Decimal | None, Decimal | None]:
    """What 余, 近 and 24.8万 leave open."""
    if value is None or qualifier == "exact":
        return value, value
    if qualifier == "at_least":
        return value, (value + 10 if value % 10 == 0 else None)
    half = 500 if "万" in evidence or "萬" in evidence else 0
    return value - half, value + half
