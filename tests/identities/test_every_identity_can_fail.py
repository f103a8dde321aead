"""Each declared identity, whatever its kind, passes a report, fails one and finds one not assessable."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from tests.identities.cases import CASES, Case
from tests.identities.made_reports import seeds, tried

CODES = [row["identity_code"] for row in seeds()["identities"]]


@cache
def found(case: str) -> dict[str, list[dict[str, object]]]:
    """The rows of every identity on the report that was made for it."""
    tables = seeds()
    cases = [Case(row, tables, case, place) for place, row in enumerate(tables["identities"])]
    rows = tried([report for one in cases for report in one.reports()])
    kept = rows.filter(pl.col("identity_code") == pl.col("report_id"))
    return {code: kept.filter(pl.col("identity_code") == code).to_dicts() for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_holds_on_a_report_made_to_meet_it(code: str) -> None:
    assert {row["verdict"] for row in found("holds")[code]} >= {"holds"}
    assert "fails" not in {row["verdict"] for row in found("holds")[code]}


@pytest.mark.parametrize("code", CODES)
def test_fails_on_a_report_made_to_break_it_and_shows_the_arithmetic(code: str) -> None:
    failing = [row for row in found("fails")[code] if row["verdict"] == "fails"]
    assert failing
    assert all(row["arithmetic"] and row["arithmetic_zh"] and row["residual"] is not None for row in failing)


@pytest.mark.parametrize("code", CODES)
def test_is_not_assessable_without_its_operands_and_names_them(code: str) -> None:
    rows = found("not_assessable")[code]
    assert rows
    assert {row["verdict"] for row in rows} == {"not_assessable"}
    assert all(row["missing_operands"] or row["remark"] for row in rows)


def test_every_case_is_tried() -> None:
    assert CASES == ("holds", "fails", "not_assessable")
    assert len(CODES) == len(set(CODES)) >= 121
