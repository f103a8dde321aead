"""One place's history as a workbook: its series year by year, its figures with their words, its failing identities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SERIES = """
select
    series.label_zh as 指标, series.label_en as series, series.unit as 单位, points.report_year, points.value,
    points.status, points.comparability, points.break_kind, points.break_reason_zh, points.report_key
from marts.fct_series as points inner join marts.dim_series as series using (series_code)
where points.jurisdiction_key = ? order by series.series_code, points.report_year
"""
FIGURES = """
select
    figures.report_year, metrics.label_zh as 指标, figures.metric_code, figures.member, figures.value, figures.value_on,
    figures.unit, figures.qualifier, figures.value_semantic, figures.status, statements.evidence, statements.locator,
    figures.report_key
from marts.fct_figure as figures
inner join marts.dim_metric as metrics using (metric_code)
inner join marts.fct_statement as statements using (report_key, statement_no)
where figures.jurisdiction_key = ? order by figures.report_year, figures.report_key, figures.statement_no
"""
REPORTS = """
select report_year, title, issuer, organ_kind, scope, form_code, published_on, is_on_time, file, sha256, report_key
from marts.dim_report where jurisdiction_key = ? order by report_year, report_key
"""
FAILURES = """
select
    reports.report_year, identities.identity_code, identities.member, identities.arithmetic_zh, identities.arithmetic,
    identities.severity, identities.evidence, reports.report_key
from marts.fct_identity as identities inner join marts.dim_report as reports using (report_key)
where identities.verdict = 'fails' and reports.jurisdiction_key = ? order by all
"""
SHEETS = {"序列 series": SERIES, "数据 figures": FIGURES, "报告 reports": REPORTS, "不平 identities": FAILURES}
FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)}


class UnknownPlaceError(Exception):
    """The published file knows no such jurisdiction."""


NAMED = """
select jurisdiction_key from marts.dim_jurisdiction
where $place in (jurisdiction_key, name_zh, full_name_zh)
order by jurisdiction_key <> $place, full_name_zh <> $place, jurisdiction_key
"""


def keys_named(warehouse: Path, place: str) -> list[str]:
    """The jurisdictions of this key or name that the published file knows; a whole name or a key is one place."""
    with duckdb.connect(warehouse, read_only=True) as con:
        keys = [str(key) for (key,) in con.execute(NAMED, {"place": place}).fetchall()]
        reporting = {str(key) for (key,) in con.execute("select jurisdiction_key from marts.dim_report").fetchall()}
    if not keys:
        raise UnknownPlaceError(place)
    if place in keys:
        return [place]
    return [key for key in keys if key in reporting] or keys


def write_history(warehouse: Path, jurisdiction_key: str, target: Path) -> None:
    """`target` is a workbook of all that the published file knows of one place."""
    book = Workbook(write_only=True)
    with duckdb.connect(warehouse, read_only=True) as con:
        known = con.execute("select 1 from marts.dim_jurisdiction where jurisdiction_key = ?", [jurisdiction_key])
        if not known.fetchall():
            raise UnknownPlaceError(jurisdiction_key)
        for title, query in SHEETS.items():
            found = con.execute(query, [jurisdiction_key])
            _fill(book.create_sheet(title), [column[0] for column in found.description or ()], found.fetchall())
    book.save(target)


def _fill(sheet: WriteOnlyWorksheet, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, Font(bold=True)) for name in names])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: object, font: Font | None = None) -> WriteOnlyCell:
    """A cell that shows the value; words are words, even those that begin like a formula."""
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else value
    if isinstance(value, str):
        value = value.translate(FORBIDDEN)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font:
        cell.font = font
    return cell
