with

reports as (
    select * from {{ ref('stg_reports') }}
),

mart_reports as (
    select * from {{ ref('dim_report') }}
),

errors as (
    select
        file,
        sha256,
        report_id
    from {{ ref('stg_problems') }}
    where severity = 'error'
    group by file, sha256, report_id
),

errors_counted as (
    select
        reports.report_id,
        count(errors.file) as n_errors
    from reports
    left join errors
        on reports.file = errors.file
        and reports.sha256 = errors.sha256
        and reports.report_id = coalesce(errors.report_id, reports.report_id)
    group by reports.report_id
)

-- lost: in no mart, and no error says why; or let in although an error speaks against
select
    errors_counted.report_id,
    errors_counted.n_errors,
    mart_reports.report_key
from errors_counted
left join mart_reports on errors_counted.report_id = mart_reports.report_id
where (mart_reports.report_key is null) = (errors_counted.n_errors = 0)
