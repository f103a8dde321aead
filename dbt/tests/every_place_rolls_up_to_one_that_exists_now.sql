with

places as (
    select * from {{ ref('dim_jurisdiction') }}
)

select
    places.jurisdiction_key,
    places.current_key
from places
left join places as current_places
    on places.current_key = current_places.jurisdiction_key
where
    places.has_code
    and places.current_key is not null
    and not coalesce(current_places.is_current, false)
