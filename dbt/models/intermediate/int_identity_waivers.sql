with

waivers as (
    select * from {{ ref('waivers') }}
),

reports as (
    select * from {{ ref('int_identity_reports') }}
),

results as (
    select
        reports.report_key,
        reports.sha256,
        reports.is_current,
        slots.identity_code,
        results.member,
        results.verdict
    from {{ ref('int_identity_results') }} as results
    inner join reports on results.report_no = reports.report_no
    inner join
        {{ ref('int_identity_slots') }} as slots
        on results.slot_no = slots.slot_no
    where results.verdict = 'fails'
),

files as (
    select
        sha256,
        max(case when is_current then 1 else 0 end) as is_current
    from reports
    group by sha256
)

-- a waiver is for one file as it is: it lapses when the file changes, and never hides
-- a verdict
select
    waivers.sha256,
    waivers.identity_code,
    coalesce(waivers.member, '') as member,
    waivers.decided_by,
    waivers.decided_on,
    waivers.reason,
    waivers.accepted,
    results.report_key,
    case
        when files.sha256 is null then 'unknown file'
        when files.is_current = 0 then 'lapsed'
        when results.report_key is null then 'unused'
        else 'used'
    end as waiver_status
from waivers
left join files on waivers.sha256 = files.sha256
left join results
    on
    waivers.sha256 = results.sha256
    and waivers.identity_code = results.identity_code
    and coalesce(waivers.member, '') = results.member
