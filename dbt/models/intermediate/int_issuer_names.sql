with

report_keys as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

reports as (
    select * from {{ ref('stg_reports') }}
)

select
    report_keys.issuer_key,
    report_keys.jurisdiction_key,
    report_keys.organ,
    report_keys.organ_kind,
    report_keys.scope,
    report_keys.report_year,
    coalesce(reports.issuer, reports.title) as issuer,
    case
        when report_keys.organ_kind in ('department', 'central', 'public_body')
            then report_keys.organ
    end as department_zh
from report_keys
inner join reports on report_keys.report_id = reports.report_id
