"""The main job end to end, on the shipped reports and on files that go wrong: one story, told once."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from dagster_project.resources import Places
from tests.pipeline.conftest import CHANGED, MOMENTS, TWO_CHANGED, Story
from tests.pipeline.troubles import GOOD, SHIPPED, TROUBLES


def problems(here: Places) -> list[dict[str, object]]:
    """The problems as staged."""
    return pl.read_parquet(here.staging / "problems" / "*" / "*.parquet", hive_partitioning=False).to_dicts()


def test_the_first_refresh_succeeds_and_says_what_it_did(story: Story) -> None:
    assert story.first is not None
    assert story.first.returncode == 0, story.first.stdout + story.first.stderr
    assert story.first.stderr == ""
    for words in ("files ", "reports ", "figures ", "identities ", "not assessable", "problems ", "published "):
        assert words in story.first.stdout
    assert str(story.here.published) in story.first.stdout


@pytest.mark.parametrize("file", sorted(TROUBLES))
def test_each_trouble_is_a_problem_row_with_a_reason_and_in_the_summary(story: Story, file: str) -> None:
    code = TROUBLES[file][0]
    rows = [row for row in problems(story.here) if row["file"] == file]
    assert rows, file
    assert not code or code in {row["problem_code"] for row in rows}
    assert all(len(str(row["reason"])) > 10 for row in rows)
    with duckdb.connect(story.here.published, read_only=True) as marts:
        published = marts.execute("select count(*) from marts.fct_problem where file = ?", [file]).fetchall()
    assert published[0][0] == len(rows)
    assert story.first is not None
    assert file in story.first.stdout


def test_the_good_reports_beside_them_are_published(story: Story) -> None:
    with duckdb.connect(story.here.published, read_only=True) as marts:
        figures = marts.execute(
            "select count(*) from marts.fct_figure join marts.dim_report using (report_key) where file = ?", [GOOD]
        ).fetchall()
    assert figures[0][0] > 0


def test_a_report_in_error_has_no_figures_in_the_marts(story: Story) -> None:
    in_error = sorted({str(row["file"]) for row in problems(story.here) if row["severity"] == "error"})
    assert in_error
    with duckdb.connect(story.here.published, read_only=True) as marts:
        found = marts.execute(
            "select file from marts.fct_figure join marts.dim_report using (report_key) where list_contains(?, file)",
            [in_error],
        ).fetchall()
    assert found == []


def test_a_second_refresh_changes_nothing_and_takes_seconds(story: Story) -> None:
    assert story.unchanged is not None
    assert story.unchanged.returncode == 0
    assert "Nothing changed" in story.unchanged.stdout
    took = re.search(r"took\s+([\d.]+) s", story.unchanged.stdout)
    assert took is not None
    assert float(took[1]) < 10


def test_a_refresh_killed_at_any_moment_leaves_a_published_file_that_answers(story: Story) -> None:
    assert story.killed == [-signal.SIGKILL] * len(MOMENTS)
    assert story.after_kills == [None] * len(MOMENTS)


def test_the_refresh_after_the_kills_completes(story: Story) -> None:
    assert story.changed is not None
    assert story.changed.returncode == 0, story.changed.stdout + story.changed.stderr


def test_only_the_year_of_the_changed_file_is_read_again(story: Story) -> None:
    assert story.changed is not None
    assert re.findall(r"(\d{4}): read (\d+) files", story.changed.stdout) == [(CHANGED[:4], "2")]


def test_the_changed_file_stands_as_a_second_version_beside_the_first(story: Story) -> None:
    files = pl.read_parquet(story.here.staging / "files" / "*" / "*.parquet", hive_partitioning=False)
    versions = files.filter(pl.col("file") == CHANGED).sort("version")
    assert versions.select("version", "is_current").rows() == [(1, False), (2, True)]


def test_two_years_refreshed_at_once_both_succeed_and_both_are_published(story: Story) -> None:
    assert story.two_at_once == [0, 0]
    with duckdb.connect(story.here.published, read_only=True) as marts:
        versions = marts.execute(
            "select file, version from marts.dim_report where list_contains(?, file) and is_current order by all",
            [list(TWO_CHANGED)],
        ).fetchall()
    assert versions == [(file, 2) for file in TWO_CHANGED]
    for table in ("fct_series", "mart_applications"):
        assert story.last_content[table] == story.changed_content[table], "an empty line more changes no figure"


def test_a_refresh_waits_for_another_and_says_so(story: Story) -> None:
    assert "waiting for another refresh" in story.waited[0]
    assert any("Nothing changed" in line for line in story.waited[1:])


def test_a_reader_in_a_loop_never_fails_and_never_sees_half_a_table(story: Story) -> None:
    assert story.reader["faults"] == []
    assert isinstance(looks := story.reader["looks"], int)
    assert looks > 50


def test_nothing_was_written_beside_the_raw_files(story: Story) -> None:
    seen = {path.relative_to(story.here.raw).as_posix() for path in story.here.raw.rglob("*") if path.is_file()}
    shipped = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.is_file()}
    assert seen == shipped | set(TROUBLES) | {GOOD}


def test_what_a_suite_refuses_is_not_published_even_when_publication_is_asked_for_alone(story: Story) -> None:
    before = story.here.published.stat().st_ino
    build = story.here.build.read_bytes()
    with duckdb.connect(story.here.build) as marts:
        marts.execute("update marts.fct_statement set value_semantic = 'nonsense' where value_semantic = 'reported'")
    try:
        code = (
            "import dagster as dg; from dagster_project.assets.published import published\n"
            "raise SystemExit(dg.materialize([published], raise_on_error=False).success)"
        )
        env = {**os.environ, "OGI_RAW": str(story.here.raw), "OGI_DATA": str(story.here.data)}
        alone = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    finally:
        story.here.build.write_bytes(build)
    assert alone.returncode == 0, alone.stderr
    assert "forbid publication" in alone.stderr
    assert story.here.published.stat().st_ino == before
