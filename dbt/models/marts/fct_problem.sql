with

problems as (
    select * from {{ ref('stg_problems') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
),

waivers as (
    select * from {{ ref('int_identity_waivers') }}
    where waiver_status <> 'used'
),

files as (
    select
        sha256,
        file,
        report_year
    from {{ ref('stg_reports') }}
    qualify row_number() over (partition by sha256 order by file) = 1
    union all
    select
        sha256,
        'waivers.csv' as file_name,
        cast(null as integer) as report_year
    from waivers
    where waiver_status = 'unknown file'
    group by sha256
),

listed as (
    select
        problems.file,
        problems.report_year,
        problems.problem_code,
        problems.severity,
        problems.report_id,
        problems.reason,
        case when reports.is_admitted then reports.report_key end as report_key,
        problems.sha256
    from problems
    left join reports on problems.report_id = reports.report_id
    union all
    -- a judgement that nothing rests on any more is said, not dropped
    select
        files.file,
        files.report_year,
        case waivers.waiver_status
            when 'unknown file' then 'waiver_of_no_file'
            else 'waiver_' || waivers.waiver_status
        end as problem_code,
        'warning' as severity,
        null as report_id,
        waivers.identity_code
        || case waivers.member when '' then '' else '[' || waivers.member || ']' end
        || ': '
        || case waivers.waiver_status
            when 'unused' then 'what was waived does not fail'
            when 'lapsed' then 'the file has changed since it was waived'
            else 'no file has this digest'
        end
        || coalesce(' (' || waivers.decided_by || ', ' || waivers.decided_on || ')', '')
            as reason,
        waivers.report_key,
        waivers.sha256
    from waivers
    inner join files on waivers.sha256 = files.sha256
)

select
    file,
    cast(
        row_number() over (
            partition by file
            order by severity, problem_code, report_id nulls first, sha256, reason
        ) as integer
    ) as problem_no,
    report_year,
    problem_code,
    severity,
    reason,
    report_key,
    sha256
from listed
