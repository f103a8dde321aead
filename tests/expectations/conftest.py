"""A tiny warehouse in which every law holds: two reports of one place, staged, in the marts, all identities tried."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from expectations import Evidence
from expectations.keys_are_sound import KEYS

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
FILES = {"2019/one.txt": "a" * 64, "2020/two.txt": "b" * 64}

MARTS = """
create schema marts;
create table marts.dim_jurisdiction as select 'CN-350128' as jurisdiction_key;
create table marts.dim_year as select unnest([2019, 2020]) as report_year;
create table marts.dim_form as select unnest(['2019', '2021']) as form_code;
create table marts.dim_metric as select unnest(['applications.received.new', 'normative.issued']) as metric_code,
    unnest(['case', 'document']) as unit, false as is_money;
create table marts.dim_report as
select
    'CN-350128/' || y || '/government' as report_key, file as report_id, 'CN-350128' as jurisdiction_key,
    y as report_year, 'government' as organ, 'government' as organ_kind, '2019' as form_code, file, sha256,
    true as is_current, true as is_jurisdiction_wide,
    make_date(y, 1, 1) as period_start_on, make_date(y, 12, 31) as period_end_on,
    make_date(y + 1, 1, 20) as published_on, 5000 as characters,
    200 as numerals, 150 as numerals_figure, 49 as numerals_ignored, 1 as numerals_unread, 2 as n_cells,
    1 as n_warnings
from (values (2019, '2019/one.txt', repeat('a', 64)), (2020, '2020/two.txt', repeat('b', 64))) as v(y, file, sha256);
create table marts.fct_statement as
select
    r.report_key, n as statement_no,
    case n when 1 then 'applications.received.new' else 'normative.issued' end as metric_code,
    case n when 1 then 'total' else '' end as member,
    case n when 1 then 23.000000 end::decimal(28, 6) as value, null::date as value_on, 'case' as unit,
    'exact' as qualifier, case n when 1 then 'reported' else 'blank' end as value_semantic,
    case n when 1 then '23' else '' end as value_text,
    case n when 1 then 23 end::decimal(28, 6) as lower_bound, case n when 1 then 23 end::decimal(28, 6) as upper_bound,
    'table' as source, 100 * n as span_start, 100 * n + 2 as span_end, '新收 23 件' as evidence,
    'table 2, row 1' as locator, 0.99::decimal(3, 2) as confidence, 'printed' as decided_by,
    []::varchar[] as readings, 'agree' as agreement, false as is_settled
from marts.dim_report as r, (values (1), (2)) as v(n);
create table marts.fct_figure as
select
    report_key, metric_code, member, 'CN-350128' as jurisdiction_key, value, value_on, unit,
    null::decimal(28, 6) as amount_yuan, qualifier, value_semantic, lower_bound, upper_bound, confidence, agreement,
    'unchecked' as status
from marts.fct_statement;
create table marts.fct_figure_reconciled as from marts.fct_figure;
create table marts.fct_disclosure as
select
    f.jurisdiction_key, r.report_year, f.metric_code, f.value, f.report_key, r.form_code, 1 as n_alternatives
from marts.fct_figure as f inner join marts.dim_report as r on f.report_key = r.report_key;
create table marts.dim_series as
select * from (values ('h.requests.received', 'applications'), ('h.review.all', 'remedies'),
    ('h.normative.issued', 'proactive'), ('h.resources.staff', 'resources_fees')) as v(series_code, topic);
create table marts.dim_series_bridge as
select * from (values ('h.requests.received', 'same', 'applications.received.new', 'any'),
    ('h.requests.sum', 'two', 'normative.issued', '2019'),
    ('h.requests.sum', 'two', 'applications.received.new', '2019'))
    as v(series_code, bridge_code, metric_code, form_codes);
create table marts.fct_series as
select d.jurisdiction_key, d.report_year, s.series_code, true as is_jurisdiction_wide
from marts.fct_disclosure as d, marts.dim_series as s where d.value is not null;
create table marts.mart_applications as select distinct jurisdiction_key, report_year from marts.fct_series;
create table marts.mart_remedies as from marts.mart_applications;
create table marts.mart_proactive as from marts.mart_applications;
create table marts.mart_resources_fees as from marts.mart_applications;
create table marts.fct_problem as
select
    '2019/one.txt' as file, 1 as problem_no, repeat('a', 64) as sha256, 'warning' as severity,
    null::varchar as report_key, 'doubtful' as problem_code;
create table marts.fct_identity (
    report_key varchar, identity_code varchar, member varchar, verdict varchar, lhs decimal(28, 6), operator varchar,
    rhs decimal(28, 6), residual decimal(28, 6), arithmetic varchar,
    arithmetic_zh varchar, missing_operands varchar, remark varchar, whose_error varchar, is_waived boolean
);
"""

# A value of a key where any text will not do.
KEY_PARTS = {"jurisdiction_key": "'CN-350128'", "report_year": "2019", "choice_no": "1", "span_start": "1"}


def build(folder: Path) -> Evidence:
    """The tiny warehouse, written below the folder."""
    warehouse = folder / "warehouse" / "ogi.duckdb"
    warehouse.parent.mkdir(parents=True)
    with duckdb.connect(warehouse) as marts:
        marts.execute(MARTS)
        marks = ", ".join("?" * 14)
        marts.executemany(f"insert into marts.fct_identity values ({marks})", identity_rows())
        for table, key in KEYS.items():
            columns = ", ".join(f"{KEY_PARTS.get(part, repr(part))} as {part}" for part in key)
            marts.execute(f"create table if not exists marts.{table} as select {columns}")
        stage(marts, folder / "staging")
    return Evidence(warehouse, folder / "staging", SEEDS, tuple(FILES))


def identity_rows() -> list[list[object]]:
    """Every identity of the codebook on both reports: flows hold, the rest is not assessable."""
    codes = [row["identity_code"] for row in csv.DictReader((SEEDS / "identities.csv").open(encoding="utf-8"))]
    keys = [f"CN-350128/{year}/government" for year in (2019, 2020)]
    assessed = ["total", "holds", 23, "=", 23, 0, "23 = 23", "23 = 23", None, None, None, False]
    open_ = ["", "not_assessable", None, "=", None, None, None, None, "an operand is blank", None, None, False]
    return [[key, code, *(assessed if code == "APP.FLOW" else open_)] for key in keys for code in codes]


def stage(marts: duckdb.DuckDBPyConnection, staging: Path) -> None:
    """The Parquet from which the tiny warehouse was made."""
    queries = {
        "files": "select file, report_year, sha256, true as is_current, 'read' as status from marts.dim_report",
        "reports": "select report_id, file, sha256 from marts.dim_report",
        "statements": "select r.report_id, s.statement_no from marts.fct_statement as s"
        " inner join marts.dim_report as r on s.report_key = r.report_key",
    }
    for table, query in queries.items():
        folder = staging / table / "report_year=2019"
        folder.mkdir(parents=True)
        marts.execute(f"copy ({query}) to '{folder / table}.parquet' (format parquet)")


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """A warehouse in which every law holds."""
    return build(tmp_path_factory.mktemp("sound"))
