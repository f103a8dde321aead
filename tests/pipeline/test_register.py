"""The register of raw/ forgets nothing and proves every digest."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dagster_project.resources import Places
from dagster_project.staging.register import (
    current_files,
    known_entries,
    register_year,
    updated,
    vanished_files,
    years_of,
)

YEAR = 2020


@pytest.fixture
def here(tmp_path: Path) -> Places:
    (tmp_path / "raw" / str(YEAR)).mkdir(parents=True)
    return Places(raw=tmp_path / "raw", data=tmp_path / "data")


def put(here: Places, name: str, words: str) -> str:
    path = here.raw / str(YEAR) / name
    path.write_text(words, encoding="utf-8")
    return hashlib.sha256(words.encode()).hexdigest()


def test_a_file_seen_for_the_first_time_is_version_one_and_its_bytes_are_kept(here: Places) -> None:
    digest = put(here, "a.txt", "first")
    change = register_year(here, YEAR)
    assert [(e.file, e.sha256, e.version, e.is_current) for e in change.entries] == [("2020/a.txt", digest, 1, True)]
    assert (here.versions / digest).read_text() == "first"


def test_a_second_look_at_the_same_bytes_changes_nothing(here: Places) -> None:
    put(here, "a.txt", "first")
    before = register_year(here, YEAR)
    after = register_year(here, YEAR)
    assert before.entries == after.entries == tuple(known_entries(here, YEAR))
    assert (after.new, after.changed, after.vanished) == ((), (), ())


def test_a_changed_file_is_a_new_version_beside_the_old_one(here: Places) -> None:
    old = put(here, "a.txt", "first")
    register_year(here, YEAR)
    new = put(here, "a.txt", "second")
    change = register_year(here, YEAR)
    assert change.changed == ("2020/a.txt",)
    assert [(e.sha256, e.version, e.is_current) for e in change.entries] == [(old, 1, False), (new, 2, True)]
    paths = {raw.sha256: Path(raw.path).read_text() for raw in current_files(change.entries, here)}
    assert paths == {old: "first", new: "second"}


def test_a_superseded_version_is_named_by_its_digest(here: Places) -> None:
    old = put(here, "a.txt", "first")
    register_year(here, YEAR)
    put(here, "a.txt", "second")
    names = [raw.report_id for raw in current_files(register_year(here, YEAR).entries, here)]
    assert names == [f"2020/a.txt@{old[:12]}", "2020/a.txt"]


def test_a_file_that_is_put_back_as_it_was_is_its_old_version_again(here: Places) -> None:
    put(here, "a.txt", "first")
    register_year(here, YEAR)
    put(here, "a.txt", "second")
    register_year(here, YEAR)
    put(here, "a.txt", "first")
    entries = register_year(here, YEAR).entries
    assert [(e.version, e.is_current) for e in entries] == [(1, True), (2, False)]


def test_a_file_that_has_gone_is_noted_and_its_bytes_stay(here: Places) -> None:
    digest = put(here, "a.txt", "first")
    register_year(here, YEAR)
    (here.raw / "2020" / "a.txt").unlink()
    change = register_year(here, YEAR)
    assert change.vanished == ("2020/a.txt",)
    assert [e.file for e in vanished_files(change.entries)] == ["2020/a.txt"]
    assert not list(current_files(change.entries, here))
    assert (here.versions / digest).exists()


def test_a_file_that_has_gone_is_named_as_vanished_once(here: Places) -> None:
    put(here, "a.txt", "first")
    known = register_year(here, YEAR).entries
    gone = updated(known, [], YEAR, datetime.now(UTC))
    assert updated(gone.entries, [], YEAR, datetime.now(UTC)).vanished == ()


def test_nothing_is_written_beside_the_raw_files(here: Places) -> None:
    put(here, "a.txt", "first")
    register_year(here, YEAR)
    assert [path.name for path in here.raw.rglob("*") if path.is_file()] == ["a.txt"]


def test_only_folders_that_are_report_years_count_and_hidden_files_do_not(here: Places) -> None:
    put(here, ".DS_Store", "x")
    (here.raw / "notes").mkdir()
    (here.raw / "1999").mkdir()
    (here.raw / "manifest.csv").touch()
    assert years_of(here.raw) == [YEAR]
    assert register_year(here, YEAR).entries == ()
