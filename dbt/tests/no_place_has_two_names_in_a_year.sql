with

versions as (
    select * from {{ ref('dim_jurisdiction_version') }}
)

select
    earlier.jurisdiction_key,
    earlier.name_zh as earlier_name_zh,
    later.name_zh as later_name_zh,
    later.valid_from
from versions as earlier
inner join versions as later
    on
    earlier.jurisdiction_key = later.jurisdiction_key
    and earlier.valid_from < later.valid_from
    and coalesce(earlier.valid_to, 9999) >= later.valid_from
