"""Every verdict that a person reached on the shared reports comes out the same, or the list is argued to be wrong."""

from __future__ import annotations

import csv
import re
from functools import cache

import polars as pl
import pytest

from dagster_project.identities.evaluation import evaluate
from tests.identities.gold_reports import GOLD, gold_frames
from tests.identities.made_reports import seeds

VERDICTS = {"hold": "holds", "fail": "fails", "not_testable": "not_assessable"}
MEMBERS = {"natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total"}

BLANK = (
    "all cells of the column are blank: the list reads them as 0, and blank is never 0; of the blank totals of the same"
    " table, and of its blank suits after review, the list itself says that nothing can be tested"
)
NO_CODE = (
    "the list says that no identity exists for cumulative requests, and neither does a metric: nothing could be asked"
)
YEARS = "by its own note an identity of 2019 and later; and the report of the county is not among the shared ones"
OTHER_REPORT = "two reports of one year are compared: REPEAT.EQUAL is of two statements of one report"
ARGUED = {
    ("shanghai-municipal-office-2019", "APP.FLOW", "research"): BLANK,
    ("shanghai-municipal-office-2019", "APP.FLOW", "public_welfare"): BLANK,
    ("shanghai-municipal-office-2019", "APP.LEAF.2019", "research"): BLANK,
    ("shanghai-municipal-office-2019", "APP.LEAF.2019", "public_welfare"): BLANK,
    ("pingtan-zone-2013", "PRO.CUM", "zone requests"): NO_CODE,
    ("pingtan-zone-2013", "LVL.GE", "items 2013"): YEARS,
    ("pingtan-zone-2013", "LVL.GE", "requests 2013"): YEARS,
    ("pingtan-zone-2013", "LVL.GE", "reviews 2013"): YEARS,
    ("pingtan-zone-2013", "LVL.GE", "cumulative items 2013"): YEARS,
    ("pingtan-zone-2013", "REPEAT.EQUAL", "townships 2013, zone report = county report"): OTHER_REPORT,
    # the row says itself that this is no identity of the kind: all of these stand in the same report as holding
    ("pingtan-zone-2014", "PRO.CUM", "zone+county requests 2013->2014"): "a change of scope, not an identity",
    ("pingtan-zone-2019", "PRO.CATEGORY.SUM", "focus_items (info)"): "figures outside the list, not an instance",
    ("pingtan-zone-2020", "TXT.NORMATIVE", "normative.repealed"): "one row says that nothing could be tried",
}


def gold() -> list[dict[str, str]]:
    """The rows of the list; a row on two years belongs to the later."""
    with (GOLD / "identity_results.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [{**row, "report": row["report"].split(" -> ")[-1]} for row in csv.DictReader(lines)]


ROWS = gold()
TRIED = [row for row in ROWS if (row["report"], row["identity_code"], row["instance"]) not in ARGUED]


@cache
def found() -> dict[tuple[str, str], list[dict[str, str]]]:
    """What we say, by report and identity."""
    rows = evaluate(gold_frames(), seeds())["fct_identity"]
    by_key: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows.iter_rows(named=True):
        by_key.setdefault((row["report_id"], row["identity_code"]), []).append(row)
    return by_key


def of_instance(row: dict[str, str], ours: list[dict[str, str]]) -> list[dict[str, str]]:
    """Our rows for what the list calls an instance: by member, else by the figures in the arithmetic, else all."""
    instance = row["instance"]
    exact = [o for o in ours if o["member"] == instance or o["member"].split("/")[-1] == instance]
    if exact:
        return exact
    if instance in MEMBERS:
        return [o for o in ours if o["member"] == ""]
    if row["identity_code"] == "PRO.SHARE" and (part := re.search(r"(\d+)/(\d+)", row["arithmetic"])):
        return [o for o in ours if f"{part[1]} / {part[2]}" in (o["arithmetic"] or "")]
    if match := re.match(r"([a-z]+(?:\.[a-z_]+)+) (?:prose|text|L)", instance):
        return [o for o in ours if o["member"].startswith(match[1])]
    return ours


@pytest.mark.parametrize("row", TRIED, ids=lambda r: f"{r['report']} {r['identity_code']} {r['instance']}"[:90])
def test_the_verdict_is_that_of_the_person(row: dict[str, str]) -> None:
    ours = of_instance(row, found().get((row["report"], row["identity_code"]), []))
    wanted = VERDICTS[row["result"]]
    got = [o["verdict"] for o in ours]
    if wanted == "not_assessable":
        assert "fails" not in got
        assert "not_assessable" in got or not got or row["identity_code"] == "REPEAT.EQUAL"
        return
    assert wanted in got
    counted = re.match(r"(\d+) (?:of \d+ )?(?:columns|rows)", row["instance"])
    if counted and row["identity_code"].startswith("APP."):
        assert got.count(wanted) >= int(counted[1])
    if len(ours) == 1:
        assert got == [wanted]


def test_nothing_fails_that_the_person_did_not_find() -> None:
    listed = {(row["report"], row["identity_code"]) for row in ROWS if row["result"] == "fail"}
    failing = {key for key, ours in found().items() if any(o["verdict"] == "fails" for o in ours)}
    assert failing <= listed


def test_every_argued_row_is_still_in_the_list() -> None:
    assert ARGUED.keys() <= {(row["report"], row["identity_code"], row["instance"]) for row in ROWS}


def test_failures_tell_their_arithmetic_in_words() -> None:
    words = {o["arithmetic"] for ours in found().values() for o in ours if o["verdict"] == "fails"}
    assert "8 + 1 = 9, not 8" in words
    assert "6 + 6 + 4 + 3 + 3 + 4 = 26, not 20" in words
    assert "100 × 820 / 248306 = 0.3302, not 0.32" in words
    assert pl.Series(sorted(words)).str.contains(r"\d").all()
