with

reports as (
    select * from {{ ref('stg_reports') }}
),

versions as (
    select * from {{ ref('int_place_versions') }}
),

known as (
    select
        jurisdiction_key,
        max(current_key) as current_key
    from versions
    group by jurisdiction_key
),

township_names as (
    select
        parent_key,
        name_zh,
        min(jurisdiction_key) as jurisdiction_key
    from versions
    where level = 'township'
    group by parent_key, name_zh
),

-- zones, and townships whose code of the year is not known: <parent key>-<name>
reported as (
    select
        jurisdiction_key,
        regexp_extract(jurisdiction_key, '^(CN(?:-\d+)?)-([^\d].*)$', 1) as parent_key,
        regexp_extract(jurisdiction_key, '^(CN(?:-\d+)?)-([^\d].*)$', 2) as name_zh,
        case
            when
                bool_or(organ_kind = 'township')
                or regexp_matches(jurisdiction_key, '(镇|乡|街道|苏木)$')
                then 'township'
            else 'zone'
        end as level,
        min(report_year) as first_report_year
    from reports
    where regexp_matches(jurisdiction_key, '^CN(-\d+)?-[^\d]')
    group by jurisdiction_key
)

select
    reported.jurisdiction_key,
    reported.name_zh,
    reported.name_zh as short_name_zh,
    reported.level,
    reported.parent_key,
    reported.first_report_year,
    coalesce(
        township_names.jurisdiction_key,
        coalesce(known.current_key, reported.parent_key) || '-' || reported.name_zh
    ) as current_key
from reported
left join known on reported.parent_key = known.jurisdiction_key
left join township_names
    on known.current_key = township_names.parent_key
    and reported.name_zh = township_names.name_zh
    and reported.level = 'township'
