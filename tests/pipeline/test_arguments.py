"""`ogi refresh` takes its years as people write them, and its exit code can be trusted."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dagster_project import cli
from dagster_project.cli import _parser, main
from dagster_project.commands import refresh
from dagster_project.resources import Places
from dagster_project.staging.store import write
from dagster_project.staging.tables import SCHEMAS


@pytest.mark.parametrize(
    "words", ["--year 2019 2020 2021", "--year 2019 --year 2020 --year 2021", "--year 2019 2020 --year 2021"]
)
def test_years_are_given_together_or_one_by_one(words: str) -> None:
    assert _parser().parse_args(["refresh", *words.split()]).year == [2019, 2020, 2021]


def test_a_year_that_is_no_number_is_refused() -> None:
    with pytest.raises(SystemExit, match="2"):
        _parser().parse_args(["refresh", "--year", "last"])


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """A folder of one unreadable file, staged."""
    places = Places(raw=tmp_path / "raw", data=tmp_path / "data")
    places.raw.mkdir()
    tables = {table: pl.DataFrame(schema=schema) for table, schema in SCHEMAS.items()}
    known = {"file": "2020/empty.txt", "severity": "error", "reason": "the file is empty"}
    tables["problems"] = pl.DataFrame(
        [{name: known.get(name) for name in SCHEMAS["problems"]}], schema=SCHEMAS["problems"]
    )
    write(places, 2020, tables, "a parser", "a file")
    return places


def test_what_was_refused_ends_with_one_and_tells_the_problems_of_the_files(
    here: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(refresh, "settle", lambda _: None)
    monkeypatch.setattr(refresh, "_run_apart", lambda *_: False)
    assert main(["refresh", "--raw", str(here.raw), "--data", str(here.data)]) == 1
    said = capsys.readouterr().out
    assert "2020/empty.txt: the file is empty" in said
    assert "what was published before is untouched" in said


@pytest.mark.parametrize("words", [["--raw", "no such folder"], ["--year", "1999"]])
def test_a_question_that_cannot_be_answered_ends_with_two(here: Places, words: list[str]) -> None:
    assert main(["refresh", "--raw", str(here.raw), "--data", str(here.data), *words]) == 2


def test_an_installation_without_the_codebook_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "SEEDS", tmp_path / "site-packages" / "dbt" / "seeds")
    assert main(["parse", "report.txt"]) == 2
    assert "install from a clone" in capsys.readouterr().err
