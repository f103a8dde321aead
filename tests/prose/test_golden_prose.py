"""Reports of our own words, of all eras and kinds of organ, against the figures a person reads in them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import ReportReading, Statement
from dagster_project.parsers.report import parse
from dagster_project.readers import read

GOLDEN = Path(__file__).parent / "golden"
KNOWN = sorted(GOLDEN.glob("*.txt"))
# Never looked at while rules were written: these tell how the rules do on reports that nobody has seen.
HELD_BACK = sorted((GOLDEN / "held_back").glob("*.txt"))


def reading_of(path: Path, codebook: Codebook) -> ReportReading:
    document = read(path.name, path.read_bytes())[0]
    return parse(document, codebook, int(path.stem.rpartition("_")[2]))


def expected_of(path: Path) -> list[dict[str, str]]:
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def spoken(reading: ReportReading) -> list[Statement]:
    return [s for s in reading.statements if s.source == "prose"]


def missed(path: Path, statements: list[Statement]) -> list[dict[str, str]]:
    """The rows, optional ones aside, that no statement meets in code, value, qualifier and member."""
    said = {(s.metric_code, s.value, s.qualifier, s.member) for s in statements}
    anyone = {(code, value, qualifier, "*") for code, value, qualifier, _ in said}
    return [
        row
        for row in expected_of(path)
        if row["note"] != "optional"
        and not any(
            (code, Decimal(row["value"]), row["qualifier"], row["member"]) in said | anyone
            for code in row["metric_code"].split("|")
        )
    ]


def invented(path: Path, statements: list[Statement]) -> list[tuple[str, object, str]]:
    """The statements whose code and value no row knows."""
    known = {(code, Decimal(row["value"])) for row in expected_of(path) for code in row["metric_code"].split("|")}
    return [(s.metric_code, s.value, s.evidence) for s in statements if (s.metric_code, s.value) not in known]


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_every_figure_of_a_known_report_is_read(path: Path, codebook: Codebook) -> None:
    assert missed(path, spoken(reading_of(path, codebook))) == []


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_no_figure_of_a_known_report_is_invented(path: Path, codebook: Codebook) -> None:
    assert invented(path, spoken(reading_of(path, codebook))) == []


def test_reports_held_back_are_read_nearly_as_well(codebook: Codebook) -> None:
    wanted = met = said = right = 0
    for path in HELD_BACK:
        statements = spoken(reading_of(path, codebook))
        rows = [row for row in expected_of(path) if row["note"] != "optional"]
        wanted, met = wanted + len(rows), met + len(rows) - len(missed(path, statements))
        said, right = said + len(statements), right + len(statements) - len(invented(path, statements))
    assert met / wanted >= 0.85
    assert right / said >= 0.95


@pytest.mark.parametrize("path", KNOWN + HELD_BACK, ids=lambda path: path.stem)
def test_the_evidence_of_a_figure_stands_where_its_locator_says(path: Path, codebook: Codebook) -> None:
    document = read(path.name, path.read_bytes())[0]
    for statement in spoken(parse(document, codebook, int(path.stem.rpartition("_")[2]))):
        assert document.printed[statement.start : statement.end] == statement.value_text
        assert f"chars {statement.start}-{statement.end}" in statement.locator
        assert "".join(statement.value_text.split()) in "".join(statement.evidence.split())


def test_few_numerals_stay_unread(codebook: Codebook) -> None:
    readings = [reading_of(path, codebook) for path in KNOWN]
    numerals = [n for reading in readings for n in reading.numerals]
    assert sum(n.disposition == "unread" for n in numerals) <= 0.03 * len(numerals)


def test_a_missing_figure_and_an_invented_one_are_told(codebook: Codebook) -> None:
    statements = spoken(reading_of(KNOWN[0], codebook))
    assert missed(KNOWN[0], statements[1:])
    assert invented(KNOWN[0], [*statements, *spoken(reading_of(KNOWN[1], codebook))])
