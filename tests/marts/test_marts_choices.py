"""What the marts choose, add up and leave out, on the small country of conftest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.marts.small_country import COUNTY, PROVINCE, ZONE, Built

RECEIVED = "metric_code = 'applications.received.new'"


def disclosure(built: Built, columns: str, year: int, metric: str, place: str = COUNTY) -> list[tuple[object, ...]]:
    return built.rows(
        f"select {columns} from marts.fct_disclosure where jurisdiction_key = '{place}' "
        f"and report_year = {year} and metric_code = '{metric}'"
    )


def series(built: Built, columns: str, year: int, code: str) -> list[tuple[object, ...]]:
    return built.rows(
        f"select {columns} from marts.fct_series where jurisdiction_key = '{COUNTY}' "
        f"and report_year = {year} and series_code = '{code}'"
    )


def test_a_report_key_reads_as_place_year_and_organ(built: Built) -> None:
    found = built.rows(
        f"select report_key from marts.dim_report where report_year = 2020 and file <> '{COUNTY}' order by 1"
    )
    assert [key for (key,) in found if str(key).startswith(COUNTY)] == [
        f"{COUNTY}/2020/government",
        f"{COUNTY}/2020/government#2",
        f"{COUNTY}/2020/government@v1",
        f"{COUNTY}/2020/office",
        f"{COUNTY}/2020/某县财政局",
    ]


def test_a_report_of_an_undecided_place_keeps_its_figures_but_speaks_for_no_place(built: Built) -> None:
    assert built.rows("select jurisdiction_key, value from marts.fct_figure where report_key like 'unplaced/%'") == [
        (None, Decimal(6))
    ]
    assert built.rows("select * from marts.fct_disclosure where report_key like 'unplaced/%'") == []


def test_a_report_with_an_error_is_a_problem_and_nothing_else(built: Built) -> None:
    assert built.rows("select * from marts.dim_report where file = '2020/again.txt'") == []
    assert built.rows("select problem_code, report_key from marts.fct_problem where severity = 'error' order by 1") == [
        ("duplicate", None),
        ("empty", None),
    ]


def test_a_cell_stands_before_the_prose_that_contradicts_it(built: Built) -> None:
    found = built.rows(
        "select value, source, n_statements from marts.fct_figure "
        f"where report_key = '{COUNTY}/2020/government' and {RECEIVED}"
    )
    assert found == [(Decimal(10), "table", 2)]


def test_a_contradicted_figure_gives_way_to_a_copy_and_all_stay_in_the_order_of_the_rule(built: Built) -> None:
    assert disclosure(built, "value, report_key, n_alternatives, has_conflict", 2020, "applications.received.new") == [
        (Decimal(10), f"{COUNTY}/2020/government#2", 3, True)
    ]
    assert built.rows(
        f"select report_key from marts.fct_disclosure_alternative where jurisdiction_key = '{COUNTY}' "
        f"and report_year = 2020 and {RECEIVED} order by choice_no"
    ) == [(f"{COUNTY}/2020/{end}",) for end in ("government", "government@v1", "office")]


def test_an_office_speaks_last_and_is_never_added(built: Built) -> None:
    assert disclosure(built, "value, scope, is_jurisdiction_wide", 2020, "applications.received.new", "CN-350421") == [
        (Decimal(3), "own_organ", False)
    ]
    assert built.rows("select * from marts.mart_applications where jurisdiction_key = 'CN-350421'") == []


def test_a_department_never_speaks_for_its_place(built: Built) -> None:
    assert built.rows("select * from marts.fct_disclosure where organ_kind = 'department'") == []


def test_money_is_in_yuan_and_the_printed_unit_stays(built: Built) -> None:
    assert disclosure(built, "value, unit, amount_yuan, is_unit_doubtful", 2021, "admin_fee.amount") == [
        (Decimal("1.5"), "wan_yuan", Decimal(15000), False)
    ]


def test_an_amount_whose_unit_is_printed_nowhere_is_marked(built: Built) -> None:
    assert disclosure(built, "amount_yuan, is_unit_doubtful", 2020, "procurement.amount") == [
        (Decimal("6338096.40"), True)
    ]


def test_a_blank_stays_blank(built: Built) -> None:
    assert disclosure(built, "value, value_semantic", 2021, "applications.outcome.partial") == [(None, "blank")]
    assert series(built, "value", 2021, "h.outcome.partial") == []


def test_a_date_is_a_figure_too(built: Built) -> None:
    assert disclosure(built, "cast(value_on as varchar)", 2021, "report.published_on") == [("2022-04-02",)]


def test_a_settlement_lays_over_the_reading(built: Built) -> None:
    assert built.rows(
        "select value, upper_bound, value_text, is_settled from marts.fct_statement "
        f"where report_key like 'CN-350402/%' and {RECEIVED}"
    ) == [(Decimal(7), Decimal(7), "71", True)]


def test_a_series_runs_through_four_forms(built: Built) -> None:
    assert built.rows(
        f"select report_year, value, bridge_code from marts.fct_series where jurisdiction_key = '{COUNTY}' "
        "and series_code = 'h.requests.received' order by 1"
    ) == [(year, Decimal(value), "same") for year, value in ((2017, 3), (2018, 5), (2019, 8), (2020, 10), (2021, 12))]


def test_granted_of_2014_takes_in_what_was_already_public(built: Built) -> None:
    assert series(built, "value, bridge_code, n_terms", 2018, "h.outcome.granted_all") == [
        (Decimal(3), "already_public_and_granted", 2)
    ]


def test_a_bridge_with_a_missing_term_gives_nothing(built: Built) -> None:
    assert series(built, "value", 2019, "h.outcome.refused") == []
    assert series(built, "value", 2020, "h.litigation.concluded") == []


def test_pending_cases_are_not_counted_twice(built: Built) -> None:
    assert series(built, "value, bridge_code", 2020, "h.review.concluded") == [(Decimal(2), "total_less_pending")]
    assert series(built, "value, bridge_code", 2018, "h.review.concluded") == [(Decimal(2), "three_results")]


def test_a_change_is_given_from_year_to_year_but_not_across_a_break(built: Built) -> None:
    assert series(built, "change, change_pct, break_kind", 2019, "h.review.all") == [(None, None, "break")]
    assert series(built, "change, change_pct, break_kind", 2019, "h.review.concluded") == [
        (Decimal(0), Decimal(0), None)
    ]
    assert series(built, "change, change_pct", 2020, "h.requests.received") == [(Decimal(2), Decimal(25))]


def test_a_ratio_over_nothing_is_null(built: Built) -> None:
    found = built.rows(
        "select closed, grant_rate_pct from marts.mart_applications "
        f"where jurisdiction_key = '{COUNTY}' and report_year = 2021"
    )
    assert found == [(Decimal(0), None)]


def test_ranks_compare_places_of_one_level_under_one_parent(built: Built) -> None:
    assert built.rows(
        "select jurisdiction_key, received_rank_in_parent from marts.mart_applications "
        "where report_year = 2020 and level = 'county' order by 2"
    ) == [("CN-350426", 1), (COUNTY, 2)]


def test_coverage_names_the_silent(built: Built) -> None:
    assert built.rows(
        f"select report_year from marts.mart_coverage where jurisdiction_key = '{PROVINCE}' and is_missing order by 1"
    ) == [(year,) for year in range(2008, 2022) if year != 2020]
    assert built.rows(f"select is_expected, has_report from marts.mart_coverage where jurisdiction_key = '{ZONE}'") == [
        (False, True)
    ]


def test_lateness_is_counted_from_the_lawful_day_and_unknown_without_a_date(built: Built) -> None:
    assert built.rows(
        "select jurisdiction_key, is_on_time, days_late from marts.mart_reporting where report_year = 2020 "
        "and level in ('province', 'prefecture') order by 1"
    ) == [(PROVINCE, True, 0), ("CN-350400", False, 2)]
    assert built.rows(
        "select is_on_time, days_late from marts.mart_reporting "
        f"where jurisdiction_key = '{COUNTY}' and report_year = 2018"
    ) == [(None, None)]


@pytest.mark.parametrize("kind", ["table", "view"])
def test_every_mart_and_column_says_what_it_is_in_english_and_chinese(built: Built, kind: str) -> None:
    silent = built.rows(
        f"select {kind}_name from duckdb_{kind}s() where schema_name = 'marts' and not internal "
        "and not regexp_matches(coalesce(comment, ''), '[a-z].*[一-鿿]')"
    )
    assert silent == []
    assert (
        built.rows(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and not internal "
            "and not regexp_matches(coalesce(comment, ''), '[a-z].*[一-鿿]')"
        )
        == []
    )


def test_amounts_are_decimals_everywhere(built: Built) -> None:
    assert (
        built.rows(
            "select table_name, column_name from duckdb_columns() "
            "where schema_name = 'marts' and data_type in ('DOUBLE', 'FLOAT')"
        )
        == []
    )
