with

problems as (
    select * from {{ source('staged', 'problems') }}
)

select
    file,
    sha256,
    nullif(report_id, '') as report_id,
    cast(report_year as integer) as report_year,
    problem_code,
    severity,
    reason
from problems
