with

reports as (
    select * from {{ ref('stg_reports') }}
),

report_keys as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

years as (
    select * from {{ ref('dim_year') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

problems as (
    select * from {{ ref('stg_problems') }}
    where report_id is not null
),

statement_counts as (
    select
        report_id,
        count(*) as n_statements,
        count(*) filter (where source = 'table') as n_cells,
        count(*) filter (where value_semantic = 'ambiguous') as n_ambiguous,
        count(*) filter (where confidence < 0.7) as n_doubtful
    from statements
    group by report_id
),

warning_counts as (
    select
        report_id,
        count(*) as n_warnings
    from problems
    where severity = 'warning'
    group by report_id
),

-- departments publish by 31 January since 2019, governments by 31 March, also if their
-- office signs for them; the Regulation of 2019 names no day for townships
reports_due as (
    select
        report_keys.report_id,
        case
            when
                report_keys.organ_kind in ('government', 'zone')
                or (
                    report_keys.organ_kind = 'office'
                    and report_keys.scope = 'consolidated'
                )
                then years.government_deadline_on
            when report_keys.organ_kind <> 'township'
                then years.department_deadline_on
            when report_keys.report_year < 2019 then years.government_deadline_on
        end as deadline_on
    from report_keys
    inner join years on report_keys.report_year = years.report_year
)

select
    report_keys.report_key,
    report_keys.report_id,
    report_keys.jurisdiction_key,
    report_keys.report_year,
    report_keys.issuer_key,
    report_keys.organ,
    report_keys.organ_kind,
    reports.issuer,
    report_keys.scope,
    report_keys.is_jurisdiction_wide,
    report_keys.form_code,
    reports.title,
    report_keys.file,
    reports.sha256,
    report_keys.version,
    report_keys.is_current,
    report_keys.copy_no,
    reports.report_year_basis,
    reports.jurisdiction_basis,
    reports.period_start_on,
    reports.period_end_on,
    reports.published_on,
    reports_due.deadline_on,
    reports.published_on <= reports_due.deadline_on as is_on_time,
    case
        when reports.published_on <= reports_due.deadline_on then 0
        else date_diff('day', reports_due.deadline_on, reports.published_on)
    end as days_late,
    reports.source_url,
    reports.media_type,
    reports.encoding,
    reports.characters,
    reports.numerals,
    reports.numerals_figure,
    reports.numerals_ignored,
    reports.numerals_unread,
    cast(
        round(100.0 * reports.numerals_unread / nullif(reports.numerals, 0), 4)
        as decimal(9, 4)
    ) as numerals_unread_pct,
    cast(coalesce(statement_counts.n_statements, 0) as integer) as n_statements,
    cast(coalesce(statement_counts.n_cells, 0) as integer) as n_cells,
    cast(coalesce(statement_counts.n_ambiguous, 0) as integer) as n_ambiguous,
    cast(coalesce(statement_counts.n_doubtful, 0) as integer) as n_doubtful,
    cast(coalesce(warning_counts.n_warnings, 0) as integer) as n_warnings
from report_keys
inner join reports on report_keys.report_id = reports.report_id
left join reports_due on report_keys.report_id = reports_due.report_id
left join statement_counts on report_keys.report_id = statement_counts.report_id
left join warning_counts on report_keys.report_id = warning_counts.report_id
