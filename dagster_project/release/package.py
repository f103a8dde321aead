"""datapackage.json after the Frictionless standard: every file of a release with its schema and checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from dagster_project.release.catalog import PLACE_NAME, Column, Table

Json: TypeAlias = "str | int | bool | Sequence[Json] | dict[str, Json]"

MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv", "duckdb": "application/vnd.duckdb"}
FIELD_TYPES = {"VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "BOOLEAN": "boolean", "DATE": "date"}
OTHER_FIELD_TYPES = {"DECIMAL": "number", "TIMESTAMP": "datetime", "VARCHAR[]": "array", "HUGEINT": "integer"}


def write_package(folder: Path, name: str, made_from: str, tables: Sequence[Table]) -> None:
    """datapackage.json of the release in `folder` describes every data file that lies in it."""
    package: Json = {
        "profile": "data-package",
        "name": "government-disclosure-reports",
        "title": "Chinese government disclosure reports: figures, series and identities",
        "description": "政府信息公开工作年度报告: every figure as filed, chosen and harmonised, with its words.",
        "version": name,
        "id": made_from,
        "resources": list(_resources(folder, {table.name: table for table in tables})),
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _resources(folder: Path, tables: dict[str, Table]) -> Iterable[Json]:
    for path in sorted(folder.rglob("*")):
        kind = path.suffix.removeprefix(".")
        if kind not in MEDIA_TYPES:
            continue
        resource: dict[str, Json] = {
            "name": f"{path.stem.replace('_', '-')}-{kind}",
            "path": path.relative_to(folder).as_posix(),
            "format": kind,
            "mediatype": MEDIA_TYPES[kind],
            "bytes": path.stat().st_size,
            "hash": f"sha256:{_sha256(path)}",
        }
        if kind != "duckdb":
            resource |= _tabular(tables[path.stem], kind, set(tables))
        yield resource


def _tabular(table: Table, kind: str, tables: set[str]) -> dict[str, Json]:
    columns = (PLACE_NAME, *table.columns) if kind == "csv" else table.columns
    schema: dict[str, Json] = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    schema["foreignKeys"] = [
        {
            "fields": [column.name],
            "reference": {
                "resource": f"{column.refers_to[0].replace('_', '-')}-parquet",
                "fields": [column.refers_to[1]],
            },
        }
        for column in table.columns
        if column.refers_to and column.refers_to[0] in tables
    ]
    tabular: dict[str, Json] = {"description": table.comment, "schema": schema}
    if kind == "csv":
        tabular |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
    return tabular


def _field(column: Column) -> Json:
    field: dict[str, Json] = {"name": column.name, "type": field_type(column.data_type), "description": column.comment}
    if column.is_required:
        field["constraints"] = {"required": True}
    return field


def field_type(data_type: str) -> str:
    """The Frictionless type of a DuckDB type; one that is not foreseen raises."""
    plain = data_type.split("(")[0]
    return (FIELD_TYPES | OTHER_FIELD_TYPES)[plain]


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
