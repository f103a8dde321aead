"""A fresh clone shows its whole pipeline: the manifest is made by itself and nothing is written into the clone."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from dagster_project.resources import PROJECT

QUESTION = """
import json
from dagster_project.definitions import defs
graph = defs.resolve_asset_graph()
keys = sorted(key.to_user_string() for key in graph.get_all_asset_keys())
specs = {key.to_user_string(): graph.get(key) for key in graph.get_all_asset_keys()}
print(json.dumps({
    "assets": keys,
    "nameless": [k for k, s in specs.items() if not s.description or s.description.startswith("dbt ")],
    "kindless": [k for k, s in specs.items() if not s.kinds],
    "ownerless": [k for k, s in specs.items() if not s.owners],
    "groups": sorted({s.group_name for s in specs.values()}),
    "checks": len(graph.asset_check_keys),
    "jobs": sorted(job.name for job in defs.jobs),
    "schedules": sorted(s.name for s in defs.schedules),
    "sensors": sorted(s.name for s in defs.sensors),
    "upstream_of_published": len(specs["published"].parent_keys),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("clone")
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True)
    env = {**os.environ, "OGI_DATA": str(folder / "data"), "PYTHONPATH": str(clone)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", QUESTION],
        cwd=clone,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    status = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    return {**json.loads(done.stdout.splitlines()[-1]), "written": status.stdout.splitlines()}


def test_the_asset_graph_holds_every_arrow_of_the_pipeline(told: dict[str, list[str]]) -> None:
    assert {
        "raw_reports",
        "staged/statements",
        "staged/settlements",
        "marts/fct_figure",
        "published",
        "release",
    } <= set(told["assets"])
    assert told["groups"] == ["codebook", "intermediate", "marts", "published", "raw", "staged", "staging"]


def test_every_asset_says_what_it_is_and_whose_it_is(told: dict[str, list[str]]) -> None:
    assert told["nameless"] == []
    assert told["kindless"] == []
    assert told["ownerless"] == []


def test_the_jobs_schedules_and_the_sensor_are_there(told: dict[str, list[str]]) -> None:
    assert {"refresh_all", "refresh_year"} <= set(told["jobs"])
    assert told["schedules"] == ["departments_have_reported", "governments_have_reported"]
    assert told["sensors"] == ["raw_files_changed"]


def test_publication_waits_for_every_mart_and_its_checks(told: dict[str, list[str]]) -> None:
    marts = [key for key in told["assets"] if key.startswith("marts/")]
    assert told["upstream_of_published"] == len(marts)
    assert isinstance(told["checks"], int)
    assert told["checks"] > 200


def test_loading_writes_nothing_into_the_clone(told: dict[str, list[str]]) -> None:
    assert told["written"] == []
