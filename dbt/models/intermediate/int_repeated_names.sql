with

statements as (
    select
        report_id,
        metric_code,
        member
    from {{ ref('stg_statements') }}
),

reports as (
    select
        report_id,
        report_no
    from {{ ref('int_report_keys') }}
    where is_admitted
),

names as (
    select * from {{ ref('int_figure_names') }}
)

-- what is stated once, nearly everything, has nothing to be chosen or compared
select
    reports.report_no,
    names.figure_no
from statements
inner join reports on statements.report_id = reports.report_id
inner join names
    on
    statements.metric_code = names.metric_code
    and statements.member is not distinct from names.member
group by reports.report_no, names.figure_no
having count(*) > 1
