"""Great Expectations judges the very file, says what it found, and never takes its own failure for the data's."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations import Evidence, Judgement, duckdb_dialect, judge, questions


@pytest.fixture
def copied(evidence: Evidence, tmp_path: Path) -> Evidence:
    """The sound evidence with a warehouse of its own, to be spoilt."""
    warehouse = tmp_path / "ogi.duckdb"
    shutil.copy(evidence.warehouse, warehouse)
    return replace(evidence, warehouse=warehouse)


def spoil(evidence: Evidence, *statements: str) -> None:
    """The warehouse after these statements."""
    with duckdb.connect(evidence.warehouse) as marts:
        for statement in statements:
            marts.execute(statement)


def asked(evidence: Evidence, question: str) -> Judgement:
    """The judgement on one question alone."""
    from expectations.great_expectations_run import run

    return run(evidence, [each for each in questions(evidence.seeds) if each.name == question], None)


FAILING = (
    "update marts.fct_identity set verdict = 'fails', rhs = 21, residual = 2, whose_error = 'publisher',"
    " arithmetic = '20 + 1 = 21, not 23', arithmetic_zh = '20 + 1 = 21，而不是 23 <script>alert(1)</script>'"
    " where identity_code = 'APP.FLOW'"
)


def test_a_sound_warehouse_is_published_and_left_as_it_was(evidence: Evidence) -> None:
    before = evidence.warehouse.read_bytes()
    judged = judge(evidence)
    assert [finding.law.name for finding in judged.findings if not finding.success] == []
    assert not judged.stops_publication
    assert evidence.warehouse.read_bytes() == before
    laws = [law.name for question in questions(evidence.seeds) for law in question.laws]
    assert sorted(judged.by_law()) == sorted(laws)


def test_an_error_of_the_publisher_is_shown_and_stops_nothing(copied: Evidence) -> None:
    spoil(copied, FAILING)
    judged = judge(copied)
    finding = judged.by_law()["app_flow_holds"]
    assert not finding.success
    assert not judged.stops_publication
    assert finding.broken == 2
    assert finding.breaches[0].key == "CN-350128/2019/government · APP.FLOW · total"
    assert finding.breaches[0].reason.startswith("20 + 1 = 21，而不是 23")


def test_an_error_of_our_own_stops_publication(copied: Evidence) -> None:
    spoil(copied, "delete from marts.fct_identity where identity_code = 'APP.ROW'")
    judged = asked(copied, "everything_is_here")
    assert [finding.law.name for finding in judged.stopping] == ["every_declared_identity_is_tried"]
    assert judged.stopping[0].breaches[0].key.startswith("APP.ROW · CN-350128/20")
    assert "\nevery_declared_identity_is_tried: " in judged.refusal
    assert "\n    APP.ROW · CN-350128/20" in judged.refusal


def test_what_raises_is_neither_a_pass_nor_a_failure_of_the_data(copied: Evidence) -> None:
    spoil(copied, "drop table marts.fct_disclosure")
    finding = asked(copied, "keys_are_sound").by_law()["fct_disclosure_key"]
    assert not finding.success
    assert finding.stops_publication
    assert "fct_disclosure" in finding.raised
    assert (finding.broken, finding.breaches) == (0, ())


def test_all_breaches_are_counted_though_only_the_first_are_shown(copied: Evidence) -> None:
    spoil(
        copied,
        "insert into marts.fct_statement select t.* replace (10 + r.i as statement_no, 'x' as source)"
        " from (from marts.fct_statement limit 1) as t, range(500) as r(i)",
    )
    finding = asked(copied, "values_are_of_their_kind").by_law()["sources_are_known"]
    assert finding.broken == 500
    assert 0 < len(finding.breaches) <= 200


def test_each_law_is_asked_once(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """Great Expectations asks twice, for the rows and for their number; in other words it would be twice the work."""
    executed: list[str] = []
    real = duckdb_dialect._executed
    monkeypatch.setattr(
        duckdb_dialect, "_executed", lambda con, query, *more: _noted(executed, query, real(con, query, *more))
    )
    judged = asked(evidence, "keys_are_sound")
    assert 0 < len(executed) <= len(judged.findings) + 2


def _noted(executed: list[str], query: str, result: object) -> object:
    executed.append(query)
    return result


def test_an_empty_warehouse_breaks_every_question(copied: Evidence) -> None:
    with duckdb.connect(copied.warehouse) as marts:
        for (table,) in marts.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall():
            marts.execute(f"delete from marts.{table}")
    judged = judge(copied)
    for question in questions(copied.seeds):
        assert not any(finding.success for finding in judged.of(question.name) if finding.law.table.startswith("fct_"))
        assert any(finding.stops_publication for finding in judged.of(question.name))
    refusal = judged.refusal.splitlines()
    assert refusal[1].startswith("tables without rows: dim_")
    assert len(refusal) < 12, "an empty table is named once, not with each of its laws"


def test_a_report_that_readers_have_may_not_vanish(evidence: Evidence, copied: Evidence) -> None:
    spoil(copied, "delete from marts.dim_report where report_year = 2020")
    finding = asked(replace(copied, published=evidence.warehouse), "everything_is_here").by_law()[
        "published_reports_remain"
    ]
    assert [breach.key for breach in finding.breaches] == ["CN-350128/2020/government"]


def test_the_pages_read_in_chinese_and_run_nothing(copied: Evidence, tmp_path: Path) -> None:
    spoil(copied, FAILING)
    docs = tmp_path / "docs"
    stale = docs / "validations" / "it_adds_up" / "old.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("of an earlier judgement", encoding="utf-8")
    judge(copied, docs=docs)
    pages = list(docs.rglob("*.html"))
    text = {page.relative_to(docs).as_posix(): page.read_text(encoding="utf-8") for page in pages}
    assert len([name for name in text if name.startswith("validations/it_adds_up/")]) == 1
    assert "勾稽关系成立吗" in text["index.html"]
    assert "20 + 1 = 21，而不是 23 &lt;script&gt;" in text["index.html"]
    for page in text.values():
        assert "<script" not in page
        assert "\\u" not in page
        assert not re.search(r"<(img|link|script)\b[^>]*(src|href)=", page)
    (found,) = [page for name, page in text.items() if name.startswith("validations/it_adds_up/")]
    assert "而不是 23 &lt;script&gt;" in found
    assert "本年新收与上年结转之和" in found
