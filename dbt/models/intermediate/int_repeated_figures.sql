with

statements as (
    select * from {{ ref('stg_statements') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

names as (
    select * from {{ ref('int_figure_names') }}
),

repeated as (
    select * from {{ ref('int_repeated_names') }}
),

repeated_statements as (
    select
        reports.report_no,
        names.name_no,
        statements.statement_no,
        statements.value,
        statements.value_on,
        statements.source,
        statements.qualifier,
        statements.confidence,
        count(*) over (
            partition by reports.report_no, names.name_no
        ) as n_statements
    from statements
    inner join reports on statements.report_id = reports.report_id
    inner join names
        on
        statements.metric_code = names.metric_code
        and statements.member is not distinct from names.member
    inner join repeated
        on
        reports.report_no = repeated.report_no
        and names.figure_no = repeated.figure_no
)

-- a value before none, a cell before prose, exact before approximate, then the surer
-- one, then the first in the text
select
    report_no,
    name_no,
    statement_no,
    cast(n_statements as integer) as n_statements
from repeated_statements
where n_statements > 1
qualify
    row_number() over (
        partition by report_no, name_no
        order by
            case when value is null and value_on is null then 1 else 0 end asc,
            case source when 'table' then 0 when 'header' then 1 else 2 end asc,
            case qualifier when 'exact' then 0 else 1 end asc,
            confidence desc nulls last,
            statement_no asc
    ) = 1
