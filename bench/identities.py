"""How long all identities take over reports of the statutory forms: python -m bench.identities --reports 100000

Reports are made by DuckDB: places of all levels over the years of the two statutory forms, about 200 figures each, all
equations kept except in one report in fifty. The models are those of dbt, run as they are.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.identities.evaluation import build
from dagster_project.resources import SEEDS, SeedTables

FIRST_YEAR, LAST_YEAR = 2019, 2024
YEARS = LAST_YEAR - FIRST_YEAR + 1

REPORTS = """
create table heads as
select
    place, {first} + year as report_year, place || '-' || year as report_id,
    case when {first} + year < 2021 then '2019' else '2021' end as form_code,
    'CN-' || (11 + place % 23) || lpad(cast(1 + place // 23 % 80 as varchar), 2, '0')
        || lpad(cast(1 + place // 1840 as varchar), 2, '0') as jurisdiction_key
from range({places}) as places(place), range({years}) as years(year);

create table stg_reports as
select
    report_id, report_id as file, report_id as sha256, 1 as version, true as is_current,
    cast(report_year as integer) as folder_year, cast(report_year as integer) as report_year,
    'government ' || place as issuer, '' as organ, 'government' as organ_kind, jurisdiction_key,
    'consolidated' as scope, form_code,
    make_date(report_year, 1, 1) as period_start_on, make_date(report_year, 12, 31) as period_end_on,
    make_date(report_year + 1, 3, 1) as published_on
from heads;
create table stg_problems as
select file, sha256, report_id, '' as problem_code, 'warning' as severity from stg_reports limit 0;
"""

CELLS = """
create macro draw(a, b, n) as cast(hash(a, b) % n as integer);
create table row_codes as select form_code, metric_code from seed_form_rows
where table_code = 'applications' and row_kind = 'data';
create table columns as select unnest(['natural_person', 'enterprise', 'research', 'public_welfare', 'legal_service',
    'other']) as member;

create table leaves as
select heads.report_id, row_codes.metric_code, columns.member,
    draw(heads.report_id || columns.member, row_codes.metric_code, 4) as value
from heads inner join row_codes using (form_code) cross join columns
where row_codes.metric_code like 'applications.outcome.%' and row_codes.metric_code <> 'applications.outcome.total';

create table disposed as
select report_id, 'applications.outcome.total' as metric_code, member, sum(value) as value
from leaves group by report_id, member;

create table flows as
select report_id, member, value as received from disposed;

create table parts as
select * from leaves
union all select * from disposed
union all select report_id, 'applications.received.new', member, received from flows
union all select report_id, 'applications.received.carried_in', member, 1 from flows
union all select report_id, 'applications.carried_out', member, 1 from flows;

create table plain as
select heads.report_id, cells.metric_code,
    case when cells.metric_code like 'rules.%' then 0 when cells.metric_code like '%.total' then 6
        when cells.metric_code like 'review.%' or cells.metric_code like 'litigation.%' then 0
        when cells.metric_code like '%.items_change' then 0 else 100 end
        + case when cells.metric_code like '%.upheld' then 6 else 0 end as value
from heads inner join (select distinct form_code, metric_code from seed_form_cells
    where metric_code not like 'applications.%') as cells using (form_code);

create table told as
select report_id, metric_code, member, value, 'table' as source from parts
union all select report_id, metric_code, 'total', sum(value), 'table' from parts group by report_id, metric_code
union all select report_id, metric_code, '', value, 'table' from plain
union all select report_id, 'applications.received.new', 'total', sum(value), 'prose' from parts
    where metric_code = 'applications.received.new' group by report_id
union all select report_id, 'proactive.items.total', '', 12, 'prose' from heads
union all select report_id, 'proactive.items.by_category', 'kind ' || n, 4, 'prose' from heads, range(3) as kinds(n);

create table stg_statements as
select
    report_id, cast(row_number() over (partition by report_id order by metric_code, member, source) as integer)
        as statement_no,
    metric_code, member,
    cast(value + case when draw(report_id, 'wrong', 50) = 0 and metric_code = 'applications.outcome.partial'
        and member = 'enterprise' then 7 else 0 end as decimal(28, 6)) as value,
    cast(null as date) as value_on, cast(null as varchar) as unit, 'exact' as qualifier,
    'reported' as value_semantic, cast(value as varchar) as value_text, cast(null as decimal(28, 6)) as lower_bound,
    cast(null as decimal(28, 6)) as upper_bound, source, '' as place, cast(null as bigint) as span_start,
    metric_code || ' ' || value as evidence,
    'row' as locator, cast(0.99 as decimal(3, 2)) as confidence, 'printed' as decided_by,
    cast([] as varchar[]) as readings, 'agree' as agreement, false as is_settled
from told;
"""
WANTED = ("fct_identity", "int_figure_status", "int_identity_waivers")


def make(connection: duckdb.DuckDBPyConnection, reports: int) -> int:
    """The staging tables hold so many reports; the number of figures."""
    for name in ("form_rows", "form_cells"):
        connection.execute(f"create table seed_{name} as from read_csv('{SEEDS / name}.csv', all_varchar = true)")
    connection.execute(REPORTS.format(first=FIRST_YEAR, years=YEARS, places=reports // YEARS))
    connection.execute(CELLS)
    for table in ("told", "plain", "parts", "flows", "disposed", "leaves", "heads"):
        connection.execute(f"drop table {table}")
    counted = connection.execute("select count(*) from stg_statements").fetchone()
    return int(counted[0]) if counted else 0


def measure(reports: int, memory: str, threads: int) -> dict[str, Any]:
    """The time of all identities over so many reports, and what came out."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(Path(folder) / "bench.duckdb") as connection:
        connection.execute(f"set threads = {threads}; set preserve_insertion_order = false")
        figures = make(connection, reports)
        connection.execute(f"checkpoint; set memory_limit = '{memory}'; set temp_directory = '{folder}/spill'")
        began, cpu = time.perf_counter(), time.process_time()
        steps = {}
        tables = SeedTables(SEEDS)
        for model in WANTED:
            start = time.perf_counter()
            build(connection, tables, [model])
            steps[model] = round(time.perf_counter() - start, 1)
        seconds = time.perf_counter() - began
        verdicts = dict(connection.execute("select verdict, count(*) from fct_identity group by verdict").fetchall())
    return {
        "reports": reports,
        "figures": figures,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "steps": steps,
        "verdicts": verdicts,
    }


def main() -> None:
    """Prints one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    print(json.dumps(measure(asked.reports, asked.memory, asked.threads)))


if __name__ == "__main__":
    main()
