"""A release folder: DuckDB file, Parquet by table, CSV by topic, data package, dictionary; renamed into place."""

from __future__ import annotations

import os
import shutil
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import duckdb

from dagster_project.release.catalog import PLACE_NAME, Table, references_of, tables_of
from dagster_project.release.dictionary import write_dictionary
from dagster_project.release.package import write_package


def write_release(
    warehouse: Path, manifest: Path, releases: Path, name: str, page: Callable[[Path, Path], None] | None = None
) -> Path:
    """The folder `name` under `releases` holds the published file in every form; one that is there stays as it is."""
    target = releases / name
    if target.exists():
        return target
    draft = releases / f".{name}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    copy = draft / "ogi.duckdb"
    shutil.copyfile(warehouse, copy)
    tables = tables_of(copy, references_of(manifest))
    _write_tables(copy, draft, tables)
    if page:
        page(copy, draft / "index.html")
    write_dictionary(draft / "dictionary.html", name, tables)
    write_package(draft, name, _made_from(copy), tables)
    os.replace(draft, target)
    return target


def is_topic(table: str) -> bool:
    """A topic mart, which leaves as CSV too."""
    return table.startswith("mart_")


def _write_tables(warehouse: Path, folder: Path, tables: list[Table]) -> None:
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    with duckdb.connect(warehouse, read_only=True) as con:
        for table in tables:
            _copy(con, table, folder / "parquet" / f"{table.name}.parquet", "format parquet, compression zstd")
            if is_topic(table.name):
                _for_spreadsheets(con, table, folder / "csv" / f"{table.name}.csv")


def _copy(con: duckdb.DuckDBPyConnection, table: Table, target: Path, how: str) -> None:
    order = f" order by {', '.join(table.key)}" if table.key and table.rows < 1_000_000 else ""
    path = str(target).replace("'", "''")
    con.execute(f"copy (select * from marts.{table.name}{order}) to '{path}' ({how})")


def _for_spreadsheets(con: duckdb.DuckDBPyConnection, table: Table, target: Path) -> None:
    """The topic with the name of the place in front, and the mark at its head by which Excel knows UTF-8."""
    order = ", ".join(f"topic.{name}" for name in table.key)
    path = str(target).replace("'", "''")
    con.execute(
        f"copy (select places.full_name_zh as {PLACE_NAME.name}, topic.* from marts.{table.name} as topic "
        "left join marts.dim_jurisdiction as places using (jurisdiction_key) "
        f"order by {order}) to '{path}' (format csv, header true)"
    )
    target.write_bytes(BOM_UTF8 + target.read_bytes())


def _made_from(warehouse: Path) -> str:
    with duckdb.connect(warehouse, read_only=True) as con:
        return str(con.execute("select signature from about.publication").fetchall()[0][0])
