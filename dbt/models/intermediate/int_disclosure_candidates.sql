with

figures as (
    select * from {{ ref('fct_figure') }}
    where member in ('', 'total')
),

-- reports that may speak for their jurisdiction; a department speaks for itself
reports as (
    select * from {{ ref('int_report_keys') }}
    where
        is_admitted
        and jurisdiction_key is not null
        and organ_kind in ('government', 'township', 'zone', 'office')
)

select
    figures.*,
    reports.scope,
    reports.is_jurisdiction_wide,
    reports.is_current,
    reports.copy_no,
    reports.organ_kind,
    reports.form_code
from figures
inner join reports on figures.report_key = reports.report_key
