with

stated as (
    select
        report_key,
        count(*) as n_statements
    from {{ ref('fct_statement') }}
    group by report_key
),

counted as (
    select
        report_key,
        sum(n_statements) as n_statements
    from {{ ref('fct_figure') }}
    group by report_key
)

select
    stated.report_key,
    stated.n_statements,
    counted.n_statements as n_in_figures
from stated
left join counted on stated.report_key = counted.report_key
where stated.n_statements <> coalesce(counted.n_statements, 0)
