with

figures as (
    select * from {{ ref('int_figures') }}
    where member in ('', 'total')
),

figure_statuses as (
    select * from {{ ref('int_figure_status') }}
),

-- reports that may speak for their jurisdiction; a department speaks for itself
reports as (
    select * from {{ ref('int_report_keys') }}
    where
        is_admitted
        and jurisdiction_key is not null
        and organ_kind in ('government', 'township', 'zone', 'office')
),

candidates as (
    select
        reports.jurisdiction_key,
        reports.report_year,
        figures.metric_code,
        figures.value,
        figures.value_on,
        figures.unit,
        figures.amount_yuan,
        figures.is_unit_doubtful,
        figures.qualifier,
        figures.value_semantic,
        figures.lower_bound,
        figures.upper_bound,
        coalesce(figure_statuses.status, 'unchecked') as status,
        reports.scope,
        reports.is_jurisdiction_wide,
        reports.is_current,
        reports.copy_no,
        reports.organ_kind,
        reports.form_code,
        figures.source,
        figures.confidence,
        figures.decided_by,
        figures.report_key,
        figures.member,
        figures.statement_no
    from figures
    inner join reports on figures.report_id = reports.report_id
    left join figure_statuses
        on figures.report_id = figure_statuses.report_id
        and figures.metric_code = figure_statuses.metric_code
        and figures.member = figure_statuses.member
)

-- scope first, then version, then a value before none, then the reconciled figure, then
-- a cell before prose, then the first copy
select
    *,
    row_number() over (
        partition by jurisdiction_key, report_year, metric_code
        order by
            case when is_jurisdiction_wide then 0 else 1 end,
            case scope when 'consolidated' then 0 when 'unknown' then 1 else 2 end,
            case when is_current then 0 else 1 end,
            case when value is null and value_on is null then 1 else 0 end,
            case status when 'reconciled' then 0 when 'unchecked' then 1 else 2 end,
            case when source = 'table' then 0 else 1 end,
            copy_no asc,
            report_key asc,
            member desc
    ) as choice_no
from candidates
