"""What decides how a file is read makes it be read again, and nothing else does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project import resources
from dagster_project.resources import SEEDS_OF_MARTS, project_fingerprint, reading_codebook, reading_fingerprint


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The codebook, to be edited."""
    project = tmp_path / "project"
    for room in ("dagster_project", "expectations", "dbt"):
        shutil.copytree(
            resources.PROJECT / room, project / room, ignore=shutil.ignore_patterns("__pycache__", "target")
        )
    monkeypatch.setattr(resources, "PROJECT", project)
    monkeypatch.setattr(resources, "PACKAGE", project / "dagster_project")
    monkeypatch.setattr(resources, "EXPECTATIONS", project / "expectations")
    monkeypatch.setattr(resources, "DBT", project / "dbt")
    monkeypatch.setattr(resources, "SEEDS", project / "dbt" / "seeds")
    return project / "dbt" / "seeds"


def edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize("seed", sorted(SEEDS_OF_MARTS))
def test_a_seed_of_the_marts_is_no_reason_to_read_a_report_again(seeds: Path, seed: str) -> None:
    reading, project = reading_fingerprint(), project_fingerprint()
    edit(seeds / f"{seed}.csv")
    assert reading_fingerprint() == reading
    assert project_fingerprint() != project


def test_every_other_seed_and_the_code_of_reading_are(seeds: Path) -> None:
    others = [path for path in seeds.glob("*.csv") if path.stem not in SEEDS_OF_MARTS]
    assert len(others) > 20
    for path in [*others, seeds.parents[1] / "dagster_project" / "parsers" / "report.py"]:
        before = reading_fingerprint()
        edit(path)
        assert reading_fingerprint() != before, path.name


def test_reading_cannot_ask_for_a_seed_of_the_marts(seeds: Path) -> None:
    assert set(reading_codebook().tables) == {path.stem for path in seeds.glob("*.csv")} - SEEDS_OF_MARTS
    with pytest.raises(KeyError):
        reading_codebook().tables["identities"]
