"""A file that lies outside every report year is never read, and never lost without a word."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.resources import Places
from dagster_project.staging.strays import stage_strays, strays, strays_are_staged


def write(raw: Path, *files: str) -> None:
    for file in files:
        (raw / file).parent.mkdir(parents=True, exist_ok=True)
        (raw / file).write_text("words")


def test_files_in_no_report_year_are_strays_and_those_about_raw_are_not(tmp_path: Path) -> None:
    good = ("manifest.csv", "README.md", ".gitattributes", "2008/a.txt", "2024/deep/b.txt", "2024/.DS_Store")
    bad = ("2007/a.txt", "2025/early.txt", "loose.txt", "notes/README.md", "20200/a.txt")
    write(tmp_path, *good, *bad)
    assert strays(tmp_path, 2024) == sorted(bad)


def test_each_stray_is_a_staged_problem_until_it_is_gone(tmp_path: Path) -> None:
    here = Places(raw=tmp_path / "raw", data=tmp_path / "data")
    write(here.raw, "loose.txt", "2020/a.txt")
    assert not strays_are_staged(here, 2024)
    assert stage_strays(here, 2024) == ["loose.txt"]
    (row,) = pl.read_parquet(here.staging / "problems" / "*" / "*.parquet").to_dicts()
    assert (row["file"], row["problem_code"], row["severity"]) == ("loose.txt", "no_report_year", "error")
    assert strays_are_staged(here, 2024)
    (here.raw / "loose.txt").unlink()
    assert not strays_are_staged(here, 2024)
    assert stage_strays(here, 2024) == []
