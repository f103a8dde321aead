"""The dbt models of the identities, run as they are in an in-memory DuckDB: no dbt, no warehouse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import yaml

Row = Mapping[str, str]

DBT = Path(__file__).resolve().parents[2] / "dbt"
SEED_DECLARATION = DBT / "seeds" / "_identity_seeds.yml"
MODEL_DECLARATION = DBT / "models" / "intermediate" / "_identity_models.yml"
REFERENCE = re.compile(r"\{\{\s*ref\('(\w+)'\)\s*\}\}")
RESULT = "fct_identity"

STATEMENTS: dict[str, str] = {
    "report_id": "varchar",
    "statement_no": "integer",
    "metric_code": "varchar",
    "member": "varchar",
    "value": "decimal(28, 6)",
    "value_on": "date",
    "unit": "varchar",
    "qualifier": "varchar",
    "value_semantic": "varchar",
    "value_text": "varchar",
    "lower_bound": "decimal(28, 6)",
    "upper_bound": "decimal(28, 6)",
    "source": "varchar",
    "place": "varchar",
    "span_start": "bigint",
    "evidence": "varchar",
    "locator": "varchar",
    "confidence": "decimal(3, 2)",
    "decided_by": "varchar",
    "readings": "varchar[]",
    "agreement": "varchar",
    "is_settled": "boolean",
}
REPORTS: dict[str, str] = {
    "report_id": "varchar",
    "file": "varchar",
    "sha256": "varchar",
    "version": "integer",
    "is_current": "boolean",
    "folder_year": "integer",
    "report_year": "integer",
    "issuer": "varchar",
    "organ": "varchar",
    "organ_kind": "varchar",
    "jurisdiction_key": "varchar",
    "scope": "varchar",
    "form_code": "varchar",
    "period_start_on": "date",
    "period_end_on": "date",
    "published_on": "date",
}
PROBLEMS: dict[str, str] = {
    "file": "varchar",
    "sha256": "varchar",
    "report_id": "varchar",
    "report_year": "integer",
    "problem_code": "varchar",
    "severity": "varchar",
    "reason": "varchar",
}
INPUTS = {"stg_statements": STATEMENTS, "stg_reports": REPORTS, "stg_problems": PROBLEMS}


class EmptyInputError(ValueError):
    """Identities were asked of nothing: no report, or no identity declared."""


def evaluate(
    tables: Mapping[str, pl.DataFrame], seeds: Mapping[str, Sequence[Row]], wanted: Sequence[str] = (RESULT,)
) -> dict[str, pl.DataFrame]:
    """The wanted models over these staging tables and seed rows; columns not given are null.

    Raises EmptyInputError when there is no report or no identity: an identity tried on nothing has not passed.
    """
    if tables["stg_reports"].is_empty():
        raise EmptyInputError("no report to try the identities on")
    for name in ("identities", "identity_terms"):
        if not seeds.get(name):
            raise EmptyInputError(f"the seed {name} has no rows")
    with duckdb.connect() as connection:
        for name, columns in INPUTS.items():
            _load(connection, name, columns, tables.get(name))
        build(connection, seeds, wanted)
        return {name: connection.sql(f"select * from {name}").pl() for name in wanted}


def build(connection: duckdb.DuckDBPyConnection, seeds: Mapping[str, Sequence[Row]], wanted: Sequence[str]) -> None:
    """The wanted models, and all that they rest on, stand in this database, which holds the staging tables."""
    present = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
    for model in _in_order(wanted, present):
        if model in _seed_types() or model in seeds:
            _load_seed(connection, model, seeds.get(model, ()))
        else:
            kind = "view" if model in _views() else "table"
            connection.execute(f"create {kind} {model} as {_sql(model)}")


def _in_order(wanted: Sequence[str], present: set[str]) -> Iterator[str]:
    """Every model and seed not yet there, each after those it refers to."""
    done = set(present)

    def visit(name: str) -> Iterator[str]:
        if name in done:
            return
        done.add(name)
        for needed in _needs(name):
            yield from visit(needed)
        yield name

    for name in wanted:
        yield from visit(name)


def _needs(name: str) -> list[str]:
    path = _paths().get(name)
    return REFERENCE.findall(path.read_text(encoding="utf-8")) if path else []


def _sql(name: str) -> str:
    return REFERENCE.sub(r"\1", _paths()[name].read_text(encoding="utf-8"))


@cache
def _paths() -> dict[str, Path]:
    return {path.stem: path for path in (DBT / "models").rglob("*.sql")}


@cache
def _seed_types() -> dict[str, dict[str, str]]:
    """The column types of the identity seeds, as dbt loads them."""
    declared: dict[str, Any] = yaml.safe_load(SEED_DECLARATION.read_text(encoding="utf-8"))
    return {seed["name"]: seed["config"]["column_types"] for seed in declared["seeds"]}


@cache
def _views() -> frozenset[str]:
    declared: dict[str, Any] = yaml.safe_load(MODEL_DECLARATION.read_text(encoding="utf-8"))
    models = declared["models"]
    return frozenset(m["name"] for m in models if m.get("config", {}).get("materialized") == "view")


def _load(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], frame: pl.DataFrame | None
) -> None:
    given = set(frame.columns) if frame is not None else set()
    selected = [
        f'cast({column} as {kind}) as "{column}"' if column in given else f'cast(null as {kind}) as "{column}"'
        for column, kind in columns.items()
    ]
    if frame is None or not given:
        connection.execute(f"create table {name} as select {', '.join(selected)} limit 0")
        return
    connection.register("given", frame)
    connection.execute(f"create table {name} as select {', '.join(selected)} from given")
    connection.unregister("given")


def _load_seed(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row]) -> None:
    types = _seed_types().get(name)
    columns = list(types or rows[0])
    texts = {column: [row.get(column) or None for row in rows] for column in columns}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(columns, pl.String))
    _load(connection, name, types or dict.fromkeys(columns, "varchar"), frame)
