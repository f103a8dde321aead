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

names as (
    select * from {{ ref('int_figure_names') }}
),

unprinted_units as (
    select * from {{ ref('unprinted_units') }}
),

-- a figure stated once stands for itself, of several the chosen one stands
figures as (
    select
        statements.*,
        reports.report_key,
        reports.report_no,
        reports.jurisdiction_key,
        reports.report_year,
        reports.form_code,
        names.figure_block,
        names.figure_bit,
        coalesce(repeated_figures.n_statements, 1) as n_statements
    from statements
    inner join reports on statements.report_id = reports.report_id
    inner join names
        on
        statements.metric_code = names.metric_code
        and statements.member is not distinct from names.member
    left join repeated_figures
        on reports.report_no = repeated_figures.report_no
        and names.name_no = repeated_figures.name_no
    where
        repeated_figures.report_no is null
        or statements.statement_no = repeated_figures.statement_no
)

select
    figures.report_key,
    figures.metric_code,
    figures.member,
    figures.jurisdiction_key,
    figures.report_year,
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
    case
        when figures.value is null then 'unchecked'
        when figure_statuses.contradicted_bits & figures.figure_bit <> 0
            then 'contradicted'
        when figure_statuses.checked_bits & figures.figure_bit <> 0 then 'reconciled'
        else 'unchecked'
    end as status,
    figures.statement_no,
    figures.n_statements
from figures
left join figure_statuses
    on figures.report_no = figure_statuses.report_no
    and figures.figure_block = figure_statuses.figure_block
left join unprinted_units
    on figures.metric_code = unprinted_units.metric_code
    and figures.form_code = unprinted_units.form_code
