with

choices as (
    select * from {{ ref('fct_disclosure') }}
),

alternatives as (
    select * from {{ ref('fct_disclosure_alternative') }}
),

reports as (
    select * from {{ ref('dim_report') }}
)

-- wider scope first, then the current version, then a value before none
select
    choices.jurisdiction_key,
    choices.report_year,
    choices.metric_code,
    choices.report_key,
    alternatives.report_key as better_report_key
from choices
inner join alternatives
    on choices.jurisdiction_key = alternatives.jurisdiction_key
    and choices.report_year = alternatives.report_year
    and choices.metric_code = alternatives.metric_code
inner join reports on choices.report_key = reports.report_key
inner join reports as other_reports
    on alternatives.report_key = other_reports.report_key
where
    (alternatives.is_jurisdiction_wide and not choices.is_jurisdiction_wide)
    or (
        alternatives.scope = choices.scope
        and (
            (other_reports.is_current and not reports.is_current)
            or (
                other_reports.is_current = reports.is_current
                and alternatives.value is not null
                and choices.value is null
                and choices.value_on is null
            )
        )
    )
