with

report_keys as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

reports as (
    select * from {{ ref('stg_reports') }}
),

places as (
    select * from {{ ref('dim_jurisdiction') }}
),

-- the names of the place and of those above it, full and short, that may open the name
-- of an organ
place_patterns as (
    select
        places.jurisdiction_key,
        '^(?:' || coalesce(provinces.name_zh, '') || '|'
        || coalesce(provinces.short_name_zh, '') || ')?'
        || '(?:' || coalesce(prefectures.name_zh, '') || '|'
        || coalesce(prefectures.short_name_zh, '') || ')?'
        || '(?:' || places.name_zh || '|' || places.short_name_zh || ')?'
        || '(?:[省市县区州旗]直?)?' as pattern
    from places
    left join places as provinces
        on places.province_key = provinces.jurisdiction_key
    left join places as prefectures
        on places.prefecture_key = prefectures.jurisdiction_key
),

issuers as (
    select
        coalesce(report_keys.jurisdiction_key, 'unplaced') || '/' || report_keys.organ
            as issuer_key,
        report_keys.jurisdiction_key,
        report_keys.organ,
        report_keys.organ_kind,
        report_keys.scope,
        report_keys.report_year,
        coalesce(reports.issuer, reports.title) as issuer,
        place_patterns.pattern
    from report_keys
    inner join reports on report_keys.report_id = reports.report_id
    left join place_patterns
        on report_keys.jurisdiction_key = place_patterns.jurisdiction_key
),

stripped as (
    select
        *,
        coalesce(regexp_replace(issuer, pattern, ''), issuer) as name_without_place
    from issuers
)

select
    issuer_key,
    jurisdiction_key,
    organ,
    organ_kind,
    scope,
    report_year,
    issuer,
    case
        when organ_kind in ('department', 'central', 'public_body')
            then
                case
                    when length(name_without_place) >= 2 then name_without_place
                    else issuer
                end
    end as department_zh
from stripped
