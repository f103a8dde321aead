"""From the published marts to what the page carries: every table as columns, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import duckdb

from dagster_project.identities.explain import REMARKS_ZH
from dagster_project.page import queries as q
from dagster_project.page.columns import Json, Row, table
from dagster_project.page.measures import HEADLINES, measures_within

Identities: TypeAlias = Sequence[Mapping[str, str]]


def undecided(con: duckdb.DuckDBPyConnection, most: int) -> list[Row]:
    """The work list, with what is missing told in Chinese too."""
    zh = q.UNDECIDED_COLUMNS.index("told_zh")
    found = q.rows(con, q.UNDECIDED, most)
    return [(*row[:zh], REMARKS_ZH.get(str(row[zh]), row[zh]), *row[zh + 1 :]) for row in found]


def payload(con: duckdb.DuckDBPyConnection, bounds: q.Bounds, codebook: Identities = ()) -> dict[str, Json]:
    """What the page carries of the warehouse, within the bounds; the same warehouse and codebook give the same."""
    measures = measures_within(con, bounds.points)
    figures = q.rows(con, q.FIGURES, bounds.figures, list(HEADLINES))
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
        **measures,
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
