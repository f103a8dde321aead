with

places as (
    select * from {{ ref('dim_jurisdiction') }}
)

select
    jurisdiction_key,
    level,
    province_key
from places
where
    level <> 'nation'
    and (
        province_key is null
        or substr(province_key, 1, 5) <> substr(jurisdiction_key, 1, 5)
    )
