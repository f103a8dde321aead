"""From the shared files to the verdicts: what a person found in the pages comes out of the parser's own figures."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from dagster_project.identities.check import CheckRow, check
from dagster_project.parsers.figures import ReportReading
from dagster_project.parsers.report import parse
from dagster_project.readers import read
from dagster_project.resources import load_codebook
from tests.identities.gold_reports import GOLD
from tests.identities.test_gold_verdicts import ARGUED, MEMBERS, ROWS, VERDICTS

RESOLVED = (
    "the text says 收到 75; the gold figures file it under requests handled (74 new and 1 carried over) and ask that it"
    " not be loaded as new, the list of verdicts takes it as new: TXT.RECEIVED.AMBIG holds for it"
)
# Digits run together. The list takes the reading that looks likely, at a confidence below 0.7 in its own figures.
# We say what all readings say that keep the chains to the years beside it; where they differ, nothing.
OPEN = {
    (
        "pingtan-zone-2019",
        "PRO.POLICY.NORM",
        "",
    ): "898989: 89 > 68 fails, and 898|9|89, which the next year allows, holds",
    ("pingtan-zone-2020", "ITEM.CHAIN.COERCION", ""): "two readings keep the chain, 126 + 0 = 126 and 1260 + 2 = 1262",
    ("pingtan-zone-2020", "ART20.DEC.SCALE", "licensing"): "42278, 2278, 278, 78 or 8 against 181",
    ("pingtan-zone-2020", "ART20.DEC.SCALE", "penalty"): "8538, 538, 38 or 8 against 430",
    ("pingtan-zone-2020", "ART20.DEC.SCALE", "coercion"): "629, 29 or 9 against 25 or 5",
    ("pingtan-zone-2021", "ART20.DEC.SCALE", "licensing"): "2293 against 42278, 2278, 278, 78 or 8",
    ("pingtan-zone-2021", "ART20.DEC.SCALE", "penalty"): "1282 against 8538, 538, 38 or 8",
    ("pingtan-zone-2021", "ART20.DEC.SCALE", "coercion"): "42 against 629, 29 or 9",
    ("pingtan-zone-2022", "TXT.NEW", "total"): RESOLVED,
}
RAW = Path(__file__).parents[2] / "raw"
# The text says that all reviews were upheld, the table that two of seven are pending; the list notes it elsewhere.
FOUND_BESIDES = {("shanghai-municipal-office-2019", "REPEAT.EQUAL")}


@cache
def readings() -> list[tuple[str, ReportReading]]:
    """What the parser reads of the shared reports, and of the one that the list goes back to before them."""
    codebook = load_codebook()
    files = [RAW / "2012" / "pingtan-zone-2012.txt", *sorted((GOLD.parent / "reports").glob("*/*"))]
    return [(str(f), parse(read(f.name, f.read_bytes())[0], codebook, int(f.parent.name))) for f in files]


@cache
def open_figures() -> dict[str, set[str]]:
    """By report the metrics of cells that run together and may be read in several ways."""
    return {
        Path(file).stem: {s.metric_code for s in reading.statements if s.value_semantic == "ambiguous"}
        for file, reading in readings()
    }


@cache
def found() -> dict[tuple[str, str], list[CheckRow]]:
    """What we say of all shared reports together, by report and identity."""
    by_key: dict[tuple[str, str], list[CheckRow]] = defaultdict(list)
    for row in check(readings(), load_codebook()).rows:
        by_key[Path(row.file).stem, row.identity_code].append(row)
    return by_key


def ours_for(row: dict[str, str]) -> list[CheckRow]:
    """Our rows for what the list calls an instance."""
    rows = found().get((row["report"], row["identity_code"]), [])
    exact = [o for o in rows if o.member == row["instance"] or o.member.split("/")[-1] == row["instance"]]
    if exact:
        return exact
    if row["identity_code"] == "PRO.SHARE" and (part := re.search(r"(\d+)/(\d+)", row["arithmetic"])):
        return [o for o in rows if f"{part[1]} / {part[2]}" in o.explanation]
    if match := re.match(r"([a-z]+(?:\.[a-z_]+)+) (?:prose|text|L)", row["instance"]):
        return [o for o in rows if o.member.startswith(match[1])]
    return [o for o in rows if not o.member] or rows if row["instance"] in MEMBERS else rows


def agrees(row: dict[str, str]) -> bool:
    """Whether the verdict of the person is among ours; what could not be tried fails nowhere."""
    got = {o.verdict for o in ours_for(row)}
    if row["result"] == "not_testable":
        return "fails" not in got
    return VERDICTS[row["result"]] in got


def key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["report"], row["identity_code"], row["instance"]


@pytest.mark.parametrize(
    "row", [row for row in ROWS if key(row) not in ARGUED | OPEN], ids=lambda r: " ".join(key(r))[:90]
)
def test_the_verdict_read_from_the_file_is_that_of_the_person(row: dict[str, str]) -> None:
    assert agrees(row), [(o.verdict, o.member, o.explanation) for o in ours_for(row)]


def test_what_is_argued_differs_still() -> None:
    assert [key(row) for row in ROWS if key(row) in OPEN and agrees(row)] == []
    assert OPEN.keys() <= {key(row) for row in ROWS}


def test_nothing_fails_that_the_person_did_not_find() -> None:
    listed = {(r["report"], r["identity_code"]) for r in ROWS if r["result"] == "fail"}
    failing = {name for name, rows in found().items() if any(o.verdict == "fails" for o in rows)}
    assert failing - listed == FOUND_BESIDES
