with

numerals as (
    select * from {{ source('staged', 'numerals') }}
)

select
    report_id,
    cast(span_start as bigint) as span_start,
    cast(span_end as bigint) as span_end,
    numeral,
    disposition,
    nullif(reason, '') as reason
from numerals
