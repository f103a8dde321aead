"""Every singular dbt test holds on the small country and fails on its break."""

from __future__ import annotations

import json

import duckdb
import pytest

from tests.marts.small_country import PROJECT, Built

BREAKS = {
    "an_ambiguous_cell_has_readings_and_no_value": [
        "update marts.fct_statement set value_semantic = 'ambiguous', decided_by = 'ambiguous' where value = 8",
        "update marts.fct_statement set decided_by = 'ambiguous' where value = 8",
    ],
    "a_rank_counts_places_of_one_level_under_one_parent": [
        "update marts.mart_applications set received_rank_in_parent = received_rank_in_parent + 1",
    ],
    "a_ratio_is_its_part_over_its_base_or_null": [
        "update marts.mart_applications set grant_rate_pct = 0 where closed = 0",
        "update marts.mart_applications set granted = granted + 1 where closed > 0",
        "update marts.mart_remedies set review_corrected = 0",
    ],
    "a_series_value_is_the_signed_sum_of_its_bridge": [
        "update marts.fct_series set value = value + 1 where series_code = 'h.review.concluded'",
        "delete from marts.fct_disclosure where metric_code = 'review.pending'",
    ],
    "a_value_lies_within_its_bounds": [
        "update marts.fct_statement set lower_bound = value + 1 where metric_code = 'review.total'",
        "update marts.fct_statement set upper_bound = null where metric_code = 'review.total'",
    ],
    "concluded_cases_are_totals_less_pending": [
        "update marts.fct_series set value = 3 where series_code = 'h.review.concluded'",
    ],
    "coverage_finds_every_report_and_every_silence": [
        "update marts.mart_coverage set is_missing = false",
        "update marts.mart_coverage set has_report = false",
        "delete from marts.mart_coverage where has_report",
        "insert into codebook.outside_the_regulation select 'CN-350000', 'not so'",
    ],
    "every_disclosure_is_one_of_the_figures_of_its_place": [
        "update marts.fct_disclosure set value = value + 1",
        "update marts.fct_disclosure set jurisdiction_key = 'CN'",
    ],
    "every_figure_is_what_one_of_its_statements_says": [
        "update marts.fct_figure set value = value + 1 where metric_code = 'review.total'",
        "update marts.fct_figure set value_semantic = 'reported' where value_semantic = 'blank'",
        "update marts.fct_figure set statement_no = 10000",
    ],
    "every_harmonised_metric_has_a_bridge": [
        "delete from marts.dim_series_bridge where metric_code = 'review.cases.upheld'",
    ],
    "every_report_is_in_the_marts_or_has_an_error": [
        "delete from marts.dim_report where report_year = 2021",
        "insert into marts.dim_report select * replace ('2020/again.txt' as report_id) from marts.dim_report limit 1",
    ],
    "every_series_value_is_one_row_per_jurisdiction_year_and_series": [
        "insert into marts.fct_series from marts.fct_series",
    ],
    "every_statement_of_an_admitted_report_reaches_the_marts": [
        "delete from marts.fct_statement where metric_code = 'review.total'",
        "update marts.fct_statement set value = round(value / 10)",
        "update marts.fct_statement set value = 0 where value is null",
    ],
    "every_statement_stands_in_a_figure": ["delete from marts.fct_figure where metric_code = 'review.total'"],
    "every_unread_numeral_is_listed": ["delete from marts.fct_unread_numeral"],
    "money_in_yuan_is_the_filed_amount_in_its_unit": [
        "update marts.fct_figure set amount_yuan = value where unit = 'wan_yuan'",
        "update marts.fct_figure set unit = 'case', amount_yuan = null where unit = 'yuan'",
    ],
    "no_alternative_is_better_than_the_choice": [
        "update marts.fct_disclosure_alternative set is_jurisdiction_wide = true; "
        "update marts.fct_disclosure set is_jurisdiction_wide = false",
        "update marts.dim_report set is_current = not is_current",
        "update marts.fct_disclosure set value = null",
    ],
    "no_change_is_given_across_a_break_or_a_gap": [
        "update marts.fct_series set change = 1 where series_code = 'h.review.all'",
    ],
    "no_department_speaks_for_its_jurisdiction": [
        "update marts.dim_report set organ_kind = 'department'",
        "update marts.dim_report set scope = 'own_organ'",
        "update marts.dim_report set organ_kind = 'office', scope = 'unknown'",
    ],
    "no_series_joins_flows_with_stocks_or_cumulative_figures": [
        "update marts.dim_metric set measure_type = 'stock' where metric_code = 'applications.answered.granted'",
    ],
    "reconciled_views_leave_out_exactly_the_contradicted": [
        "update marts.mart_reporting set n_unchecked = n_unchecked + 1",
        "create or replace view marts.fct_figure_reconciled as from marts.fct_figure limit 3",
    ],
    "topics_add_up_to_the_same_totals_by_every_path": [
        "insert into marts.mart_applications from marts.mart_applications",
        "update marts.mart_applications set received = received + 1 where level = 'city' or level = 'prefecture'",
        "delete from marts.mart_reporting where jurisdiction_key = 'CN-350430'",
        "update marts.fct_disclosure set is_jurisdiction_wide = true",
        "update marts.fct_series set is_jurisdiction_wide = true",
    ],
}
MINE = sorted(BREAKS)


@pytest.mark.parametrize("law", MINE)
def test_the_law_holds_on_the_small_country(built: Built, law: str) -> None:
    assert built.check(law) == []


@pytest.mark.parametrize(("law", "broken"), [(law, broken) for law in MINE for broken in BREAKS[law]])
def test_the_law_fails_on_its_break(built: Built, law: str, broken: str) -> None:
    built.con.execute("begin")
    try:
        built.con.execute(broken)
        assert built.check(law), f"{law} does not see: {broken}"
    finally:
        built.con.execute("rollback")


def test_every_law_of_dbt_tests_is_broken_here() -> None:
    written = {path.stem for path in (PROJECT / "dbt" / "tests").glob("*.sql")}
    assert set(MINE) <= written


GENERIC = {
    "keyed_int_report_keys_report_key": [
        "insert into intermediate.int_report_keys from intermediate.int_report_keys limit 1",
        "update intermediate.int_report_keys set report_key = null",
    ],
    "keyed_zone_kinds_ending__canonical": [
        "insert into codebook.zone_kinds from codebook.zone_kinds limit 1",
        "update codebook.zone_kinds set ending = null",
        "update codebook.zone_kinds set canonical = null",
    ],
    "filled_divisions_code__name__short_name__valid_from": [
        "update codebook.divisions set code = null",
        "update codebook.divisions set valid_from = null",
    ],
}


def complaints(built: Built, test: str) -> list[tuple[object, ...]]:
    """The rows that a generic dbt test complains of."""
    (compiled,) = built.compiled.parent.rglob(f"{test}.sql")
    return built.rows(compiled.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("test", "broken"), [(test, broken) for test in GENERIC for broken in GENERIC[test]])
def test_a_codebook_without_its_keys_fails(built: Built, test: str, broken: str) -> None:
    assert complaints(built, test) == []
    built.con.execute("begin")
    try:
        built.con.execute(broken)
        assert complaints(built, test)
    finally:
        built.con.execute("rollback")


def test_what_the_contract_requires_the_database_refuses_to_leave_out(built: Built) -> None:
    manifest = json.loads((built.compiled.parents[2] / "manifest.json").read_text(encoding="utf-8"))
    required = {
        (node["alias"], column["name"])
        for node in manifest["nodes"].values()
        if node["schema"] == "marts" and node["config"]["materialized"] == "table"
        for column in node["columns"].values()
        if {"not_null", "primary_key"} & {constraint["type"] for constraint in column["constraints"]}
    }
    enforced = built.rows(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and not is_nullable"
    )
    assert len(required) > 100
    assert required <= set(enforced)
    with pytest.raises(duckdb.ConstraintException):
        built.con.execute("update marts.dim_year set report_year = null")
