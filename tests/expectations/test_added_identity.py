"""An identity is rows: one that is added to the seeds is tried, told, judged, an asset check and on the page."""

from __future__ import annotations

import csv
import importlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.identities import check
from dagster_project.identities.evaluation import evaluate
from dagster_project.parsers.codebook import Codebook
from dagster_project.resources import SEEDS, SeedTables
from expectations import Breach, Evidence, Finding, judge, questions
from tests.identities.made_reports import Made, frames
from tests.identities.test_check import reading

CODE, LAW = "APP.ADDED", "app_added_holds"
SENTENCE = "本行由测试增设：新收不超过一百件"
NEW = "applications.received.new"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The codebook with one identity more: requests received are at most a hundred."""
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    of_flow = {"identity_code": CODE, "title_zh": SENTENCE, "operator": "<=", "quantifier": ""}
    add(folder / "identities.csv", of_flow, like="APP.FLOW")
    terms = folder / "identity_terms.csv"
    add(terms, {"identity_code": CODE, "side": "lhs", "metric_code": NEW, "member": "total"}, like="APP.FLOW")
    hundred = {"identity_code": CODE, "term_no": "2", "side": "rhs", "metric_code": "", "member": "", "source": ""}
    add(terms, {**hundred, "null_rule": "", "constant": "100"}, like="APP.FLOW")
    return folder


def add(seed: Path, values: dict[str, str], like: str) -> None:
    """One row more at the end of a seed, otherwise like the first of that identity."""
    with seed.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    model = next(row for row in rows if row["identity_code"] == like)
    with seed.open("a", encoding="utf-8", newline="") as lines:
        csv.DictWriter(lines, list(rows[0]), lineterminator="\n").writerow(model | values)


def test_it_is_evaluated(seeds: Path) -> None:
    reports = [Made("few", table={(NEW, "total"): 99}), Made("many", table={(NEW, "total"): 101}), Made("none")]
    tables = {name: list(rows) for name, rows in SeedTables(seeds).items() if name.startswith(("identit", "metrics"))}
    found = evaluate(frames(reports), tables)["fct_identity"]
    rows = found.filter(found["identity_code"] == CODE).select("report_id", "verdict", "arithmetic").sort("report_id")
    assert rows.rows() == [
        ("few", "holds", None),
        ("many", "fails", "101 > 100"),
        ("none", "not_assessable", None),
    ]


def test_a_share_at_its_printed_precision_over_two_years_is_rows_too(tmp_path: Path) -> None:
    """What the rows that ship do not have: a percentage as printed, of a whole made of figures of two years."""
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    share = {
        "identity_code": "SHARE.ADDED",
        "title_zh": "所列占比按上年结转与本年新收之和计算",
        "scope": "across years",
    }
    add(folder / "identities.csv", {**share, "forms": "2021", "tolerance": "0"}, like="APPX.GRANT.SHARE")
    terms = [
        ("1", "lhs", "1", "applications.outcome.rate", "granted", "0"),
        ("2", "rhs", "100", "applications.outcome.granted", "total", "0"),
        ("3", "base", "1", "applications.carried_out", "total", "-1"),
        ("4", "base", "1", NEW, "total", "0"),
    ]
    names = ("term_no", "side", "coefficient", "metric_code", "member", "year_offset")
    for term in terms:
        row = {"identity_code": "SHARE.ADDED", **dict(zip(names, term, strict=True)), "source": "table>prose"}
        add(folder / "identity_terms.csv", row, like="APPX.GRANT.SHARE")
    tables = {name: list(rows) for name, rows in SeedTables(folder).items() if name.startswith(("identit", "metrics"))}
    before = Made("before", 2021, table={("applications.carried_out", "total"): 4})
    cells = {(NEW, "total"): 70, ("applications.outcome.granted", "total"): 55}
    told = {
        "74.3": ("holds", None),
        "74.4": ("fails", "100 × 55 / (4 + 70) = 74.3243, not 74.4"),
        "74": ("holds", None),
        "": ("not_assessable", None),
    }
    for printed, outcome in told.items():
        prose = [("applications.outcome.rate", "granted", printed)] if printed else []
        now = Made("now", 2022, table=cells, prose=prose, units={"applications.outcome.rate": "percent"})
        found = evaluate(frames([before, now]), tables)["fct_identity"]
        rows = found.filter((found["identity_code"] == "SHARE.ADDED") & (found["report_id"] == "now"))
        assert rows.select("verdict", "arithmetic").rows() == [outcome]


def test_the_clerk_is_told(seeds: Path) -> None:
    codebook = Codebook.from_tables(SeedTables(seeds))
    (row,) = [row for row in check([("a.txt", reading({(NEW, "total"): 101}))], codebook).rows if row.member == ""
              and row.identity_code == CODE]  # fmt: skip
    assert row.explanation_zh == f"{SENTENCE}：101 > 100"


def test_it_is_a_law_of_a_suite_and_on_the_page(seeds: Path, evidence: Evidence, tmp_path: Path) -> None:
    laws = {law.name: law for question in questions(seeds) for law in question.laws}
    assert laws[LAW].identity_code == CODE
    warehouse, docs = tmp_path / "ogi.duckdb", tmp_path / "docs"
    shutil.copy(evidence.warehouse, warehouse)
    judged = judge(replace(evidence, warehouse=warehouse, seeds=seeds))
    assert not judged.by_law()[LAW].success, "declared and never tried"
    with duckdb.connect(warehouse) as marts:
        marts.execute(
            "insert into marts.fct_identity select t.* replace (? as identity_code, 'fails' as verdict,"
            " '<=' as operator, 101 as lhs, 100 as rhs, 1 as residual, '101 > 100' as arithmetic,"
            " '101 > 100' as arithmetic_zh) from marts.fct_identity as t where identity_code = 'APP.FLOW'",
            [CODE],
        )
    finding = judge(replace(evidence, warehouse=warehouse, seeds=seeds), docs=docs).by_law()[LAW]
    assert finding.breaches[0].reason.startswith("101 > 100")
    assert SENTENCE in (docs / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def judgement_of_the_seeds(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The asset checks as Dagster would load them from this codebook."""
    from dagster_project.assets import judgement

    with monkeypatch.context() as patch:
        patch.setattr("dagster_project.resources.SEEDS", seeds)
        yield importlib.reload(judgement)
    importlib.reload(judgement)


def test_it_is_an_asset_check(judgement_of_the_seeds: object) -> None:
    specs = {spec.name: spec for spec in judgement_of_the_seeds.judgement.check_specs}  # type: ignore[attr-defined]
    assert specs[LAW].metadata == {"identity": CODE, "severity": "error"}
    assert SENTENCE in (specs[LAW].description or "")


def test_a_failing_identity_is_a_check_with_its_severity_keys_and_arithmetic(judgement_of_the_seeds: object) -> None:
    module: Any = judgement_of_the_seeds
    breach = Breach("CN-350128/2020/government · APP.ADDED", "101 > 100 [publisher]")
    result = module.check_result(Finding("it_adds_up", module.LAWS[LAW], False, 1, (breach,)))
    assert (result.passed, result.severity.value) == (False, "WARN")
    told = {name: entry.value for name, entry in result.metadata.items()}
    assert (told["identity"], told["severity"], told["broken"]) == (CODE, "error", 1)
    assert "CN-350128/2020/government · APP.ADDED | 101 > 100 [publisher]" in told["breaches"]
