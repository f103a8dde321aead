with

applications as (
    select * from {{ ref('mart_applications') }}
)

select
    places.jurisdiction_key,
    places.report_year,
    places.received_rank_in_parent,
    count(others.jurisdiction_key) + 1 as counted_rank
from applications as places
left join applications as others
    on places.report_year = others.report_year
    and places.level = others.level
    and places.parent_key is not distinct from others.parent_key
    and places.received < others.received
where places.received is not null
group by
    places.jurisdiction_key, places.report_year, places.received_rank_in_parent
having places.received_rank_in_parent <> count(others.jurisdiction_key) + 1
