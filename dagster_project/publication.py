"""From the build file to the published one: copied beside it, judged by the caller, then renamed over it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from dagster_project.resources import Places, digest, duckdb_settings, project_fingerprint
from dagster_project.staging.settlement import settled_state, staging_state
from dagster_project.staging.store import staged_state, staged_years
from dagster_project.staging.strays import strays_state
from expectations.keys_are_sound import enforced_keys, enforced_references

OLDEST_READER = "v1.0.0"
SMALL_BLOCKS = 16384
LARGE_BLOCKS = 262144
LARGE_FILE = 256 << 20


class NotPublishableError(Exception):
    """Nothing was published; the message says why."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What stands in the published file: its tables with their rows, and from what they were made."""

    path: Path
    bytes: int
    rows: dict[str, int]
    signature: str


def build_signature(here: Places) -> str:
    """What a build made now would be made from: the staged years, the models, the suites, the code."""
    states = {year: staged_state(here, year) for year in staged_years(here)}
    torn = [str(year) for year, state in states.items() if state is None]
    if torn:
        raise NotPublishableError(f"staging was interrupted for {', '.join(torn)}: materialise those years again")
    staging = staging_state(here)
    if settled_state(here) != staging:
        raise NotPublishableError("settlements are older than what is staged: materialise them again")
    return digest([project_fingerprint(), staging, strays_state(here)])


def start_build(here: Places) -> None:
    """Nothing of an earlier or interrupted build is left."""
    _remove(here.build)
    here.build.parent.mkdir(parents=True, exist_ok=True)


def sign_build(here: Places, signature: str) -> None:
    """The build file is complete and says from what it was made."""
    with duckdb.connect(here.build) as build:
        build.execute("create schema if not exists about")
        build.execute("create or replace table about.publication as select ? as signature", [signature])


def publish(here: Places, judge: Callable[[Path], None]) -> Publication:
    """The marts of the build file are published, unless the judge of the very copy that would be published raises."""
    signature = _signature(here.build, "it was not built to its end")
    _remove(here.candidate)
    here.candidate.parent.mkdir(parents=True, exist_ok=True)
    rows = _copy_marts(here.build, here.candidate, signature)
    judge(here.candidate)
    _to_disk(here.candidate)
    os.replace(here.candidate, here.published)
    _to_disk(here.published.parent)
    return Publication(here.published, here.published.stat().st_size, rows, signature)


def published(here: Places) -> Publication | None:
    """What is published now, None when there is nothing or it is not whole."""
    if not here.published.exists():
        return None
    try:
        with duckdb.connect(here.published, read_only=True) as warehouse:
            signature = _one(warehouse, "select signature from about.publication")
            promised = dict(warehouse.execute("select table_name, rows from about.tables").fetchall())
            rows = {table: int(_one(warehouse, f"select count(*) from marts.{table}")) for table in promised}
    except duckdb.Error:
        return None
    if rows != promised:
        return None
    return Publication(here.published, here.published.stat().st_size, rows, signature)


def published_file(here: Places) -> Path | None:
    """The file that readers have now, None when there is none that can be read."""
    return here.published if published(here) else None


def content_of(warehouse: Path) -> dict[str, tuple[int, int]]:
    """Rows and a digest of them by mart: equal for files that hold the same facts, in whatever order."""
    with duckdb.connect(warehouse, read_only=True) as marts:
        return {
            table: marts.execute(f"select count(*), sum(hash(t)::hugeint) from marts.{table} as t").fetchall()[0]
            for table in _tables(marts, "current_database()")
        }


def _copy_marts(build: Path, copy: Path, signature: str) -> dict[str, int]:
    blocks = SMALL_BLOCKS if build.stat().st_size < LARGE_FILE else LARGE_BLOCKS
    with duckdb.connect(config=duckdb_settings(copy)) as both:
        both.execute("set enable_progress_bar = false")
        both.execute(f"attach '{_quoted(build)}' as ogi (read_only)")
        both.execute(f"attach '{_quoted(copy)}' as copy (storage_version '{OLDEST_READER}', block_size {blocks})")
        both.execute("create schema copy.marts")
        rows = _copy_tables(both)
        if not rows:
            raise NotPublishableError("the build file has no marts")
        both.execute("begin")  # some 500 comments, each would be a transaction of its own
        _copy_comments(both)
        both.execute("create schema copy.about")
        both.execute("create table copy.about.publication as select ? as signature, now() as published_at", [signature])
        both.execute("create table copy.about.tables (table_name varchar, rows bigint)")
        both.executemany("insert into copy.about.tables values (?, ?)", list(rows.items()))
        both.execute("commit")
        both.execute("checkpoint copy")
    return rows


def _tables(marts: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    found = marts.execute(
        "select table_name from information_schema.tables "
        f"where table_catalog = {database} and table_schema = 'marts' order by table_name"
    )
    return [str(name) for (name,) in found.fetchall()]


def _copy_tables(both: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Every mart stands in the copy, what it refers to before it; how many rows each has, by name."""
    tables = _tables(both, "'ogi'")
    referred = {table: [to for _, to, _ in enforced_references(table) if to in tables] for table in tables}
    rows = {table: _copy_table(both, table, referred[table]) for table in TopologicalSorter(referred).static_order()}
    return {table: rows[table] for table in tables}


def _copy_table(both: duckdb.DuckDBPyConnection, table: str, referred: Sequence[str]) -> int:
    """The mart stands in the copy with its constraints and its enforced keys; a view becomes a table."""
    definition = both.execute(
        "select sql from duckdb_tables() where database_name = 'ogi' and schema_name = 'marts' and table_name = ?",
        [table],
    ).fetchall()
    if definition:
        both.execute("use copy")
        both.execute(_with_keys(definition[0][0], _keys(table, referred)))
        both.execute("use memory")
        try:
            both.execute(f"insert into copy.marts.{table} from ogi.marts.{table}")
        except duckdb.ConstraintException as error:
            raise NotPublishableError(f"{table} breaks a key: {error}") from error
    else:
        both.execute(f"create table copy.marts.{table} as from ogi.marts.{table}")
    return int(_one(both, f"select count(*) from copy.marts.{table}"))


def _keys(table: str, referred: Sequence[str]) -> list[str]:
    """The key of the table, and its references to tables that are there, as constraints."""
    key = enforced_keys().get(table)
    foreign = [
        f"foreign key ({column}) references marts.{to} ({found_in})"
        for column, to, found_in in enforced_references(table)
        if to in referred
    ]
    return [*([f"primary key ({', '.join(key)})"] if key else []), *foreign]


def _with_keys(definition: str, keys: Sequence[str]) -> str:
    """The statement that creates a table, with these constraints besides its own."""
    columns = definition.rstrip().removesuffix(";").rstrip().removesuffix(")")
    return f"{', '.join([columns, *keys])})"


def _copy_comments(both: duckdb.DuckDBPyConnection) -> None:
    for kind in ("table", "view"):
        of_tables = both.execute(
            f"select {kind}_name, comment from duckdb_{kind}s() "
            "where database_name = 'ogi' and schema_name = 'marts' and comment is not null"
        )
        for table, comment in of_tables.fetchall():
            both.execute(f"comment on table copy.marts.{table} is '{_quoted(comment)}'")
    of_columns = both.execute(
        "select table_name, column_name, comment from duckdb_columns() "
        "where database_name = 'ogi' and schema_name = 'marts' and comment is not null"
    )
    for table, column, comment in of_columns.fetchall():
        both.execute(f"comment on column copy.marts.{table}.{column} is '{_quoted(comment)}'")


def _signature(warehouse: Path, lack: str) -> str:
    if not warehouse.exists():
        raise NotPublishableError(f"{warehouse} is missing: materialise the marts first")
    with duckdb.connect(warehouse, read_only=True) as build:
        try:
            return _one(build, "select signature from about.publication")
        except duckdb.CatalogException as error:
            raise NotPublishableError(f"{warehouse} is not to be published: {lack}") from error


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    return str(connection.execute(query).fetchall()[0][0])


def _quoted(words: object) -> str:
    return str(words).replace("'", "''")


def _remove(warehouse: Path) -> None:
    for path in (warehouse, warehouse.with_name(f"{warehouse.name}.wal")):
        path.unlink(missing_ok=True)
    shutil.rmtree(warehouse.with_name(f"{warehouse.name}.tmp"), ignore_errors=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
