with

numerals as (
    select * from {{ ref('stg_numerals') }}
    where disposition = 'unread'
),

reports as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
)

select
    reports.report_key,
    numerals.span_start,
    numerals.span_end,
    numerals.numeral,
    numerals.reason
from numerals
inner join reports on numerals.report_id = reports.report_id
