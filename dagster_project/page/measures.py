"""The measures that the page draws over its places and years: the ratios of the topic marts, and every series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import duckdb

from dagster_project.page.columns import Json, Row, plain, steps, table
from dagster_project.page.queries import rows

HEADLINES = (
    "h.requests.received",
    "h.requests.closed",
    "h.outcome.granted_all",
    "h.outcome.partial",
    "h.outcome.refused",
    "h.requests.carried_out",
    "h.proactive.items",
    "h.review.concluded",
    "h.review.corrected",
    "h.litigation.concluded",
    "h.litigation.corrected",
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measure of a topic mart that is shown beside the series, and the series that it is made from."""

    mart: str
    column: str
    unit: str
    label_en: str
    label_zh: str
    made_from: tuple[str, ...] = ()


GRANTED, REFUSED, CLOSED = "h.outcome.granted_all", "h.outcome.refused", "h.requests.closed"
RATIOS = (
    Ratio(
        "mart_applications",
        "grant_rate_pct",
        "percent",
        "Grant rate (granted ÷ closed)",
        "予以公开率（予以公开÷办结）",
        (GRANTED, CLOSED),
    ),
    Ratio(
        "mart_applications",
        "refusal_rate_pct",
        "percent",
        "Refusal rate (refused ÷ closed)",
        "不予公开率（不予公开÷办结）",
        (REFUSED, CLOSED),
    ),
    Ratio(
        "mart_remedies",
        "review_correction_rate_pct",
        "percent",
        "Reviews corrected ÷ reviews concluded",
        "行政复议纠正率（纠正÷已审结）",
        ("h.review.corrected", "h.review.concluded"),
    ),
    Ratio(
        "mart_remedies",
        "litigation_correction_rate_pct",
        "percent",
        "Lawsuits corrected ÷ lawsuits concluded",
        "行政诉讼纠正率（纠正÷已审结）",
        ("h.litigation.corrected", "h.litigation.concluded"),
    ),
    Ratio("mart_reporting", "cells_filled_pct", "percent", "Cells of the statutory tables filled in", "法定表格填报率"),
    Ratio("mart_reporting", "n_identities_failing", "relation", "Identities that fail", "不平的勾稽关系数"),
    Ratio("mart_reporting", "days_late", "day", "Days late", "逾期天数"),
)

SERIES = """
with counted as (select series_code, count(*) as points from marts.fct_series group by series_code)
select series_code, label_en, label_zh, unit, measure_type, aggregation, coalesce(points, 0)
from marts.dim_series left join counted using (series_code)
order by coalesce(list_position(?::varchar[], series_code), 1000), 7 desc, series_code
"""
SERIES_COLUMNS = ("code", "en", "zh", "unit", "measure", "aggregation", "points")

POINTS = """
select jurisdiction_key, report_year, value, status, comparability, break_kind, break_reason, break_reason_zh,
    bridge_code, form_code, is_exact, is_jurisdiction_wide, is_unit_doubtful
from marts.fct_series where series_code = ? order by jurisdiction_key, report_year
"""
NOTE_COLUMNS = (
    "status", "comparability", "break_kind", "break_reason", "break_reason_zh", "bridge", "form", "exact", "wide",
    "doubtful",
)  # fmt: skip


def measures_within(con: duckdb.DuckDBPyConnection, limit: int) -> dict[str, Json]:
    """The ratios and the series, the headlines first, that fit into so many points, and the names of the others."""
    measures = Measures(limit)
    left_out: list[Json] = []
    for ratio in RATIOS:
        about: dict[str, Json] = {
            "code": f"{ratio.mart}.{ratio.column}", "en": ratio.label_en, "zh": ratio.label_zh, "unit": ratio.unit,
            "measure": "rate" if ratio.unit == "percent" else "count", "made_from": list(ratio.made_from),
        }  # fmt: skip
        if not measures.add(about, rows(con, _ratio_query(ratio))):
            left_out.append(about["code"])
    for series in rows(con, SERIES, list(HEADLINES)):
        about = {name: plain(value) for name, value in zip(SERIES_COLUMNS, series, strict=True)}
        if about["points"] and not measures.add(about, rows(con, POINTS, series[0])):
            left_out.append(about["code"])
    return measures.as_json() | {"series_left_out": left_out}


class Measures:
    """The measures of the page over its places and years, added one by one while they fit."""

    def __init__(self, limit: int) -> None:
        self.room = limit
        self.keys: set[tuple[str, int]] = set()
        self.notes: dict[Row, int] = {}
        self.held: list[tuple[dict[str, Json], Sequence[Row]]] = []

    def add(self, about: dict[str, Json], points: Sequence[Row]) -> bool:
        """The measure is held with all its points, or, where they do not fit, not at all."""
        if len(points) > self.room:
            return False
        self.room -= len(points)
        self.keys |= {(str(point[0]), int(str(point[1]))) for point in points}
        for point in points:
            self.notes.setdefault(point[3:], len(self.notes))
        self.held.append((about, points))
        return True

    def as_json(self) -> dict[str, Json]:
        """The place-years in their order, and each measure's values at them."""
        ordered = sorted(self.keys)
        at = dict(zip(ordered, count(), strict=False))
        notes = [note for note in self.notes if note]
        index = {note: place for place, note in enumerate(notes)}
        return {
            "rows": table(("place", "year"), ordered),
            "notes": table(NOTE_COLUMNS, notes),
            "measures": [
                about
                | {
                    "at": steps(at[str(point[0]), int(str(point[1]))] for point in points),
                    "values": [plain(point[2]) for point in points],
                    "notes": [index.get(point[3:]) for point in points] if any(point[3:] for point in points) else [],
                }
                for about, points in self.held
            ],
        }


def _ratio_query(ratio: Ratio) -> str:
    """The points of a ratio, in the order of those of a series."""
    return (
        f"select jurisdiction_key, report_year, {ratio.column} from marts.{ratio.mart} "
        f"where {ratio.column} is not null order by jurisdiction_key, report_year"
    )
