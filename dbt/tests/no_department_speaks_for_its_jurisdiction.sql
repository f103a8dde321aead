with

disclosures as (
    select * from {{ ref('fct_disclosure') }}
),

reports as (
    select * from {{ ref('dim_report') }}
)

select
    disclosures.jurisdiction_key,
    disclosures.report_year,
    disclosures.metric_code,
    reports.report_key,
    reports.organ_kind,
    reports.scope
from disclosures
inner join reports on disclosures.report_key = reports.report_key
where
    coalesce(reports.organ_kind, '') not in ('government', 'office', 'township', 'zone')
    or (
        disclosures.is_jurisdiction_wide
        and reports.organ_kind <> 'township'
        and reports.scope = 'own_organ'
    )
    or (
        disclosures.is_jurisdiction_wide
        and reports.organ_kind = 'office'
        and reports.scope <> 'consolidated'
    )
