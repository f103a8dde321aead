with

filed as (
    select
        count(*) as n_filed,
        count(*) filter (where status = 'contradicted') as n_contradicted
    from {{ ref('fct_figure') }}
),

reconciled as (
    select
        count(*) as n_left,
        count(*) filter (where status = 'contradicted') as n_contradicted
    from {{ ref('fct_figure_reconciled') }}
),

reporting as (
    select
        sum(n_figures) as n_figures,
        sum(n_reconciled + n_contradicted + n_unchecked) as n_by_status
    from {{ ref('mart_reporting') }}
)

select
    filed.n_filed,
    filed.n_contradicted,
    reconciled.n_left
from filed
cross join reconciled
cross join reporting
where
    filed.n_filed - filed.n_contradicted <> reconciled.n_left
    or reconciled.n_contradicted > 0
    or reporting.n_figures <> reporting.n_by_status
