with

places as (
    select * from {{ ref('dim_jurisdiction') }}
),

years as (
    select * from {{ ref('dim_year') }}
),

reports as (
    select * from {{ ref('dim_report') }}
    where
        is_current
        and jurisdiction_key is not null
),

versions as (
    select * from {{ ref('dim_jurisdiction_version') }}
    where level in ('province', 'prefecture', 'county')
),

outside as (
    select * from {{ ref('outside_the_regulation') }}
),

reported_places as (
    select * from {{ ref('int_reported_places') }}
),

-- who must report: every province, prefecture and county that existed in the year and
-- in which the Regulation applies; townships and zones are listed when they did report
places_expected as (
    select
        versions.jurisdiction_key,
        years.report_year,
        max_by(versions.parent_key, coalesce(versions.valid_from, 0)) as parent_key
    from versions
    inner join years
        on years.report_year >= coalesce(versions.valid_from, 0)
        and years.report_year <= coalesce(versions.valid_to, 9999)
    left join outside on versions.jurisdiction_key = outside.jurisdiction_key
    where outside.jurisdiction_key is null
    group by versions.jurisdiction_key, years.report_year
),

report_counts as (
    select
        jurisdiction_key,
        report_year,
        count(*) filter (where is_jurisdiction_wide) as n_wide_reports,
        count(*) filter (where not is_jurisdiction_wide) as n_organ_reports
    from reports
    group by jurisdiction_key, report_year
),

place_years as (
    select
        jurisdiction_key,
        report_year
    from places_expected
    union
    select
        jurisdiction_key,
        report_year
    from reported_places
)

select
    place_years.jurisdiction_key,
    place_years.report_year,
    coalesce(places_expected.parent_key, reported_places.parent_key) as parent_key,
    places.province_key,
    places.current_key as current_jurisdiction_key,
    places.level,
    places_expected.jurisdiction_key is not null as is_expected,
    coalesce(report_counts.n_wide_reports, 0) > 0 as has_report,
    places_expected.jurisdiction_key is not null
    and coalesce(report_counts.n_wide_reports, 0) = 0 as is_missing,
    cast(coalesce(report_counts.n_wide_reports, 0) as integer) as n_wide_reports,
    cast(coalesce(report_counts.n_organ_reports, 0) as integer) as n_organ_reports
from place_years
inner join places on place_years.jurisdiction_key = places.jurisdiction_key
left join places_expected
    on place_years.jurisdiction_key = places_expected.jurisdiction_key
    and place_years.report_year = places_expected.report_year
left join reported_places
    on place_years.jurisdiction_key = reported_places.jurisdiction_key
    and place_years.report_year = reported_places.report_year
left join report_counts
    on place_years.jurisdiction_key = report_counts.jurisdiction_key
    and place_years.report_year = report_counts.report_year
