"""Writes staging tables of a made-up country, as large as asked: consistent reports with an error here and there.

    python bench/generate_corpus.py DATA --reports 100000

One report in two is a government's, the others are departments'. Forms follow the year; values follow from hashes, so
that the same call gives the same tables; the higher a place the larger its figures; carried-over requests agree from
year to year; one cell in 2,000 is wrong, and so is what the forms before 2019 add up.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from dagster_project.resources import SEEDS
from dagster_project.staging.settlement import SCHEMA as SETTLEMENTS
from dagster_project.staging.tables import SCHEMAS

FIRST_YEAR, LAST_YEAR = 2008, 2024
YEARS = LAST_YEAR - FIRST_YEAR + 1

CODEBOOK = f"""
create macro seed(name) as table
    select * from read_csv('{SEEDS}/' || name || '.csv', all_varchar = true, header = true);
create macro draw(a, b, c, n) as cast(hash(a, b, c) % n as integer);
create table labels as select metric_code, label_zh, unit from seed('metrics');
create table outcomes as
    select rows.form_code, rows.metric_code, rows.row_code, columns.column_code as member
    from seed('form_rows') as rows
    inner join seed('form_columns') as columns using (form_code, table_code)
    where table_code = 'applications' and rows.row_kind = 'data' and rows.metric_code like 'applications.outcome.%'
        and rows.metric_code <> 'applications.outcome.total' and columns.member not in ('', 'total');
create table plain_cells as
    select form_code, metric_code, table_code || '/' || row_code as place from seed('form_cells')
    union all
    select form_code, metric_code, table_code || '/' || row_code
    from seed('form_rows') where form_code in ('2008', '2014') and metric_code not in ('', 'proactive.items.total');
create table places as
    select row_number() over (order by code) - 1 as place_no, 'CN-' || code as jurisdiction_key, name,
        case when code like '%0000' then 2000 when code like '%00' then 50 else 1 end as weight
    from seed('divisions') where valid_to = '' or valid_to is null order by code limit {{places}};
"""

REPORTS = """
create or replace table reports as
select
    '{year}/' || places.jurisdiction_key || '-' || organ_no || '.html' as report_id, places.jurisdiction_key,
    organ_no, case when organ_no = 0 then places.weight else 0 end as weight,
    places.name || case when organ_no = 0 then '人民政府' else '第' || organ_no || '局' end as issuer,
    case when organ_no = 0 then '' else '第' || organ_no || '局' end as organ,
    case when organ_no = 0 then 'government' else 'department' end as organ_kind,
    case when {year} >= 2021 then '2021' when {year} >= 2019 then '2019'
        when {year} >= 2014 then '2014' else '2008' end as form_code
from (select range % {places} as place_no, range // {places} as organ_no from range({reports})) as numbered
inner join places using (place_no);
"""

# outcome cells by applicant; granted is large enough to carry what flows over the year's end
REQUESTS = """
create or replace table requests as
with leaves as (
    select report_id, weight, member, metric_code, row_code,
        case when metric_code = 'applications.outcome.granted' then 3 + draw(report_id, member, 'g', 20) + 23 * weight
            when draw(report_id, member, metric_code, 4) = 0 then draw(report_id, metric_code, member, 6) + 6 * weight
            else 6 * weight end as value
    from reports inner join outcomes using (form_code)
),
flows as (
    select report_id, member, sum(value) as disposed,
        draw(substr(report_id, 6), member, {year} - 1, 3) + 3 * weight as carried_in,
        draw(substr(report_id, 6), member, {year}, 3) + 3 * weight as carried_out
    from leaves group by report_id, weight, member
),
by_member as (
    select report_id, member, metric_code, row_code, value from leaves
    union all
    select report_id, member, 'applications.received.new', 'r01', disposed + carried_out - carried_in from flows
    union all select report_id, member, 'applications.received.carried_in', 'r02', carried_in from flows
    union all select report_id, member, 'applications.outcome.total', 'r24', disposed from flows
    union all select report_id, member, 'applications.carried_out', 'r25', carried_out from flows
)
select * from by_member
union all
select report_id, 'total', metric_code, row_code, sum(value) from by_member group by all;
"""

FIGURES = """
create or replace table figures as
with drawn as (
    select report_id, form_code, metric_code, place,
        case when metric_code like 'rules.%' then 0 else draw(report_id, metric_code, 'c', 9) + 9 * weight end as value
    from reports inner join plain_cells using (form_code)
),
-- a printed total of 行政复议 or 行政诉讼 is the sum of its four results
totals as (
    select
        report_id, replace(metric_code, split_part(metric_code, '.', -1), 'total') as metric_code, sum(value) as value
    from drawn
    where form_code >= '2019' and split_part(metric_code, '.', 1) in ('review', 'litigation')
        and metric_code not like '%.total'
    group by all
),
categories as (
    select report_id, 'proactive.items.by_category' as metric_code, '类别' || range as member,
        draw(report_id, range, 'k', 500) + 500 * weight as value
    from reports cross join range(120) where range < case when form_code >= '2019' then 20 else 120 end
)
select
    report_id, metric_code, '' as member, coalesce(totals.value, drawn.value) as value,
    form_code || '/' || place as place, case when form_code = '2008' then 'prose' else 'table' end as source
from drawn left join totals using (report_id, metric_code)
union all
select report_id, metric_code, member, value, '2021/applications/' || row_code || '/' || member, 'table'
from requests
union all select report_id, metric_code, member, value, '一', 'prose' from categories
union all select report_id, 'proactive.items.total', '', sum(value), '一', 'prose' from categories group by report_id
union all
select report_id, 'applications.received.new', 'total', value, '一', 'prose' from requests
where metric_code = 'applications.received.new' and member = 'total';
"""

STATEMENTS = """
select
    report_id, cast(
        row_number() over (partition by report_id order by place, metric_code, member, source) as integer
    ) as statement_no,
    cast({year} as integer) as report_year, metric_code, member,
    cast(value as decimal(28, 6)) as value,
    cast(null as date) as value_on,
    unit, 'exact' as qualifier, 'reported' as value_semantic, cast(value as varchar) as value_text,
    cast(value as decimal(28, 6)) as lower, cast(value as decimal(28, 6)) as upper, source, place,
    cast(statement_no * 17 as integer) as span_start, cast(statement_no * 17 + 3 as integer) as span_end,
    label_zh || ' ' || value as evidence, 'span ' || statement_no * 17 as locator, cast(null as integer) as page,
    cast(0.99 as decimal(3, 2)) as confidence, 'printed' as decided_by, cast([] as varchar[]) as readings,
    'single' as agreement
from (
    select * replace (value + case when draw(report_id, metric_code, member, 2000) = 0 then 1 else 0 end as value)
    from figures
) inner join labels using (metric_code) order by report_id, statement_no
"""

REPORT_ROWS = """
select report_id, report_id as file, sha256(report_id) as sha256, cast(1 as integer) as version, true as is_current,
    cast({year} as integer) as folder_year, cast({year} as integer) as report_year, 'title' as report_year_basis,
    issuer || '{year}年政府信息公开工作年度报告' as title, issuer, organ, organ_kind, jurisdiction_key,
    'title' as jurisdiction_basis, [jurisdiction_key] as place_candidates,
    case when organ_no = 0 then 'consolidated' else 'own_organ' end as scope,
    form_code, date '{year}-01-01' as period_start, date '{year}-12-31' as period_end,
    make_date({year} + 1, 1 + draw(report_id, 'm', 1, 4), 15) as published_on, '' as source_url,
    'text/html' as media_type, 'utf-8' as encoding, cast(9000 as integer) as characters,
    cast(240 as integer) as numerals,
    cast(200 as integer) as numerals_figure, cast(38 as integer) as numerals_ignored,
    cast(2 as integer) as numerals_unread, sha256(report_id) as text_digest
from reports order by report_id
"""

NUMERALS = """
select report_id, cast(range * 17 as integer) as span_start, cast(range * 17 + 3 as integer) as span_end,
    cast(draw(report_id, range, 'n', 300) as varchar) as numeral,
    case when range < 200 then 'figure' when range < 238 then 'ignored' else 'unread' end as disposition,
    case when range between 200 and 237 then 'date' else '' end as reason
from reports cross join range(240) order by report_id, span_start
"""

FILES = """
select report_id as file, cast({year} as integer) as report_year, sha256(report_id) as sha256,
    cast(40000 as bigint) as bytes, cast(1 as integer) as version, true as is_current, 'text/html' as media_type,
    'read' as status
from reports order by report_id
"""

PROBLEMS = """
select report_id as file, report_id, cast({year} as integer) as report_year, 'scope_unknown' as problem_code,
    'warning' as severity, 'no words of scope' as reason, sha256(report_id) as sha256
from reports where draw(report_id, 'p', 1, 20) = 0 order by report_id
"""

TABLES = {"reports": REPORT_ROWS, "statements": STATEMENTS, "numerals": NUMERALS, "files": FILES, "problems": PROBLEMS}


def write_table(con: duckdb.DuckDBPyConnection, data: Path, table: str, query: str, year: int) -> None:
    """The Parquet of one table and year lies where the staging assets would put it, with their columns."""
    folder = data / "staging" / table / f"report_year={year}"
    folder.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(SCHEMAS[table])
    body = query.format(year=year)
    con.execute(f"copy (select {columns} from ({body})) to '{folder / table}.parquet' (compression zstd)")


def write_settlements(data: Path) -> None:
    """No cell is settled."""
    import polars as pl

    folder = data / "staging" / "settlements"
    folder.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(schema=SETTLEMENTS).write_parquet(folder / "settlements.parquet")


def generate(data: Path, reports: int) -> None:
    """The staging tables under `data` hold about this many reports over all years."""
    per_year = -(-reports // YEARS)
    places = max(1, reports * 3 // 100)
    con = duckdb.connect(config={"memory_limit": "4GB"})
    con.execute("set enable_progress_bar = false")
    con.execute(CODEBOOK.format(places=places))
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        con.execute(REPORTS.format(year=year, reports=per_year, places=places))
        con.execute(REQUESTS.format(year=year))
        con.execute(FIGURES)
        for table, query in TABLES.items():
            write_table(con, data, table, query, year)
    write_settlements(data)
    (data / "build").mkdir(exist_ok=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--reports", type=int, default=10_000)
    arguments = parser.parse_args()
    generate(arguments.data, arguments.reports)
