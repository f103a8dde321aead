"""A read-only SQLAlchemy dialect for a DuckDB connection that is already open: `duckdb+ro://<name>`.

Great Expectations gives its connection back before it reads a result, so every result is read whole when it is
executed. It asks for the rows that break a law and for their number, each by a query of its own: the rows tell both.
Nothing is reflected: the suites name their tables in SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import duckdb
from sqlalchemy import pool, types
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect

COUNT_OF_ROWS = re.compile(r"SELECT COUNT\(\*\) as (?P<name>\w+) FROM \((?P<rows>.*)\) AS \w+", re.DOTALL)

Rows = list[tuple[Any, ...]]


@dataclass(slots=True)
class Lent:
    """An open connection, and what queries found that will be asked once more; nothing can change it meanwhile."""

    connection: duckdb.DuckDBPyConnection
    found: dict[str, tuple[Any, Rows]] = field(default_factory=dict)

    def ask(self, connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any]) -> tuple[Any, Rows]:
        """What the query finds: the description of its columns, and its rows."""
        counted = COUNT_OF_ROWS.fullmatch(query)
        rows_query = counted["rows"] if counted else query
        found = self.found.pop(rows_query, None)
        if found is None:
            self.found[rows_query] = found = _executed(connection, rows_query, parameters)
        return ([(counted["name"], *[None] * 6)], [(len(found[1]),)]) if counted else found


_LENT: dict[str, Lent] = {}


def _executed(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any]) -> tuple[Any, Rows]:
    result = connection.execute(query, list(parameters) or None)
    return result.description, result.fetchall()


@contextmanager
def lent(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The address under which SQLAlchemy reaches this connection, for as long as the block lasts."""
    name = uuid4().hex
    _LENT[name] = Lent(connection)
    try:
        yield f"duckdb+ro://{name}"
    finally:
        del _LENT[name]


class BufferedCursor:
    """A cursor whose rows are all here once `execute` returns."""

    arraysize = 1
    rowcount = -1
    lastrowid = None

    def __init__(self, lent: Lent, connection: duckdb.DuckDBPyConnection) -> None:
        self._lent = lent
        self._connection = connection
        self._rows: Rows = []
        self.description: Any = None

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self.description, rows = self._lent.ask(self._connection, statement, parameters)
        self._rows = list(rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []


class BorrowedConnection:
    """A connection to the lent database; closing it leaves the lender's open."""

    def __init__(self, name: str) -> None:
        self._lent = _LENT[name]
        self._connection = self._lent.connection.cursor()

    def cursor(self) -> BufferedCursor:
        return BufferedCursor(self._lent, self._connection)

    def commit(self) -> None:
        """Nothing is ever written."""

    def rollback(self) -> None:
        """Nothing is ever written."""

    def close(self) -> None:
        self._connection.close()


class Driver:
    """The module that SQLAlchemy expects of a database driver."""

    apilevel = "2.0"
    threadsafety = 1
    paramstyle = "qmark"
    Error = duckdb.Error
    DatabaseError = duckdb.DatabaseError

    @staticmethod
    def connect(name: str) -> BorrowedConnection:
        return BorrowedConnection(name)


class ReadOnlyDuckDB(DefaultDialect):
    """Just enough of a dialect to run queries."""

    name = "duckdb"
    driver = "ro"
    supports_statement_cache = False
    supports_native_decimal = True
    supports_native_boolean = True
    supports_comments = False
    postfetch_lastrowid = False
    poolclass = pool.StaticPool

    @classmethod
    def import_dbapi(cls) -> Any:
        return Driver

    def create_connect_args(self, url: Any) -> Any:
        return [url.host], {}

    def initialize(self, connection: Any) -> None:
        self.default_schema_name = "main"

    def do_ping(self, dbapi_connection: Any) -> bool:
        return True

    def get_schema_names(self, connection: Any, **_: Any) -> list[str]:
        return ["main"]

    def get_table_names(self, connection: Any, schema: str | None = None, **_: Any) -> list[str]:
        return [row[0] for row in connection.exec_driver_sql("select table_name from duckdb_tables()").fetchall()]

    def get_view_names(self, connection: Any, schema: str | None = None, **_: Any) -> list[str]:
        return [row[0] for row in connection.exec_driver_sql("select view_name from duckdb_views()").fetchall()]

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> bool:
        return table_name in self.get_view_names(connection) + self.get_table_names(connection)

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> list[Any]:
        described = connection.exec_driver_sql(f'describe "{table_name}"').fetchall()
        return [{"name": row[0], "type": types.NullType(), "nullable": True, "default": None} for row in described]


registry.register("duckdb.ro", __name__, "ReadOnlyDuckDB")
