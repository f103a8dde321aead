"""Releases do not fill the disk: the newest stay, and the published one whatever its age."""

from __future__ import annotations

import os
from pathlib import Path

from dagster_project.release.pruning import KEPT, prune


def releases(folder: Path, *names: str) -> list[Path]:
    """Release folders, the first the oldest."""
    made = [folder / name for name in names]
    for age, path in enumerate(made):
        path.mkdir()
        (path / "ogi.duckdb").write_bytes(b"x")
        os.utime(path, (age, age))
    return made


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_newest_stay_and_the_others_go(tmp_path: Path) -> None:
    made = releases(tmp_path, *"abcdefg")
    assert sorted(prune(tmp_path, made[-1])) == ["a", "b"]
    assert left(tmp_path) == list("cdefg")
    assert len(left(tmp_path)) == KEPT


def test_the_published_release_stays_though_it_is_the_oldest(tmp_path: Path) -> None:
    made = releases(tmp_path, *"abcdefg")
    assert sorted(prune(tmp_path, made[0], kept=2)) == list("bcdef")
    assert left(tmp_path) == ["a", "g"]


def test_a_release_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    made = releases(tmp_path, ".new.draft", *"abc")
    prune(tmp_path, made[-1], kept=1)
    assert left(tmp_path) == [".new.draft", "c"]
