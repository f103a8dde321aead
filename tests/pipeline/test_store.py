"""Staged years: only what changed is read again, copies and vanished files are named, a torn set is never trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem, ReportHead, ReportReading, Statement
from dagster_project.resources import Places
from dagster_project.staging.register import register_year
from dagster_project.staging.stage import Staged, stage_years
from dagster_project.staging.store import OutdatedStagingError, parquet, require_columns, staged_state
from dagster_project.staging.tables import SCHEMAS, FileReading, RawFile, reading_of, unread_file

YEARS = (2019, 2020)


@dataclass
class Pool:
    """Reads every file as one figure, its content; remembers what it was asked to read."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, raws: Sequence[RawFile]) -> Iterator[FileReading]:
        for raw in raws:
            self.asked.append(raw.report_id)
            yield read_one(raw)


def read_one(raw: RawFile) -> FileReading:
    words = Path(raw.path).read_text()
    if not words:
        return unread_file(raw, Problem("empty", "error", "the file is empty"))
    if words == "hangs":
        return unread_file(raw, Problem("time_limit", "error", "was not read in time"))
    document = Document(raw.file, b"", "text/plain", "utf-8", words, words)
    return reading_of(raw, [(document, ReportReading(head(raw.report_year), (figure(words),), (), ()))])


def head(year: int) -> ReportHead:
    return ReportHead("", "", "", "", "", "", (), year, "title", "unknown", "none", None, None, None, "")


def figure(words: str) -> Statement:
    value = Decimal(len(words))
    return Statement(
        "m", "", value, "件", "exact", "reported", words, value, value, "prose", "", 0, 1, words, "l1", Decimal(1)
    )


@pytest.fixture
def here(tmp_path: Path) -> Places:
    for year in YEARS:
        (tmp_path / "raw" / str(year)).mkdir(parents=True)
        put(tmp_path / "raw", f"{year}/a.txt", f"report of {year}")
    return Places(raw=tmp_path / "raw", data=tmp_path / "data")


def put(raw: Path, file: str, words: str) -> None:
    (raw / file).write_text(words)


def stage(here: Places, fingerprint: str = "parser 1") -> tuple[list[str], list[Staged]]:
    pool = Pool()
    for year in YEARS:
        register_year(here, year)
    return pool.asked, list(stage_years(here, YEARS, fingerprint, pool))


def table(here: Places, name: str, year: int = 2020) -> list[dict[str, object]]:
    return pl.read_parquet(parquet(here, name, year)).to_dicts()


def test_every_table_of_every_year_stands_after_the_first_run_with_its_schema(here: Places) -> None:
    asked, years = stage(here)
    assert asked == ["2019/a.txt", "2020/a.txt"]
    assert [year.files_read for year in years] == [1, 1]
    for name, schema in SCHEMAS.items():
        assert pl.read_parquet_schema(parquet(here, name, 2020)) == pl.Schema(schema)


def test_a_second_run_reads_nothing_and_writes_nothing(here: Places) -> None:
    stage(here)
    before = {path: path.stat().st_mtime_ns for path in here.staging.rglob("*.parquet")}
    asked, _ = stage(here)
    assert asked == []
    assert {path: path.stat().st_mtime_ns for path in here.staging.rglob("*.parquet")} == before


def test_one_changed_file_is_read_again_with_its_old_version_and_nothing_else(here: Places) -> None:
    put(here.raw, "2020/b.txt", "untouched")
    stage(here)
    put(here.raw, "2020/a.txt", "changed")
    asked, _ = stage(here)
    assert sorted(name.split("@")[0] for name in asked) == ["2020/a.txt", "2020/a.txt"]
    rows = {(row["file"], row["version"], row["is_current"]) for row in table(here, "reports")}
    assert rows == {("2020/a.txt", 1, False), ("2020/a.txt", 2, True), ("2020/b.txt", 1, True)}
    assert len(table(here, "statements")) == 3


def test_another_parser_reads_everything_again(here: Places) -> None:
    stage(here)
    assert stage(here, "parser 2")[0] == ["2019/a.txt", "2020/a.txt"]


def test_a_set_that_was_half_written_is_not_trusted(here: Places) -> None:
    stage(here)
    parquet(here, "statements", 2020).unlink()
    assert staged_state(here, 2020) is None
    assert stage(here)[0] == ["2020/a.txt"]
    assert staged_state(here, 2020) is not None


def test_a_year_with_the_columns_of_another_version_is_named_and_read_again_when_it_is_asked_for(here: Places) -> None:
    stage(here)
    require_columns(here)
    old = parquet(here, "reports", 2019)
    pl.read_parquet(old).drop("title").write_parquet(old, metadata=pl.read_parquet_metadata(old))
    with pytest.raises(OutdatedStagingError, match="staged 2019:"):
        require_columns(here)
    assert sorted(stage(here, "parser 2")[0]) == ["2019/a.txt", "2020/a.txt"]
    require_columns(here)


def test_parts_of_two_writings_are_not_a_set(here: Places) -> None:
    stage(here)
    old = parquet(here, "files", 2020).read_bytes()
    put(here.raw, "2020/b.txt", "came later")
    stage(here)
    parquet(here, "files", 2020).write_bytes(old)
    assert staged_state(here, 2020) is None


def test_an_unreadable_file_is_a_problem_row_and_is_not_read_again(here: Places) -> None:
    put(here.raw, "2020/empty.txt", "")
    stage(here)
    (problem,) = table(here, "problems")
    assert (problem["file"], problem["problem_code"], problem["report_id"]) == ("2020/empty.txt", "empty", None)
    assert {row["file"]: row["status"] for row in table(here, "files")}["2020/empty.txt"] == "problem"
    assert stage(here)[0] == []


def test_a_file_that_was_not_read_in_time_is_tried_again(here: Places) -> None:
    put(here.raw, "2020/slow.txt", "hangs")
    stage(here)
    assert stage(here)[0] == ["2020/slow.txt"]
    assert [row["problem_code"] for row in table(here, "problems")] == ["time_limit"]


def test_of_two_copies_the_first_by_name_counts_and_the_other_says_whose_copy_it_is(here: Places) -> None:
    put(here.raw, "2020/b.txt", "report  of\n2020")
    stage(here)
    (problem,) = table(here, "problems")
    assert (problem["report_id"], problem["problem_code"]) == ("2020/b.txt", "duplicate")
    assert "2020/a.txt" in str(problem["reason"])
    assert [row["status"] for row in table(here, "files")] == ["read", "duplicate"]


def test_a_copy_counts_again_when_its_original_goes(here: Places) -> None:
    put(here.raw, "2020/b.txt", "report of 2020")
    stage(here)
    (here.raw / "2020/a.txt").unlink()
    assert stage(here)[0] == []
    assert [row["problem_code"] for row in table(here, "problems")] == ["vanished"]
    assert {row["file"]: row["status"] for row in table(here, "files")} == {
        "2020/a.txt": "problem",
        "2020/b.txt": "read",
    }


def test_a_vanished_file_keeps_no_figures_and_comes_back_with_them(here: Places) -> None:
    stage(here)
    (here.raw / "2020/a.txt").rename(here.raw.parent / "kept")
    stage(here)
    assert table(here, "statements") == []
    (here.raw.parent / "kept").rename(here.raw / "2020/a.txt")
    stage(here)
    assert [row["evidence"] for row in table(here, "statements")] == ["report of 2020"]
    assert table(here, "problems") == []


def test_the_same_raw_files_give_the_same_tables_whatever_the_way(here: Places, tmp_path: Path) -> None:
    put(here.raw, "2020/b.txt", "came later")
    stage(here)
    at_once = Places(raw=here.raw, data=tmp_path / "at once")
    (here.raw / "2020/b.txt").rename(tmp_path / "b.txt")
    other = Places(raw=here.raw, data=tmp_path / "by steps")
    stage(other)
    (tmp_path / "b.txt").rename(here.raw / "2020/b.txt")
    stage(other)
    stage(at_once)
    for name in SCHEMAS:
        assert table(at_once, name) == table(other, name)
