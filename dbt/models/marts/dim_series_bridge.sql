with

bridges as (
    select * from {{ ref('series_bridges') }}
)

select
    series_code,
    bridge_code,
    metric_code,
    cast(preference as integer) as preference,
    cast(sign as integer) as sign,
    cast(form_codes as varchar) as form_codes,
    comparability,
    nullif(reason, '') as reason,
    nullif(reason_zh, '') as reason_zh
from bridges
