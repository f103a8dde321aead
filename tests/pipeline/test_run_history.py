"""The history of runs lies where Dagster's own tools find it, and is written without opening a file for each event."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage

from dagster_project import run_history as history
from dagster_project.resources import PROJECT

YEARS = dg.StaticPartitionsDefinition([str(year) for year in range(2008, 2026)])


@dg.asset(partitions_def=YEARS, backfill_policy=dg.BackfillPolicy.single_run())
def some_asset() -> dg.MaterializeResult[None]:
    """Stands for the pipeline."""
    return dg.MaterializeResult(metadata={"rows": 1})


@dg.asset_check(asset=some_asset)
def some_check() -> dg.AssetCheckResult:
    """Stands for a law."""
    return dg.AssetCheckResult(passed=True)


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """The instance that the project ships, without DAGSTER_HOME."""
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    monkeypatch.setenv("OGI_DATA", str(tmp_path / "data"))
    shutil.copyfile(PROJECT / "dagster.yaml", tmp_path / "dagster.yaml")
    with dg.DagsterInstance.from_config(str(tmp_path)) as shipped:
        yield shipped


def messages(storage: Any, run_id: str) -> list[str]:
    """What the log holds of a run."""
    return [record.event_log_entry.user_message for record in storage.get_records_for_run(run_id).records]


def run(instance: dg.DagsterInstance) -> str:
    job = dg.Definitions(assets=[some_asset], asset_checks=[some_check]).resolve_implicit_global_asset_job_def()
    tags = {"dagster/asset_partition_range_start": "2008", "dagster/asset_partition_range_end": "2025"}
    result = job.execute_in_process(instance=instance, tags=tags)
    assert result.success
    return result.run_id


def test_dagsters_own_storage_reads_what_was_written(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    done = run(instance)
    (tmp_path / "own").mkdir()
    own = DagsterSqliteStorage(str(tmp_path / "data" / ".dagster"))
    with dg.DagsterInstance.local_temp(str(tmp_path / "own")) as other:
        own.register_instance(other)
        written = messages(own.event_log_storage, done)
        years = own.event_log_storage.get_materialized_partitions(some_asset.key)
    assert len(written) > 40
    assert written == messages(instance, done)
    assert years == set(YEARS.get_partition_keys())


def test_a_later_command_that_names_the_folder_as_its_home_finds_the_settings_there(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    run(instance)
    with dg.DagsterInstance.from_config(str(tmp_path / "data" / ".dagster")) as named:
        assert named.get_settings("telemetry") == {"enabled": False}
        assert named.get_settings("concurrency")["runs"] == {"max_concurrent_runs": 1}


def test_a_run_opens_its_files_once(instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real: Any = history.create_engine
    monkeypatch.setattr(history, "create_engine", lambda to, **how: (opened.append(str(to)), real(to, **how))[1])
    run(instance)
    assert 0 < len(opened) <= 4, "the index and the run, each once to prepare it and once to stay open"
    run(instance)
    assert len(set(opened)) == 3


def test_no_more_files_stay_open_than_a_few(instance: dg.DagsterInstance) -> None:
    log = instance.event_log_storage
    assert isinstance(log, history.OpenEventLog)
    for number in range(history.OPEN_AT_ONCE + 3):
        with log.run_connection(f"run-{number}"):
            pass
    assert len(log._engines) == history.OPEN_AT_ONCE


def test_a_wiped_history_is_empty_and_is_written_anew(instance: dg.DagsterInstance) -> None:
    first = run(instance)
    instance.wipe()
    assert instance.get_run_by_id(first) is None
    assert instance.get_records_for_run(run(instance)).records
