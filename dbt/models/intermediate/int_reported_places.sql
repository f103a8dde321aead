with

reports as (
    select * from {{ ref('int_report_keys') }}
    where
        is_admitted
        and jurisdiction_key is not null
),

places as (
    select * from {{ ref('dim_jurisdiction') }}
),

versions as (
    select * from {{ ref('dim_jurisdiction_version') }}
),

place_years as (
    select
        jurisdiction_key,
        report_year
    from reports
    group by jurisdiction_key, report_year
),

-- the parent that the place had in that very year
parents as (
    select
        place_years.jurisdiction_key,
        place_years.report_year,
        max_by(versions.parent_key, coalesce(versions.valid_from, 0)) as parent_key
    from place_years
    inner join versions
        on place_years.jurisdiction_key = versions.jurisdiction_key
        and place_years.report_year >= coalesce(versions.valid_from, 0)
        and place_years.report_year <= coalesce(versions.valid_to, 9999)
    group by place_years.jurisdiction_key, place_years.report_year
)

select
    place_years.jurisdiction_key,
    place_years.report_year,
    coalesce(parents.parent_key, places.parent_key) as parent_key,
    places.province_key,
    places.current_key as current_jurisdiction_key,
    places.level
from place_years
inner join places on place_years.jurisdiction_key = places.jurisdiction_key
left join parents
    on place_years.jurisdiction_key = parents.jurisdiction_key
    and place_years.report_year = parents.report_year
