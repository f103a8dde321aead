"""Where Dagster keeps runs and events: its own SQLite files under data/, with connections that stay open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

from dagster_project.resources import instance_folder, places

SECONDS_TO_WAIT = 60
OPEN_AT_ONCE = 8


class History(DagsterSqliteStorage):
    """Dagster's own storage; it lies in DAGSTER_HOME or else under data/, whoever starts Dagster and from where."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = OpenEventLog(f"{base_dir}/history/runs")

    @classmethod
    def config_type(cls) -> Any:
        """Nothing to configure."""
        return {}

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData, config_value: Any) -> History:
        """The history of this project's runs."""
        return cls.from_local(str(instance_folder(places())), inst_data)


class OpenEventLog(SqliteEventLogStorage):
    """Dagster's own event log; what differs is how long a connection lives.

    A run of this project writes some 1,500 events. Dagster's log opens a database anew for each, prepares each
    statement anew and waits for the disk each time: a quarter of a refresh. Here a power cut may cost the last events
    of a run; what is published never depends on them, and a killed process loses nothing.
    """

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir)
        self.has_table = lru_cache(super().has_table)  # type: ignore[method-assign]

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._engine(shard).connect() as connection, connection.begin():
            yield connection

    def wipe(self) -> None:
        """All events are gone, and the files that held them."""
        self._close_all()
        super().wipe()

    def dispose(self) -> None:
        """No file is open any more."""
        self._close_all()
        super().dispose()

    def _engine(self, shard: str) -> Engine:
        engine = self._engines.pop(shard, None) or self._opened(shard)
        self._engines[shard] = engine
        if len(self._engines) > OPEN_AT_ONCE:
            self._engines.pop(next(iter(self._engines))).dispose()
        return engine

    def _opened(self, shard: str) -> Engine:
        address = self.conn_string_for_shard(shard)
        self._initdb(create_engine(address, poolclass=NullPool, connect_args={"timeout": SECONDS_TO_WAIT}))
        how = {"timeout": SECONDS_TO_WAIT, "check_same_thread": False}
        engine = create_engine(address, poolclass=StaticPool, connect_args=how)
        event.listen(engine, "connect", _without_waiting)
        return engine

    def _close_all(self) -> None:
        with self._db_lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()


def _without_waiting(connection: Any, _: object) -> None:
    connection.execute("pragma synchronous = off")
