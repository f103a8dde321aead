with

statements as (
    select * from {{ ref('stg_statements') }}
),

repeated_figures as (
    select * from {{ ref('int_repeated_figures') }}
),

figure_statuses as (
    select * from {{ ref('int_figure_status') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

-- reports by number: statuses are many, and numbers are joined faster than names
report_numbers as (
    select * from {{ ref('int_identity_reports') }}
),

unprinted_units as (
    select * from {{ ref('unprinted_units') }}
),

-- a figure stated once stands for itself, of several the chosen one stands
figures as (
    select
        statements.*,
        coalesce(repeated_figures.n_statements, 1) as n_statements
    from statements
    left join repeated_figures
        on statements.report_id = repeated_figures.report_id
        and statements.metric_code = repeated_figures.metric_code
        and statements.member = repeated_figures.member
    where
        repeated_figures.report_id is null
        or statements.statement_no = repeated_figures.statement_no
)

select
    reports.report_key,
    figures.metric_code,
    figures.member,
    reports.jurisdiction_key,
    reports.report_year,
    figures.value,
    figures.value_on,
    figures.unit,
    cast(
        case figures.unit
            when 'wan_yuan' then figures.value * 10000
            when 'yuan' then figures.value
        end as decimal(28, 6)
    ) as amount_yuan,
    unprinted_units.metric_code is not null
    and figures.source = 'table'
    and figures.evidence not like '%元%' as is_unit_doubtful,
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
left join report_numbers on figures.report_id = report_numbers.report_id
left join figure_statuses
    on report_numbers.report_no = figure_statuses.report_no
    and figures.metric_code = figure_statuses.metric_code
    and figures.member = figure_statuses.member
left join unprinted_units
    on figures.metric_code = unprinted_units.metric_code
    and reports.form_code = unprinted_units.form_code
