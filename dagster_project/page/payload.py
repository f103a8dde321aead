"""From the published marts to what the page carries: every table as columns, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import TypeAlias

import duckdb

from dagster_project.identities.explain import REMARKS_ZH
from dagster_project.page import queries as q
from dagster_project.page.columns import Json, Row, plain, steps, table

Identities: TypeAlias = Sequence[Mapping[str, str]]


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
            "notes": table(q.NOTE_COLUMNS, notes),
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


def undecided(con: duckdb.DuckDBPyConnection, most: int) -> list[Row]:
    """The work list, with what is missing told in Chinese too."""
    zh = q.UNDECIDED_COLUMNS.index("told_zh")
    found = q.rows(con, q.UNDECIDED, most)
    return [(*row[:zh], REMARKS_ZH.get(str(row[zh]), row[zh]), *row[zh + 1 :]) for row in found]


def payload(con: duckdb.DuckDBPyConnection, bounds: q.Bounds, codebook: Identities = ()) -> dict[str, Json]:
    """What the page carries of the warehouse, within the bounds; the same warehouse and codebook give the same."""
    points = _points(con, bounds.points)
    figures = q.rows(con, q.FIGURES, bounds.figures, list(q.HEADLINES))
    identities = q.rows(con, q.IDENTITIES, bounds.identities)
    to_decide = undecided(con, bounds.identities)
    _remember(con, "picked", ("report_key", "metric_code", "member"), (row[:3] for row in figures))
    latest = q.rows(con, q.LATEST_REPORTS, bounds.reports)
    needed = {(str(row[0]),) for row in (*figures, *identities, *to_decide, *latest)}
    _remember(con, "needed", ("report_key",), sorted(needed))
    reports = q.rows(con, q.REPORTS)
    return {
        "years": table(("year", "form", "is_break"), q.rows(con, q.YEARS)),
        "country": table(q.COUNTRY_COLUMNS, q.rows(con, q.COUNTRY)),
        "places": table(q.PLACE_COLUMNS, q.rows(con, q.PLACES)),
        **points,
        "open_cells": table(q.OPEN_COLUMNS, q.rows(con, q.OPEN_CELLS, bounds.figures)),
        "bridges": table(q.BRIDGE_COLUMNS, q.rows(con, q.BRIDGES)),
        "metrics": table(q.METRIC_COLUMNS, q.rows(con, q.METRICS)),
        "identities": table(q.IDENTITY_COLUMNS, identities),
        "undecided": table(q.UNDECIDED_COLUMNS, to_decide),
        "identity_titles": table(q.TITLE_COLUMNS, _titles({row[1] for row in (*identities, *to_decide)}, codebook)),
        "figures": table(q.FIGURE_COLUMNS, figures),
        "statements": table(q.STATEMENT_COLUMNS, q.rows(con, q.STATEMENTS)),
        "alternatives": table(q.ALTERNATIVE_COLUMNS, q.rows(con, q.ALTERNATIVES)),
        "reports": table(q.REPORT_COLUMNS, reports),
        "held": {
            "figures": len(figures),
            "identities": len(identities),
            "undecided": len(to_decide),
            "reports": len(reports),
        },
        "total": table(("points", "figures", "identities", "reports", "undecided"), q.rows(con, q.TOTALS)),
    }


def _points(con: duckdb.DuckDBPyConnection, limit: int) -> dict[str, Json]:
    measures = Measures(limit)
    left_out: list[Json] = []
    for ratio in q.RATIOS:
        about: dict[str, Json] = {
            "code": f"{ratio.mart}.{ratio.column}", "en": ratio.label_en, "zh": ratio.label_zh, "unit": ratio.unit,
            "measure": "rate" if ratio.unit == "percent" else "count", "made_from": list(ratio.made_from),
        }  # fmt: skip
        if not measures.add(about, q.rows(con, q.ratio_query(ratio))):
            left_out.append(about["code"])
    for series in q.rows(con, q.SERIES, list(q.HEADLINES)):
        about = {name: plain(value) for name, value in zip(q.SERIES_COLUMNS, series, strict=True)}
        if about["points"] and not measures.add(about, q.rows(con, q.POINTS, series[0])):
            left_out.append(about["code"])
    return measures.as_json() | {"series_left_out": left_out}


def _titles(shown: set[object], codebook: Identities) -> list[Row]:
    """What each of these identities demands, in the words of the codebook."""
    return [
        (row["identity_code"], row["title_en"], row["title_zh"], row["legal_source"])
        for row in codebook
        if row["identity_code"] in shown
    ]


def _remember(con: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A temporary table of these rows, for the queries that follow."""
    con.execute(f"create or replace temp table {name} ({', '.join(f'{column} varchar' for column in columns)})")
    by_column = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    unnested = ", ".join("unnest(?::varchar[])" for _ in columns)
    con.execute(f"insert into {name} select {unnested}", by_column)
