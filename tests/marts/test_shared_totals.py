"""Totals over the shared reports, each an SQL assertion whose figures a person read from the pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dagster_project.parsers.neighbours import Chains
from dagster_project.resources import SECONDS_PER_FILE, Places, cores, load_codebook, reading_fingerprint
from dagster_project.staging.pool import readings
from dagster_project.staging.register import register_year, years_of
from dagster_project.staging.settlement import settle_cells
from dagster_project.staging.stage import stage_years
from tests.marts.small_country import PROJECT, Built, built_from

SHARED = PROJECT / ".." / "shared" / "reports"
ZONE = "jurisdiction_key like '%-平潭综合实验区'"
SERIES_OF_THE_ZONE = f"select report_year, value from marts.fct_series where {ZONE} and series_code = "
ASSERTIONS = {
    "fifteen reports have fifteen keys": (
        "select count(*), count(distinct report_key), count(distinct sha256) from marts.dim_report",
        [(15, 15, 15)],
    ),
    "a township counts where it was in its year and rolls up to where it is now": (
        "select topic.report_year, topic.jurisdiction_key, topic.parent_key, topic.current_jurisdiction_key, "
        "now.full_name_zh from marts.mart_reporting as topic inner join marts.dim_jurisdiction as now "
        "on topic.current_jurisdiction_key = now.jurisdiction_key where topic.level = 'township'",
        [(2019, "CN-610322-彪角镇", "CN-610322", "CN-610305102", "陕西省宝鸡市凤翔区彪角镇")],
    ),
    "nothing is left out for an error": ("select count(*) from marts.fct_problem where severity = 'error'", [(0,)]),
    "000 to 004 lie in their places under their parents": (
        "select reports.report_year, places.level, places.name_zh, parents.name_zh, places.province_name_zh "
        "from marts.dim_report as reports inner join marts.dim_jurisdiction as places using (jurisdiction_key) "
        "inner join marts.dim_jurisdiction as parents on places.parent_key = parents.jurisdiction_key "
        "where regexp_matches(reports.file, '/00[0-4]_') order by reports.file",
        [
            (2012, "prefecture", "合肥市", "安徽省", "安徽省"),
            (2013, "county", "金安区", "六安市", "安徽省"),
            (2018, "county", "汾阳市", "吕梁市", "山西省"),
            (2019, "township", "彪角镇", "凤翔县", "陕西省"),
            (2020, "county", "建宁县", "三明市", "福建省"),
        ],
    ),
    "the zone's requests run from 2013 to 2022 on one definition": (
        f"{SERIES_OF_THE_ZONE} 'h.requests.received' order by 1",
        [(2013, 0), (2014, 1), (2015, 0), (2019, 23), (2020, 21), (2021, 70), (2022, 74)],
    ),
    "and none of them lies behind a break": (
        f"select count(*) from marts.fct_series where {ZONE} and series_code = 'h.requests.received' "
        "and break_kind = 'break'",
        [(0,)],
    ),
    "the zone closed what it says it closed": (
        f"{SERIES_OF_THE_ZONE} 'h.requests.closed' and report_year >= 2019 order by 1",
        [(2019, 23), (2020, 21), (2021, 69), (2022, 75)],
    ),
    "what 2021 carried out 2022 carried in": (
        "select a.value, b.value from marts.fct_series as a inner join marts.fct_series as b "
        f"on a.jurisdiction_key = b.jurisdiction_key and a.report_year + 1 = b.report_year where a.{ZONE} "
        "and a.report_year = 2021 and a.series_code = 'h.requests.carried_out' "
        "and b.series_code = 'h.requests.carried_in'",
        [(1, 1)],
    ),
    "received and carried in go out again over the three forms that say so": (
        "select sum(received + carried_in - closed - carried_out) from marts.mart_applications "
        "where report_year >= 2019 and level <> 'township' and received + carried_in is not null",
        [(0,)],
    ),
    "lawsuits are direct and after review together, without the pending": (
        f"{SERIES_OF_THE_ZONE} 'h.litigation.concluded' and report_year >= 2021 order by 1",
        [(2021, 12), (2022, 1)],
    ),
    "reviews concluded of the district are its total": (
        "select report_year, review_concluded, review_all, litigation_concluded from marts.mart_remedies "
        "where jurisdiction_key = 'CN-320813'",
        [(2024, 2, 2, 4)],
    ),
    "cumulative items are kept apart from items and never added": (
        f"select report_year, value, aggregation from marts.fct_series inner join marts.dim_series using (series_code) "
        f"where {ZONE} and series_code = 'h.proactive.items_cumulative' order by 1",
        [(year, value, "add over places only") for year, value in ((2013, 76424), (2014, 78967), (2015, 81916))],
    ),
    "charges of 万元 are in yuan to the last cent": (
        f"select report_year, value, amount_yuan from marts.fct_disclosure where {ZONE} "
        "and metric_code = 'admin_fee.amount' order by 1",
        [(2021, "24252.311082", "242523110.82"), (2022, "9116.36", "91163600")],
    ),
    "a procurement amount without a unit is marked": (
        "select bool_and(is_unit_doubtful), count(*) from marts.fct_disclosure "
        "where metric_code = 'procurement.amount' and jurisdiction_key = 'CN-350430'",
        [(True, 1)],
    ),
    "an office and a bureau are no city": (
        "select count(*) from marts.mart_applications where jurisdiction_key = 'CN-310000'",
        [(0,)],
    ),
    "their figures are there all the same": (
        "select report_year, organ_kind, value from marts.fct_figure inner join marts.dim_report "
        "using (report_key, jurisdiction_key, report_year) where jurisdiction_key = 'CN-310000' "
        "and metric_code = 'applications.received.new' and member = 'total' order by 1",
        [(2019, "office", 859), (2024, "department", 34)],
    ),
    "the six applicants add up to the total in every table that adds up": (
        "select count(*) from marts.mart_applications where received <> received_natural_person + received_enterprise "
        "+ received_research + received_public_welfare + received_legal_service + received_other_organisation",
        [(0,)],
    ),
    "the county granted all that it closed, the district a little more than half": (
        "select jurisdiction_key, granted, closed, grant_rate_pct from marts.mart_applications "
        "where jurisdiction_key in ('CN-350430', 'CN-320813') order by 1",
        [("CN-320813", 50, 95, "52.6316"), ("CN-350430", 8, 8, 100)],
    ),
    "nobody of those who print a day was late": (
        "select count(*) filter (where is_on_time), count(*) filter (where not is_on_time), "
        "count(*) filter (where is_on_time is null) from marts.dim_report where organ_kind <> 'department'",
        [(11, 0, 3)],
    ),
    "coverage counts thirteen reports among the three thousand expected a year": (
        "select count(*) filter (where has_report), min(n) > 3000 from (select *, count(*) filter (where is_expected) "
        "over (partition by report_year) as n from marts.mart_coverage)",
        [(13, True)],
    ),
    "totals of a year are the same in topic, series and disclosures": (
        "select (select sum(received) from marts.mart_applications), (select sum(value) from marts.fct_series where "
        "series_code = 'h.requests.received' and is_jurisdiction_wide), (select sum(value) from marts.fct_disclosure "
        "where metric_code = 'applications.received.new' and is_jurisdiction_wide)",
        [(296, 296, 296)],
    ),
    "an amount in 万 lies within its printed precision": (
        "select value, lower_bound, upper_bound, qualifier from marts.fct_disclosure "
        "where jurisdiction_key = 'CN-340100' and metric_code = 'proactive.items.total'",
        [(248000, 247500, 248500, "approx")],
    ),
    "the reconciled view lacks exactly the contradicted": (
        "select (select count(*) from marts.fct_figure) - (select count(*) from marts.fct_figure_reconciled) - "
        "(select count(*) from marts.fct_figure where status = 'contradicted')",
        [(0,)],
    ),
}
# An assertion that finds nothing wrong must be able to; every other one fails when the marts are empty.
ASKED = "dim_report fct_series fct_disclosure fct_figure mart_coverage mart_applications mart_remedies mart_reporting"
EMPTIED = "; ".join(f"delete from marts.{table}" for table in ASKED.split())
BREAKS = {
    "nothing is left out for an error": "update marts.fct_problem set severity = 'error'",
    "and none of them lies behind a break": "update marts.fct_series set break_kind = 'break'",
    "received and carried in go out again over the three forms that say so": (
        "update marts.mart_applications set closed = closed + 1 where report_year = 2022"
    ),
    "an office and a bureau are no city": (
        "insert into marts.mart_applications select * replace ('CN-310000' as jurisdiction_key) "
        "from marts.mart_applications limit 1"
    ),
    "the six applicants add up to the total in every table that adds up": (
        "update marts.mart_applications set received = received + 1"
    ),
    "the reconciled view lacks exactly the contradicted": (
        "create or replace view marts.fct_figure_reconciled as from marts.fct_figure"
    ),
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    data = tmp_path_factory.mktemp("shared")
    stage(Places(raw=SHARED.resolve(), data=data))
    (data / "build").mkdir()
    with built_from(data, tmp_path_factory.mktemp("copies"), "--exclude-resource-type", "unit_test") as warehouse:
        yield warehouse


def stage(here: Places) -> None:
    """The shared reports are staged as the assets do it."""
    years = years_of(here.raw)
    for year in years:
        register_year(here, year)
    pool = partial(readings, processes=cores(), seconds=SECONDS_PER_FILE)
    list(stage_years(here, years, reading_fingerprint(), pool))
    settle_cells(here, load_codebook().view(Chains))


def plain(value: object) -> str:
    """A value as its shortest words, so that 8 and 8.000000 are the same."""
    words = str(value)
    return words.rstrip("0").rstrip(".") if "." in words else words


@pytest.mark.parametrize("sentence", ASSERTIONS)
def test_over_the_shared_reports(shared: Built, sentence: str) -> None:
    query, expected = ASSERTIONS[sentence]
    assert [tuple(map(plain, row)) for row in shared.rows(query)] == [tuple(map(plain, row)) for row in expected]


@pytest.mark.parametrize("sentence", ASSERTIONS)
def test_it_fails_on_its_break(shared: Built, sentence: str) -> None:
    query, expected = ASSERTIONS[sentence]
    shared.con.execute("begin")
    try:
        shared.con.execute(BREAKS.get(sentence, EMPTIED))
        assert [tuple(map(plain, row)) for row in shared.rows(query)] != [tuple(map(plain, row)) for row in expected]
    finally:
        shared.con.execute("rollback")


def test_the_shared_reports_are_there() -> None:
    assert len([path for path in Path(SHARED).rglob("*") if path.is_file()]) == 15
