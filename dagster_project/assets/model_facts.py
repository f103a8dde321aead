"""What Dagster shows of a dbt model: its rows, a sample, its columns, and the columns from which each of them comes."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
from sqlglot.schema import MappingSchema

from dagster_project.assets.markdown import as_table
from dagster_project.resources import Places, duckdb_settings
from dagster_project.staging.settlement import SCHEMA as SETTLEMENTS
from dagster_project.staging.tables import SCHEMAS

SAMPLE_ROWS = 5
Columns = Mapping[str, Mapping[str, str]]
Origins = dict[str, list[tuple[str, str]]]


class ModelFacts:
    """The facts of the models in a build file, by the unique id that dbt gives them."""

    def __init__(self, here: Places, manifest: Mapping[str, Any], translator: DagsterDbtTranslator) -> None:
        self._nodes: dict[str, Any] = {**manifest["nodes"], **manifest["sources"]}
        self._translator = translator
        self._compiled = here.dbt / "compiled"
        self._build = duckdb.connect(here.build, read_only=True, config=duckdb_settings(here.build))
        self._columns = self._columns_of_all()

    def close(self) -> None:
        """The build file is free again."""
        self._build.close()

    def of(self, unique_id: str) -> dict[str, Any]:
        """Metadata of one model or seed."""
        node = self._nodes[unique_id]
        relation = f"{node['schema']}.{node['alias']}"
        columns = self._columns.get(relation)
        if columns is None:
            return {}
        facts: dict[str, Any] = {"dagster/column_schema": _schema(node, columns)}
        if node["resource_type"] == "model":
            facts["dagster/column_lineage"] = self._lineage(node, columns)
            facts["origins"] = _origins_to_read(facts["dagster/column_lineage"])
        facts["dagster/row_count"] = self._build.sql(f"select count(*) from {relation}").fetchall()[0][0]
        sample = self._build.sql(f"from {relation} limit {SAMPLE_ROWS}")
        facts["sample"] = dg.MetadataValue.md(as_table(sample.columns, sample.fetchall()))
        return facts

    def _columns_of_all(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        rows = self._build.sql(
            "select schema_name, table_name, column_name, data_type from duckdb_columns()"
        ).fetchall()
        for schema, table, column, kind in rows:
            found.setdefault(f"{schema}.{table}", {})[column] = kind
        return found

    def _lineage(self, node: Mapping[str, Any], columns: Mapping[str, str]) -> dg.TableColumnLineage:
        path = self._compiled / node["package_name"] / node["original_file_path"]
        parents = [self._nodes[parent] for parent in node["depends_on"]["nodes"]]
        known = {parent["relation_name"]: self._columns_of(parent) for parent in parents}
        found = origins(path.read_text(encoding="utf-8"), known, list(columns))
        assets = {_bare(parent["relation_name"]): self._translator.get_asset_key(parent) for parent in parents}
        return dg.TableColumnLineage(
            {
                column: [dg.TableColumnDep(assets[table], name) for table, name in sources]
                for column, sources in found.items()
            }
        )

    def _columns_of(self, parent: Mapping[str, Any]) -> Mapping[str, str]:
        if parent["resource_type"] == "source":
            return dict.fromkeys({**SCHEMAS, "settlements": SETTLEMENTS}[parent["name"]], "varchar")
        return self._columns.get(f"{parent['schema']}.{parent['alias']}", {})


def origins(sql: str, parents: Columns, columns: Sequence[str]) -> Origins:
    """For each column of a query the columns of its parents that its value comes from."""
    names = {relation: f"parent_{number}" for number, relation in enumerate(parents)}
    tables = {name: _bare(relation) for relation, name in names.items()}
    for relation, name in sorted(names.items(), key=lambda pair: -len(pair[0])):
        sql = sql.replace(relation, name)
    schema = MappingSchema({names[relation]: dict(kinds) for relation, kinds in parents.items()}, dialect="duckdb")
    try:
        tree = qualify(
            parse_one(sql, dialect="duckdb"), schema=schema, dialect="duckdb", validate_qualify_columns=False
        )
        found = lineage(
            None, tree, schema=schema, dialect="duckdb", scope=build_scope(tree), trim_selects=False, copy=False
        )
    except SqlglotError:
        return {column: [] for column in columns}
    return {column: sorted(_leaves(found[column], tables)) if column in found else [] for column in columns}


def _origins_to_read(found: dg.TableColumnLineage) -> dg.MetadataValue[Any]:
    """The same lineage as a table: Dagster without Dagster+ keeps it, and draws it nowhere."""
    rows = [
        (column, ", ".join(f"{origin.asset_key.to_user_string()}.{origin.column_name}" for origin in origins_of_it))
        for column, origins_of_it in found.deps_by_column.items()
    ]
    return dg.MetadataValue.md(as_table(["column", "comes from"], rows))


def _leaves(node: Node, tables: Mapping[str, str]) -> set[tuple[str, str]]:
    found = set()
    for step in node.walk():
        if not step.downstream and isinstance(step.source, exp.Table) and step.source.name in tables:
            found.add((tables[step.source.name], exp.to_column(step.name).name))
    return found


def _bare(relation: str) -> str:
    return relation.replace('"', "")


def _schema(node: Mapping[str, Any], columns: Mapping[str, str]) -> dg.TableSchema:
    declared = node.get("columns", {})
    return dg.TableSchema(
        [
            dg.TableColumn(name, kind, description=declared.get(name, {}).get("description") or None)
            for name, kind in columns.items()
        ]
    )
