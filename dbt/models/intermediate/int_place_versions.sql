with

divisions as (
    select * from {{ ref('divisions') }}
),

places_with_townships as (
    select * from divisions
    where level in ('county', 'prefecture')
),

township_lists as (
    select * from {{ ref('townships') }}
),

townships as (
    select
        county_code,
        unnest(string_split(townships, '|')) as entry
    from township_lists
),

nation as (
    select
        'CN' as jurisdiction_key,
        '中华人民共和国' as name_zh,
        '中国' as short_name_zh,
        'nation' as level,
        cast(null as varchar) as parent_key,
        cast(null as integer) as valid_from,
        cast(null as integer) as valid_to,
        'CN' as current_key
),

division_versions as (
    select
        'CN-' || code as jurisdiction_key,
        name as name_zh,
        short_name as short_name_zh,
        level,
        'CN' || coalesce('-' || nullif(parent_code, ''), '') as parent_key,
        valid_from,
        valid_to,
        'CN-' || nullif(current_code, '') as current_key
    from divisions
),

-- a township's code is known as it is now; it is its key in the years in which the
-- county bore the same code
township_versions as (
    select
        'CN-' || townships.county_code || split_part(townships.entry, ':', 1)
            as jurisdiction_key,
        rtrim(split_part(townships.entry, ':', 2), '†') as name_zh,
        rtrim(split_part(townships.entry, ':', 2), '†') as short_name_zh,
        'township' as level,
        'CN-' || townships.county_code as parent_key,
        min(places_with_townships.valid_from) as valid_from,
        nullif(max(coalesce(places_with_townships.valid_to, 9999)), 9999) as valid_to,
        'CN-' || townships.county_code || split_part(townships.entry, ':', 1)
            as current_key
    from townships
    inner join places_with_townships
        on townships.county_code = places_with_townships.code
    group by townships.county_code, townships.entry
)

select * from nation
union all
select * from division_versions
union all
select * from township_versions
