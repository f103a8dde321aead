"""What the parser reads from the reports of raw/, against what their author meant to print.

The golden files were typed from the plan of each report, in the columns of the shared gold. `known_misses.csv` lists
where the parser still differs, each with its kind; a difference that is not listed fails, and so does a listed one
that is gone, so the list can only shrink.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest

from dagster_project.parsers.figures import ReportReading, Statement
from dagster_project.parsers.report import parse
from dagster_project.readers import read
from dagster_project.resources import load_codebook

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SURE = Decimal("0.7")
TABLES = {"二", "三", "四", "statistics table"}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


MANIFEST = {Path(row["file"]).stem: row for row in rows(ROOT / "raw" / "manifest.csv")}
KNOWN = rows(HERE / "known_misses.csv")


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """One difference: `cell` a cell read otherwise, `prose` a figure not read, `extra` one that is not printed."""

    report: str
    kind: str
    metric_code: str
    member: str
    value: str


@cache
def reading(stem: str) -> ReportReading:
    """The report as the parser reads it."""
    row = MANIFEST[stem]
    (document,) = read(row["file"], (ROOT / "raw" / row["file"]).read_bytes())
    return parse(document, load_codebook(), int(row["report_year"]))


def number(value: object) -> object:
    """Equal for equal values, however many zeros are printed."""
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return "" if value is None else str(value)


def misses(stem: str) -> set[Miss]:
    """Where the parser differs from the golden file of the report."""
    golden = rows(HERE / f"{stem}.csv")
    said = reading(stem).statements
    cells = [row for row in golden if row["note"] in TABLES]
    prose = [row for row in golden if row["note"] not in TABLES]
    return {
        *_cell_misses(stem, cells, said),
        *_prose_misses(stem, prose, said),
        *_extras(stem, golden, said),
    }


def _cell_misses(stem: str, cells: Iterable[Mapping[str, str]], said: Iterable[Statement]) -> Iterable[Miss]:
    found = defaultdict(list)
    for one in said:
        if one.source == "table":
            found[one.metric_code, one.member or ""].append(one)
    for row in cells:
        key = row["metric_code"], row["dimension_member"].removeprefix("statement_2")
        if not any(_is_cell(row, one) for one in (*found[key], *_total(found, key))):
            yield Miss(stem, "cell", *key, row["value"] or row["value_semantic"])


def _total(found: Mapping[tuple[str, str], list[Statement]], key: tuple[str, str]) -> list[Statement]:
    """A metric with applicants that is stated without them has the member total."""
    return found.get((key[0], "total"), []) if not key[1] else []


def _is_cell(row: Mapping[str, str], one: Statement) -> bool:
    """The cell is read as printed; one that can be split in several ways may be doubtful instead."""
    if Decimal(row["confidence"]) < SURE and one.confidence < SURE:
        return True
    return number(one.value) == number(row["value"] or None) and one.value_semantic == row["value_semantic"]


def _prose_misses(stem: str, prose: Iterable[Mapping[str, str]], said: Iterable[Statement]) -> Iterable[Miss]:
    found = {(one.metric_code, number(one.value)) for one in said}
    for row in prose:
        if Decimal(row["confidence"]) >= SURE and (row["metric_code"], number(row["value"])) not in found:
            yield Miss(stem, "prose", row["metric_code"], row["dimension_member"], row["value"])


def _extras(stem: str, golden: Iterable[Mapping[str, str]], said: Iterable[Statement]) -> Iterable[Miss]:
    meant = {(row["metric_code"], number(row["value"])) for row in golden}
    for one in said:
        certain = one.value is not None and one.confidence >= SURE
        if certain and (one.metric_code, number(one.value)) not in meant:
            yield Miss(stem, "extra", one.metric_code, one.member, str(number(one.value)))


def known(stem: str) -> set[Miss]:
    """The differences that are listed for the report."""
    columns = ("report", "kind", "metric_code", "member", "value")
    return {Miss(*(row[column] for column in columns)) for row in KNOWN if row["report"] == stem}


@pytest.mark.parametrize("stem", MANIFEST)
def test_reads_what_the_author_printed(stem: str) -> None:
    found = misses(stem)
    assert sorted(found - known(stem)) == []
    assert sorted(known(stem) - found) == [], "read by now: delete the row of known_misses.csv"


@pytest.mark.parametrize("stem", MANIFEST)
def test_knows_who_reports_for_which_year_in_which_form(stem: str) -> None:
    head, row = reading(stem).head, MANIFEST[stem]
    assert head.report_year == int(row["report_year"])
    assert head.organ_kind == row["organ"]
    assert head.form_code == row["form"]
    assert head.jurisdiction_key.startswith("CN-")


@pytest.mark.parametrize("stem", MANIFEST)
def test_leaves_at_most_three_percent_of_the_numerals_unread(stem: str) -> None:
    numerals = reading(stem).numerals
    unread = [one.text for one in numerals if one.disposition == "unread"]
    assert 100 * len(unread) <= max(3 * len(numerals), 100), unread


def test_a_cell_that_is_read_otherwise_is_a_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    def fewer(stem: str) -> ReportReading:
        whole = read_before(stem)
        return ReportReading(whole.head, whole.statements[:-1], whole.numerals, whole.problems)

    read_before = reading
    monkeypatch.setitem(globals(), "reading", fewer)
    assert misses("pingtan-zone-2022") != known("pingtan-zone-2022")


def test_most_figures_of_the_shipped_reports_are_read() -> None:
    missed = sum(1 for row in KNOWN if row["kind"] != "extra")
    printed = sum(len(rows(HERE / f"{stem}.csv")) for stem in MANIFEST)
    assert missed < 0.05 * printed
