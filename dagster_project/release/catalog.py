"""What a published file says of itself: its marts, their columns and comments, their keys and what these refer to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from expectations.keys_are_sound import KEYS


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a mart; `refers_to` is the table and column that its values are found in."""

    name: str
    data_type: str
    is_required: bool
    comment: str
    refers_to: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Table:
    """One mart: what a row is, its key, its columns in their order."""

    name: str
    comment: str
    rows: int
    key: tuple[str, ...]
    columns: tuple[Column, ...]


# What the CSV of a topic has in front of the columns of its mart.
PLACE_NAME = Column("place_zh", "VARCHAR", False, "Full name of the place (地名全称)", None)

References = Mapping[tuple[str, str], tuple[str, str]]


def references_of(manifest: Path) -> References:
    """Table and column where each column's values are found: the relationships that dbt tests."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for node in nodes.values():
        test = node.get("test_metadata")
        if test and test["name"] == "relationships" and node.get("attached_node"):
            table, arguments = str(node["attached_node"]).rsplit(".", 1)[1], test["kwargs"]
            found[table, str(arguments["column_name"])] = (_referred(arguments["to"]), str(arguments["field"]))
    return found


def tables_of(warehouse: Path, references: References) -> list[Table]:
    """The marts of a published file in the order of their names."""
    with duckdb.connect(warehouse, read_only=True) as con:
        columns = _columns(con, references)
        found = con.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'marts' and not internal union all "
            "select view_name, comment from duckdb_views() where schema_name = 'marts' and not internal order by 1"
        ).fetchall()
        return [
            Table(name, comment or "", _rows(con, name), KEYS.get(name, ()), tuple(columns[name]))
            for name, comment in found
        ]


def _columns(con: duckdb.DuckDBPyConnection, references: References) -> dict[str, list[Column]]:
    columns: dict[str, list[Column]] = defaultdict(list)
    found = con.execute(
        "select table_name, column_name, data_type, not is_nullable, coalesce(comment, '') from duckdb_columns() "
        "where schema_name = 'marts' and not internal order by table_name, column_index"
    )
    for table, name, data_type, required, comment in found.fetchall():
        columns[table].append(Column(name, data_type, required, comment, references.get((table, name))))
    return columns


def _rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f'select count(*) from marts."{table}"').fetchall()[0][0])


def _referred(to: Any) -> str:
    return str(to).split("'")[1]
