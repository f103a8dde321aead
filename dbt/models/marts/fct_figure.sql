with

figures as (
    select * from {{ ref('int_figures') }}
),

figure_statuses as (
    select * from {{ ref('int_figure_status') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
)

select
    figures.report_key,
    figures.metric_code,
    figures.member,
    reports.jurisdiction_key,
    reports.report_year,
    figures.value,
    figures.value_on,
    figures.unit,
    figures.amount_yuan,
    figures.is_unit_doubtful,
    figures.qualifier,
    figures.value_semantic,
    figures.lower_bound,
    figures.upper_bound,
    figures.source,
    figures.confidence,
    figures.decided_by,
    figures.agreement,
    coalesce(figure_statuses.status, 'unchecked') as status,
    figures.statement_no,
    figures.n_statements
from figures
inner join reports on figures.report_id = reports.report_id
left join figure_statuses
    on figures.report_id = figure_statuses.report_id
    and figures.metric_code = figure_statuses.metric_code
    and figures.member = figure_statuses.member
