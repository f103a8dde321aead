"""What a published file says of itself: its marts, their columns and comments, and the keys that dbt tests."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb


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


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that dbt's tests hold the marts to."""

    unique: Mapping[str, tuple[str, ...]]
    foreign: Mapping[tuple[str, str], tuple[str, str]]


def keys_of(manifest: Path) -> Keys:
    """The keys that the dbt manifest states or tests, and the relationships that it tests."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    unique = {
        str(node["name"]): tuple(node["config"]["meta"]["key"])
        for node in nodes.values()
        if node["resource_type"] == "model" and "key" in node["config"]["meta"]
    }
    foreign: dict[tuple[str, str], tuple[str, str]] = {}
    for node in nodes.values():
        test = node.get("test_metadata")
        if test is None or not node.get("attached_node"):
            continue
        table = str(node["attached_node"]).rsplit(".", 1)[1]
        arguments = test["kwargs"]
        if test["name"] == "unique":
            unique.setdefault(table, _parts(str(arguments["column_name"])))
        elif test["name"] == "relationships":
            foreign[table, str(arguments["column_name"])] = (_referred(arguments["to"]), str(arguments["field"]))
    return Keys(unique, foreign)


def tables_of(warehouse: Path, keys: Keys) -> list[Table]:
    """The marts of a published file in the order of their names."""
    with duckdb.connect(warehouse, read_only=True) as con:
        columns = _columns(con, keys)
        found = con.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'marts' and not internal union all "
            "select view_name, comment from duckdb_views() where schema_name = 'marts' and not internal order by 1"
        ).fetchall()
        return [
            Table(name, comment or "", _rows(con, name), keys.unique.get(name, ()), tuple(columns[name]))
            for name, comment in found
        ]


def _columns(con: duckdb.DuckDBPyConnection, keys: Keys) -> dict[str, list[Column]]:
    columns: dict[str, list[Column]] = defaultdict(list)
    found = con.execute(
        "select table_name, column_name, data_type, not is_nullable, coalesce(comment, '') from duckdb_columns() "
        "where schema_name = 'marts' and not internal order by table_name, column_index"
    )
    for table, name, data_type, required, comment in found.fetchall():
        columns[table].append(Column(name, data_type, required, comment, keys.foreign.get((table, name))))
    return columns


def _rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f'select count(*) from marts."{table}"').fetchall()[0][0])


def _parts(expression: str) -> tuple[str, ...]:
    """The columns of a key that is tested as one text: a || '/' || b."""
    return tuple(part.strip() for part in expression.split("||") if "'" not in part)


def _referred(to: Any) -> str:
    return str(to).split("'")[1]
