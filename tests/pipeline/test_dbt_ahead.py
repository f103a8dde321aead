"""dbt loads and parses beside the rest of a refresh, serves one command, and never outlives who started it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from dagster_dbt import DbtCliResource

from dagster_project.assets.marts import Dbt
from dagster_project.dbt_ahead import PARSED, command_over, dbt_ahead, is_made, manifest_made
from dagster_project.resources import DBT, DBT_COMMAND, Places, settle

STARTS_AND_WAITS = """
import sys, time
from dagster_project import dbt_ahead as ahead
from dagster_project.resources import places, settle
settle(places())
with ahead.dbt_ahead(places()):
    print(ahead._running.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("warehouse")
    return Places(folder / "raw", folder / "data")


@pytest.fixture
def _settled(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OGI_RAW", "OGI_DATA", "DBT_TARGET_PATH", "DBT_LOG_PATH", "PATH"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    settle(here)


def dbt(*arguments: str) -> subprocess.CompletedProcess[str]:
    """dbt as Dagster runs it."""
    return subprocess.run([str(DBT_COMMAND), *arguments], cwd=DBT, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("_settled")
def test_the_process_ahead_makes_the_manifest_and_serves_the_command(here: Places) -> None:
    with dbt_ahead(here):
        manifest_made(here)
        manifest = json.loads((here.dbt / "manifest.json").read_text(encoding="utf-8"))
        assert "seed.ogi.metrics" in manifest["nodes"]
        listed = dbt("--quiet", "ls", "--resource-type", "seed", "--output", "name")
        command_over()
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert "metrics" in listed.stdout.splitlines()
    assert sorted(path.name for path in here.dbt.iterdir() if path.name.startswith(("ahead", "parsing"))) == []


@pytest.mark.usefixtures("_settled")
def test_a_command_that_fails_says_why_and_fails(here: Places) -> None:
    with dbt_ahead(here):
        manifest_made(here)
        failed = dbt("run-operation", "no_such_macro")
    assert failed.returncode != 0
    assert "no_such_macro" in failed.stdout


@pytest.mark.usefixtures("_settled")
def test_without_a_process_ahead_the_command_is_dbt_itself(here: Places) -> None:
    manifest_made(here)
    assert is_made(here)
    assert dbt("--help").stdout.startswith("Usage: dbt")


def has_parsed() -> None:
    """Only now does the process ahead no longer look at what the manifest was made of until it is asked."""
    running = sys.modules["dagster_project.dbt_ahead"]._running  # type: ignore[attr-defined]
    assert running.stdout.readline() == PARSED


@pytest.mark.usefixtures("_settled")
def test_a_process_ahead_of_another_project_serves_nothing(here: Places) -> None:
    with dbt_ahead(here):
        has_parsed()
        made_of = here.dbt / "made_of"
        made = made_of.read_text()
        made_of.write_text("another project")
        asked = dbt("--help")
        made_of.write_text(made)
    assert asked.stdout.startswith("Usage: dbt"), "dbt itself answers, not the process that parsed something else"


def test_the_process_ends_with_who_started_it(tmp_path: Path) -> None:
    env = {**os.environ, "OGI_DATA": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", STARTS_AND_WAITS], env=env, stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        ahead = Path("/proc") / starter.stdout.readline().decode().strip()
        starter.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not ahead.exists() or "zombie" in (ahead / "status").read_text():
            return
        time.sleep(0.1)
    pytest.fail("it is still there")


@pytest.mark.usefixtures("_settled")
def test_dagster_asks_neither_for_a_version_that_is_slow_nor_for_a_connection_of_its_own() -> None:
    """Both are private to dagster-dbt: a release that asks in another way costs every run seconds."""
    assert "_initialize_dbt_core_adapter" in vars(DbtCliResource)
    asked = Dbt(project_dir=str(DBT), dbt_executable=str(DBT_COMMAND)).cli(["--version"], manifest={"nodes": {}})
    assert asked.adapter is None
    assert str(asked.cli_version) == version("dbt-core")
    asked.process.communicate()
