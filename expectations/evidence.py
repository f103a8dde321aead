"""What a judgement rests on, opened as one read-only database: the marts, what was staged, what is declared.

The marts keep their names. Beside them stand raw_file, staged_file, staged_report, staged_statement (what went in),
published_report (what readers have now), identity_declared, identity_tally and identity_failure.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from dagster_project.resources import duckdb_settings
from expectations.it_adds_up import Identity

STAGED = {"files": "staged_file", "reports": "staged_report", "statements": "staged_statement"}

TALLY = """
create table identity_tally as
with tried as (
    select
        identity_code,
        count(*) as n_tried,
        count(*) filter (where verdict = 'fails') as n_failed,
        bool_and(
            report_key is not null and verdict is not null
            and (verdict = 'not_assessable' or (lhs is not null and rhs is not null and residual is not null))
        ) as is_told
    from fct_identity group by identity_code
),
implied as (
    select distinct d.identity_code
    from identity_declared as d
    inner join dim_report as r
        on list_contains(d.forms, r.form_code) and r.report_year between d.first_year and d.last_year
    where d.is_implied
)
select
    d.identity_code,
    coalesce(t.n_tried, 0) as n_tried,
    coalesce(t.n_failed, 0) as n_failed,
    coalesce(t.is_told, false) or (
        t.identity_code is null
        and i.identity_code is null
        and (exists (select 1 from tried) or not exists (select 1 from implied))
    ) as is_settled
from (select distinct identity_code from identity_declared) as d
left join tried as t on d.identity_code = t.identity_code
left join implied as i on d.identity_code = i.identity_code
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the facts lie: the DuckDB file to judge, the staged Parquet, the codebook, what is in raw/ by name.

    `raw_files` are the names as the staged files have them, `<report year>/<file>`. `published` is the file that
    readers have now, None when there is none. Above `unread_bound`, the percentage of all numerals that may stay
    unread, nothing is published.
    """

    warehouse: Path
    staging: Path
    seeds: Path
    raw_files: tuple[str, ...]
    published: Path | None = None
    unread_bound: Decimal = Decimal(10)


@contextmanager
def opened(evidence: Evidence) -> Iterator[duckdb.DuckDBPyConnection]:
    """One connection that sees all evidence and can change none of it."""
    with duckdb.connect(config=duckdb_settings(evidence.warehouse)) as connection:
        connection.execute(f"attach '{_quoted(evidence.warehouse)}' as judged (read_only)")
        _show_marts(connection)
        _show_staged(connection, evidence.staging)
        _show_published(connection, evidence.published)
        connection.execute("create table raw_file as select unnest(cast(? as varchar[])) as file", [evidence.raw_files])
        _declare(connection, evidence.seeds)
        _tally(connection)
        yield connection


def identities(seeds: Path) -> tuple[Identity, ...]:
    """The identities of the codebook, in its order."""
    return tuple(
        Identity(row["identity_code"], row["title_en"], row["title_zh"], row["legal_source"], row["severity"])
        for row in _rows(seeds / "identities.csv")
    )


def _show_marts(connection: duckdb.DuckDBPyConnection) -> None:
    for table in _tables(connection, "judged"):
        connection.execute(f'create view "{table}" as from judged.marts."{table}"')


def _show_staged(connection: duckdb.DuckDBPyConnection, staging: Path) -> None:
    for folder, view in STAGED.items():
        if any((staging / folder).glob("*/*.parquet")):
            files = f"{_quoted(staging / folder)}/*/*.parquet"
            connection.execute(
                f"create view {view} as from read_parquet('{files}', hive_partitioning = false, union_by_name = true)"
            )


def _show_published(connection: duckdb.DuckDBPyConnection, published: Path | None) -> None:
    if published is None:
        connection.execute("create table published_report (report_key varchar, file varchar, sha256 varchar)")
        return
    connection.execute(f"attach '{_quoted(published)}' as published (read_only)")
    connection.execute(
        "create table published_report as select report_key, file, sha256 from published.marts.dim_report"
    )
    connection.execute("detach published")


def _declare(connection: duckdb.DuckDBPyConnection, seeds: Path) -> None:
    connection.execute(
        "create table identity_declared (identity_code varchar, forms varchar[], first_year integer,"
        " last_year integer, is_implied boolean)"
    )
    rows = [
        [
            row["identity_code"],
            row["forms"].split("|"),
            int(row["first_year"] or 0),
            int(row["last_year"] or 9999),
            row["presence"] == "form" and not row["level_rule"],
        ]
        for row in _rows(seeds / "identities.csv")
    ]
    connection.executemany("insert into identity_declared values (?, ?, ?, ?, ?)", rows)


def _tally(connection: duckdb.DuckDBPyConnection) -> None:
    if {"fct_identity", "dim_report"} <= set(_tables(connection, "judged")):
        connection.execute(TALLY)
        connection.execute("create table identity_failure as from fct_identity where verdict = 'fails'")


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    found = connection.execute(
        "select table_name from information_schema.tables where table_catalog = ? and table_schema = 'marts'"
        " order by table_name",
        [database],
    )
    return [str(name) for (name,) in found.fetchall()]


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _quoted(words: object) -> str:
    return str(words).replace("'", "''")
