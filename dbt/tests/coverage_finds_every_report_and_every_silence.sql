with

coverage as (
    select * from {{ ref('mart_coverage') }}
),

outside as (
    select * from {{ ref('outside_the_regulation') }}
),

reporting as (
    select * from {{ ref('mart_reporting') }}
    where n_wide_reports > 0
)

select
    coalesce(coverage.jurisdiction_key, reporting.jurisdiction_key) as jurisdiction_key,
    coalesce(coverage.report_year, reporting.report_year) as report_year,
    coverage.has_report,
    coverage.is_missing
from coverage
full outer join reporting
    on coverage.jurisdiction_key = reporting.jurisdiction_key
    and coverage.report_year = reporting.report_year
left join outside on coverage.jurisdiction_key = outside.jurisdiction_key
where
    coverage.jurisdiction_key is null
    or (coverage.is_expected and outside.jurisdiction_key is not null)
    or coverage.has_report <> (reporting.jurisdiction_key is not null)
    or (coverage.is_missing and not coverage.is_expected)
    or (coverage.is_expected and not coverage.has_report and not coverage.is_missing)
