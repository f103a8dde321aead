with

versions as (
    select * from {{ ref('int_place_versions') }}
    where level in ('province', 'prefecture', 'county')
)

select
    jurisdiction_key,
    valid_from,
    valid_to,
    name_zh,
    level,
    parent_key,
    current_key
from versions
