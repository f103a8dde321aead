with

problems as (
    select * from {{ ref('stg_problems') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
)

select
    problems.file,
    cast(
        row_number() over (
            partition by problems.file
            order by
                problems.severity,
                problems.problem_code,
                problems.report_id nulls first,
                problems.sha256,
                problems.reason
        ) as integer
    ) as problem_no,
    problems.report_year,
    problems.problem_code,
    problems.severity,
    problems.reason,
    case when reports.is_admitted then reports.report_key end as report_key,
    problems.sha256
from problems
left join reports on problems.report_id = reports.report_id
