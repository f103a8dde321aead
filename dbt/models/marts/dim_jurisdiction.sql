with

versions as (
    select * from {{ ref('int_place_versions') }}
),

uncoded as (
    select * from {{ ref('int_place_uncoded') }}
),

-- a key that bore several names stands under its last one
coded as (
    select
        jurisdiction_key,
        arg_max(name_zh, coalesce(valid_from, 0)) as name_zh,
        arg_max(short_name_zh, coalesce(valid_from, 0)) as short_name_zh,
        min(level) as level,
        arg_max(parent_key, coalesce(valid_from, 0)) as parent_key,
        min(valid_from) as valid_from,
        nullif(max(coalesce(valid_to, 9999)), 9999) as valid_to,
        arg_max(current_key, coalesce(valid_from, 0)) as current_key,
        string_agg(name_zh || ' (–' || valid_to || ')', '; ' order by valid_from)
        filter (where valid_to is not null) as past_names_zh
    from versions
    group by jurisdiction_key
),

places as (
    select
        jurisdiction_key,
        name_zh,
        short_name_zh,
        level,
        parent_key,
        valid_from,
        valid_to,
        current_key,
        case when valid_to is null then past_names_zh end as former_names_zh,
        true as has_code
    from coded
    union all
    select
        jurisdiction_key,
        name_zh,
        short_name_zh,
        level,
        parent_key,
        cast(null as integer) as valid_from,
        cast(null as integer) as valid_to,
        current_key,
        cast(null as varchar) as former_names_zh,
        false as has_code
    from uncoded
),

-- the places above, up to the province: at most three steps
lineages as (
    select
        places.jurisdiction_key,
        [places.level, p1.level, p2.level, p3.level] as line_levels,
        [
            places.jurisdiction_key,
            p1.jurisdiction_key,
            p2.jurisdiction_key,
            p3.jurisdiction_key
        ] as line_keys,
        [places.name_zh, p1.name_zh, p2.name_zh, p3.name_zh] as line_names,
        case when p3.level <> 'nation' then p3.name_zh else '' end
        || case when p2.level <> 'nation' then p2.name_zh else '' end
        || case when p1.level <> 'nation' then p1.name_zh else '' end
        || places.name_zh as full_name_zh
    from places
    left join places as p1 on places.parent_key = p1.jurisdiction_key
    left join places as p2 on p1.parent_key = p2.jurisdiction_key
    left join places as p3 on p2.parent_key = p3.jurisdiction_key
)

select
    places.jurisdiction_key,
    places.name_zh,
    places.short_name_zh,
    lineages.full_name_zh,
    places.level,
    places.parent_key,
    lineages.line_keys[list_position(lineages.line_levels, 'county')] as county_key,
    lineages.line_keys[list_position(lineages.line_levels, 'prefecture')]
        as prefecture_key,
    lineages.line_keys[list_position(lineages.line_levels, 'province')] as province_key,
    lineages.line_names[list_position(lineages.line_levels, 'province')]
        as province_name_zh,
    places.valid_from,
    places.valid_to,
    places.current_key,
    current_places.name_zh as current_name_zh,
    current_places.parent_key as current_parent_key,
    coalesce(places.current_key = places.jurisdiction_key, false) as is_current,
    places.former_names_zh,
    places.has_code
from places
inner join lineages on places.jurisdiction_key = lineages.jurisdiction_key
left join places as current_places
    on places.current_key = current_places.jurisdiction_key
