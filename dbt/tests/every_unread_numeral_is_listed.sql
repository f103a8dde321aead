with

listed as (
    select
        report_key,
        count(*) as n_listed
    from {{ ref('fct_unread_numeral') }}
    group by report_key
),

reports as (
    select * from {{ ref('dim_report') }}
)

select
    reports.report_key,
    reports.numerals_unread,
    listed.n_listed
from reports
left join listed on reports.report_key = listed.report_key
where coalesce(reports.numerals_unread, 0) <> coalesce(listed.n_listed, 0)
