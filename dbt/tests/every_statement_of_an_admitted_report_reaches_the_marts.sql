with

staged as (
    select
        report_id,
        count(*) as n_statements,
        count(value) as n_values,
        sum(value) as total
    from {{ ref('stg_statements') }}
    group by report_id
),

published as (
    select
        report_key,
        count(*) as n_statements,
        count(value) as n_values,
        sum(value) as total
    from {{ ref('fct_statement') }}
    group by report_key
),

reports as (
    select * from {{ ref('dim_report') }}
)

select
    reports.report_key,
    staged.n_statements as n_staged,
    published.n_statements as n_published
from reports
left join staged on reports.report_id = staged.report_id
left join published on reports.report_key = published.report_key
where
    coalesce(staged.n_statements, 0) <> coalesce(published.n_statements, 0)
    or coalesce(staged.n_values, 0) <> coalesce(published.n_values, 0)
    or coalesce(staged.total, 0) <> coalesce(published.total, 0)
