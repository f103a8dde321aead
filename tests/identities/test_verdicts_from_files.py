"""From the shared files to the verdicts: what a person found in the pages comes out of the parser's own figures."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from dagster_project.identities.check import CheckRow, check
from dagster_project.parsers.report import parse
from dagster_project.readers import read
from dagster_project.resources import load_codebook
from tests.identities.gold_reports import GOLD
from tests.identities.test_gold_verdicts import ARGUED, MEMBERS, ROWS, VERDICTS

WITHIN_TABLE = ("APP.ROW", "APP.FLOW", "APP.LEAF", "APP.NONNEG", "APP.CARRYOUT", "APP.INFLOW", "REM.SUM", "DOC.ISSUED",
                "DOC.2019.SUBSET", "DOC.2019.MADE", "ITEM.NONNEG")  # fmt: skip


@cache
def found() -> dict[tuple[str, str], list[CheckRow]]:
    """What we say of all shared reports together, by report and identity."""
    codebook = load_codebook()
    files = sorted((GOLD.parent / "reports").glob("*/*"))
    readings = [(str(f), parse(read(f.name, f.read_bytes())[0], codebook, int(f.parent.name))) for f in files]
    by_key: dict[tuple[str, str], list[CheckRow]] = defaultdict(list)
    for row in check(readings, codebook).rows:
        by_key[Path(row.file).stem, row.identity_code].append(row)
    return by_key


def ours_for(row: dict[str, str]) -> list[CheckRow]:
    """Our rows for what the list calls an instance."""
    rows = found().get((row["report"], row["identity_code"]), [])
    exact = [o for o in rows if o.member == row["instance"] or o.member.split("/")[-1] == row["instance"]]
    if exact or row["instance"] in MEMBERS:
        return exact or [o for o in rows if not o.member]
    if row["identity_code"] == "PRO.SHARE" and (part := re.search(r"(\d+)/(\d+)", row["arithmetic"])):
        return [o for o in rows if f"{part[1]} / {part[2]}" in o.explanation]
    return rows


def differs(row: dict[str, str]) -> bool:
    """Whether none of our verdicts is the person's, or one of ours fails where the person tried in vain."""
    got = {o.verdict for o in ours_for(row)}
    if row["result"] == "not_testable":
        return "fails" in got
    return VERDICTS[row["result"]] not in got


def test_every_verdict_within_a_table_is_that_of_the_person() -> None:
    rows = [r for r in ROWS if r["identity_code"].startswith(WITHIN_TABLE)]
    rows = [r for r in rows if (r["report"], r["identity_code"], r["instance"]) not in ARGUED]
    assert len(rows) > 100
    assert [(r["report"], r["identity_code"], r["instance"]) for r in rows if differs(r)] == []


def test_nothing_within_a_table_fails_that_the_person_did_not_find() -> None:
    listed = {(r["report"], r["identity_code"]) for r in ROWS if r["result"] == "fail"}
    failing = {key for key, rows in found().items() if any(o.verdict == "fails" for o in rows)}
    assert {key for key in failing if key[1].startswith(WITHIN_TABLE)} <= listed
