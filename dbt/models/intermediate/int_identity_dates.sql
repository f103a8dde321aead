with

slots as (
    select * from {{ ref('int_identity_slots') }}
    where kind in ('deadline', 'period')
),

reports as (
    select * from {{ ref('int_identity_reports') }}
),

dated as (
    select
        reports.report_no,
        slots.slot_no,
        slots.kind,
        reports.published_on,
        reports.period_start_on,
        reports.period_end_on,
        reports.days_in_year,
        cast(cast(reports.report_year as varchar) || '-12-31' as date) as year_end_on,
        case
            when slots.kind = 'deadline'
                then
                    cast(
                        cast(reports.report_year + 1 as varchar)
                        || '-'
                        || slots.deadline as date
                    )
        end as deadline_on
    from reports
    inner join slots
        on
        reports.report_year between slots.first_year and slots.last_year
        and (
            slots.forms like '%|' || reports.form_code || '|%'
            or slots.forms like '%|' || reports.due_form_code || '|%'
        )
        and (slots.level_rule <> 'department' or reports.is_department)
        and (slots.level_rule <> 'local_government' or reports.is_local_government)
),

-- days of the period against days of the year; days after the year's end against
-- those allowed
days as (
    select
        *,
        case kind
            when 'deadline' then datediff('day', year_end_on, published_on)
            else datediff('day', period_start_on, period_end_on) + 1
        end as lhs,
        case kind
            when 'deadline' then datediff('day', year_end_on, deadline_on)
            else days_in_year
        end as rhs
    from dated
)

select
    report_no,
    slot_no,
    case
        when lhs is null then 'not_assessable'
        when kind = 'deadline' and lhs <= rhs then 'holds'
        when kind = 'period' and lhs = rhs then 'holds'
        else 'fails'
    end as verdict,
    lhs,
    rhs,
    case kind
        when 'deadline' then cast(published_on as varchar)
        else cast(lhs as varchar)
    end as lhs_words,
    case kind
        when 'deadline' then cast(deadline_on as varchar)
        else cast(days_in_year as varchar)
    end as rhs_words,
    case
        when lhs is not null then null
        when kind = 'deadline' then 'report.published_on'
        when period_start_on is not null then 'report.period_end'
        when period_end_on is not null then 'report.period_start'
        else 'report.period_start, report.period_end'
    end as missing
from days
