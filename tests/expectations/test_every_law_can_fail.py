"""Each law holds on a sound warehouse, and is broken by an empty table, by a null term and by what it forbids."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations import Evidence, Law, questions
from expectations.evidence import TALLY, opened
from expectations.keys_are_sound import DIMENSION_REFERENCES, KEYS
from expectations.law import TOPICS

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
MARTS = SEEDS.parent / "models" / "marts"
LAWS = {law.name: law for question in questions(SEEDS) for law in question.laws}
IDENTITIES = {name: law for name, law in LAWS.items() if law.identity_code}
OTHERS = {name: law for name, law in LAWS.items() if not law.identity_code}
BATCH = "(select * from dim_report) as batch"

# A null here means what it says.
NULL_IS_ALLOWED = {
    "periods_are_in_order": "a report that prints no period",
    "bounds_enclose_the_value": "a bound that the words leave open, and a blank",
    "dim_report_jurisdiction_key_in_dim_jurisdiction": "a report whose place is not known",
}
# What has to be there before a null can be wrong.
BEFORE = {"published_reports_remain": "insert into published_report values ('k', '2019/one.txt', repeat('a', 64))"}
TERMS_OF_A_VERDICT = ("report_key", "verdict", "lhs", "rhs", "residual")

BREAKS = {
    "reports_are_there": "update dim_report set report_key = null",
    "every_raw_file_is_staged": "insert into raw_file values ('2020/new.txt')",
    "every_file_is_read_or_a_problem": "update staged_file set status = 'problem'",
    "every_report_is_admitted_or_a_problem": "delete from dim_report where report_year = 2020",
    "every_report_keeps_its_figures": "delete from fct_figure where report_key like '%2020%'",
    "every_report_has_figures": "update fct_figure set value = null",
    "every_form_report_prints_its_tables": "update dim_report set n_cells = 0",
    "published_reports_remain": "insert into published_report values ('k', 'f', 'c');"
    "update staged_file set sha256 = 'c' where file = '2019/one.txt'",
    "every_statement_is_carried": "delete from fct_statement where statement_no = 2",
    "every_statement_is_a_figure": "delete from fct_figure where member = 'total'",
    "every_disclosed_series_is_there": "delete from fct_series where report_year = 2020",
    **{
        f"every_series_of_{topic}_is_in_its_mart": f"delete from {mart} where report_year = 2020"
        for topic, mart in TOPICS.items()
    },
    "every_numeral_is_accounted_for": "update dim_report set numerals_ignored = 0",
    "unread_share_is_bounded": "update dim_report set numerals_unread = 50",
    "unread_share_of_each_report": "update dim_report set numerals_unread = 7",
    "every_declared_identity_is_tried": "delete from fct_identity where identity_code = 'APP.FLOW'",
    "report_keys_are_readable": "update dim_report set report_key = 'CN-350128/2018/office' where report_year = 2020",
    "departments_never_share_a_key_with_their_government": "update dim_report set organ_kind = 'department'",
    "jurisdiction_keys_are_readable": "update dim_jurisdiction set jurisdiction_key = '350128'",
    "semantics_are_known": "update fct_statement set value_semantic = 'zero'",
    "blank_is_not_zero": "update fct_statement set value = 0 where value_semantic = 'blank'",
    "ambiguous_cells_have_readings_and_no_value": "update fct_statement set value_semantic = 'ambiguous', value = null",
    "stated_zero_is_zero": "update fct_statement set value_semantic = 'stated_zero'",
    "qualifiers_are_known": "update fct_statement set qualifier = 'about'",
    "bounds_enclose_the_value": "update fct_statement set lower_bound = 24",
    "exact_figures_have_no_width": "update fct_statement set upper_bound = 24",
    "every_statement_quotes_its_words": "update fct_statement set evidence = ''",
    "spans_are_inside_the_report": "update fct_statement set span_end = 5001",
    "confidence_is_a_share": "update fct_statement set confidence = 1.01",
    "sources_are_known": "update fct_statement set source = 'footnote'",
    "open_readings_are_never_certain": "update fct_statement set readings = ['2|3', '23']",
    "units_are_given": "update fct_figure set unit = ''",
    "counts_are_not_negative": "update fct_figure set value = -1",
    "shares_are_percentages": "update fct_figure set unit = 'percent', value = 101",
    "money_is_in_yuan": "update fct_figure set unit = 'wan_yuan', amount_yuan = value",
    "units_are_of_their_metric": "update fct_figure set unit = 'wan_yuan', amount_yuan = 10000 * value",
    "statuses_are_known": "update fct_figure set status = 'fine'",
    "report_years_are_possible": "update dim_report set report_year = 2007",
    "periods_are_in_order": "update dim_report set period_end_on = '2000-01-01'",
    "reports_follow_their_year": "update dim_report set published_on = '2000-01-01'",
    "every_identity_has_a_verdict": "update fct_identity set verdict = 'maybe'",
    "every_assessed_identity_has_its_terms": "update fct_identity set residual = null",
    "every_unassessed_identity_says_why": "update fct_identity set missing_operands = ''",
    "every_residual_is_the_difference": "update fct_identity set residual = 1",
    "no_disputed_reading_is_certain": "update fct_figure set agreement = 'disagree'",
    "two_readings_agree": "update fct_figure set agreement = 'disagree', confidence = 0.5",
    "no_reconciled_figure_is_contradicted": "update fct_figure_reconciled set status = 'contradicted'",
}


@pytest.fixture(scope="module")
def tables(evidence: Evidence) -> Iterator[duckdb.DuckDBPyConnection]:
    """The evidence as tables that a test may break and must roll back."""
    with opened(evidence) as connection:
        views = connection.execute("select view_name from duckdb_views() where not internal").fetchall()
        for (view,) in views:
            connection.execute(f"create table copied as from {view}")
            connection.execute(f"drop view {view}")
            connection.execute(f"alter table copied rename to {view}")
        yield connection


@pytest.fixture
def broken(tables: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same tables within a transaction that is undone."""
    tables.execute("begin")
    yield tables
    tables.execute("rollback")


def breaches(connection: duckdb.DuckDBPyConnection, law: Law) -> list[tuple[str, str]]:
    """What breaks the law now."""
    if law.identity_code:
        connection.execute("drop table identity_tally; drop table identity_failure")
        connection.execute(TALLY)
        connection.execute("create table identity_failure as from fct_identity where verdict = 'fails'")
    return connection.execute(law.query.format(batch=BATCH)).fetchall()


def test_names_of_laws_are_unique_and_fit_an_asset_check() -> None:
    names = [law.name for question in questions(SEEDS) for law in question.laws]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_mart_shows_the_series_of_its_topic(topic: str) -> None:
    series = csv.DictReader((SEEDS / "series.csv").open(encoding="utf-8"))
    of_topic = {row["series_code"] for row in series if row["topic"] == topic}
    shown = set(re.findall(r"'(h\.[a-z_.]+)'", (MARTS / f"{TOPICS[topic]}.sql").read_text(encoding="utf-8")))
    assert of_topic
    assert of_topic <= shown


def test_every_published_table_states_its_grain() -> None:
    assert {path.stem for path in MARTS.glob("*.sql")} <= KEYS.keys()


def declared_references() -> set[tuple[str, str, str, str]]:
    """Table, column, table and column of every relationship that the models declare; the data package tells these."""
    found = set()
    for path in MARTS.glob("_*.yml"):
        for mart in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", ()):
            for column in mart["columns"]:
                for test in column.get("data_tests", ()):
                    if "relationships" in test:
                        to = test["relationships"]["arguments"]
                        found.add((mart["name"], column["name"], to["to"].split("'")[1], to["field"]))
    return found


def test_every_foreign_key_of_the_published_file_is_told_in_the_package() -> None:
    assert set(DIMENSION_REFERENCES) <= declared_references()


@pytest.mark.parametrize("name", LAWS)
def test_holds_on_a_sound_warehouse(name: str, tables: duckdb.DuckDBPyConnection) -> None:
    assert tables.execute(LAWS[name].query.format(batch=BATCH)).fetchall() == []


@pytest.mark.parametrize("name", LAWS)
def test_is_broken_by_an_empty_table(name: str, broken: duckdb.DuckDBPyConnection) -> None:
    law = LAWS[name]
    broken.execute(f"delete from {'fct_identity' if law.identity_code else law.table}")
    assert breaches(broken, law)


@pytest.mark.parametrize(
    ("table", "nothing_to_hold"),
    [
        ("fct_disclosure", "update dim_report set is_jurisdiction_wide = false"),
        ("fct_series", "update fct_disclosure set value = null"),
        ("fct_series", "update dim_series_bridge set form_codes = '2014'"),
        ("mart_applications", "update fct_series set is_jurisdiction_wide = false"),
        ("mart_remedies", "delete from fct_series where series_code = 'h.review.all'"),
        ("mart_proactive", "delete from fct_series where series_code = 'h.normative.issued'"),
        ("mart_resources_fees", "delete from fct_series where series_code = 'h.resources.staff'"),
        ("fct_problem", "update dim_report set n_warnings = 0"),
        ("fct_unread_numeral", "update dim_report set numerals_unread = 0, numerals_ignored = 50"),
        ("fct_disclosure_alternative", "update fct_disclosure set n_alternatives = 0"),
        ("fct_figure_reconciled", "update fct_figure set status = 'contradicted'"),
        ("fct_identity", "update dim_report set form_code = 'none'"),
    ],
)
def test_an_empty_table_with_nothing_to_hold_is_no_breach(
    table: str, nothing_to_hold: str, broken: duckdb.DuckDBPyConnection
) -> None:
    broken.execute(f"delete from {table}; {nothing_to_hold}")
    laws = [law for law in OTHERS.values() if law.table == table]
    assert laws
    assert [law.name for law in laws if breaches(broken, law)] == []


@pytest.mark.parametrize("name", OTHERS)
def test_is_broken_by_what_it_forbids(name: str, broken: duckdb.DuckDBPyConnection) -> None:
    law = LAWS[name]
    if name.endswith("_key"):
        broken.execute(f"insert into {law.table} select * from {law.table} limit 1")
    elif "_in_" in name and name not in BREAKS:
        column = re.search(r"on t\.(\w+) = r\.", law.broken)
        assert column
        other = 1999 if column[1] == "report_year" else "'nowhere'"
        broken.execute(f"update {law.table} set {column[1]} = {other}")
    else:
        broken.execute(BREAKS[name])
    found = breaches(broken, law)
    assert found
    assert all(key and reason for key, reason in found)


@pytest.mark.parametrize("name", sorted(OTHERS.keys() - NULL_IS_ALLOWED.keys()))
def test_is_broken_by_a_null_term(name: str, broken: duckdb.DuckDBPyConnection) -> None:
    law = LAWS[name]
    columns = {row[0] for row in broken.execute(f"describe {law.table}").fetchall()}
    terms = sorted(columns & set(re.findall(r"\w+", law.broken)))
    for term in terms:
        broken.execute(BEFORE.get(name, ""))
        broken.execute(f"update {law.table} set {term} = null")
        if breaches(broken, law):
            return
        broken.execute("rollback")
        broken.execute("begin")
    pytest.fail(f"no null breaks it: {', '.join(terms)}")


@pytest.mark.parametrize("name", IDENTITIES)
def test_an_identity_of_which_a_term_is_null_is_broken(name: str, broken: duckdb.DuckDBPyConnection) -> None:
    law = LAWS[name]
    for term in TERMS_OF_A_VERDICT:
        broken.execute(
            "update fct_identity set verdict = 'holds', lhs = 9, rhs = 9, residual = 0"
            f" where identity_code = '{law.identity_code}'"
        )
        assert breaches(broken, law) == []
        broken.execute(f"update fct_identity set {term} = null where identity_code = '{law.identity_code}'")
        assert breaches(broken, law) == [(law.identity_code, "a verdict or a term is missing 缺结论或数据")]
        broken.execute("rollback")
        broken.execute("begin")


@pytest.mark.parametrize("name", IDENTITIES)
def test_an_identity_that_fails_is_named_with_its_arithmetic(name: str, broken: duckdb.DuckDBPyConnection) -> None:
    law = LAWS[name]
    broken.execute(
        "update fct_identity set verdict = 'fails', lhs = 9, rhs = 8, residual = 1, arithmetic = '8 + 1 = 9, not 8',"
        f" arithmetic_zh = '8 + 1 = 9，而不是 8', whose_error = 'publisher' where identity_code = '{law.identity_code}'"
    )
    found = breaches(broken, law)
    assert {reason for _, reason in found} == {"8 + 1 = 9，而不是 8 [publisher]"}
    assert all(law.identity_code in key for key, _ in found)


@pytest.mark.parametrize("name", IDENTITIES)
def test_a_waiver_never_hides_a_failing_identity(name: str, broken: duckdb.DuckDBPyConnection) -> None:
    law = LAWS[name]
    broken.execute(
        "update fct_identity set verdict = 'fails', lhs = 9, operator = '=', rhs = 8, residual = 1, is_waived = true"
        f" where identity_code = '{law.identity_code}'"
    )
    assert all(reason.endswith("[waived 已认可]") for _, reason in breaches(broken, law))
    assert len(breaches(broken, law)) == 2


def test_every_implied_identity_that_is_missing_is_found(broken: duckdb.DuckDBPyConnection) -> None:
    implied = broken.execute(
        "select identity_code from identity_declared where is_implied and list_contains(forms, '2019')"
        " and 2020 between first_year and last_year"
    ).fetchall()
    assert len(implied) > 20
    for (code,) in implied:
        broken.execute(f"delete from fct_identity where identity_code = '{code}'")
        law = next(law for law in IDENTITIES.values() if law.identity_code == code)
        assert (code, "never tried 从未检验") in breaches(broken, law)
        assert any(key.startswith(f"{code} ·") for key, _ in breaches(broken, LAWS["every_declared_identity_is_tried"]))


def test_an_identity_that_is_added_to_the_codebook_is_asked_for_everywhere(
    broken: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    declared = (SEEDS / "identities.csv").read_text(encoding="utf-8")
    flow = next(line for line in declared.splitlines() if line.startswith("APP.FLOW,"))
    added = flow.replace("APP.FLOW,", "APP.ADDED,", 1)
    (tmp_path / "identities.csv").write_text(f"{declared.rstrip()}\n{added}\n", encoding="utf-8")
    laws = {law.name: law for question in questions(tmp_path) for law in question.laws}
    assert laws.keys() - LAWS.keys() == {"app_added_holds"}
    assert laws["app_added_holds"].identity_code == "APP.ADDED"
    broken.execute(
        "insert into identity_declared select * replace ('APP.ADDED' as identity_code) from identity_declared"
        " where identity_code = 'APP.FLOW'"
    )
    assert {key for key, _ in breaches(broken, LAWS["every_declared_identity_is_tried"])} == {
        "APP.ADDED · CN-350128/2019/government",
        "APP.ADDED · CN-350128/2020/government",
    }
    assert breaches(broken, laws["app_added_holds"]) == [("APP.ADDED", "never tried 从未检验")]
