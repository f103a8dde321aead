with

members as (
    select * from {{ ref('int_list_members') }}
),

closings as (
    select * from {{ ref('int_list_closings') }}
)

select
    members.report_no,
    members.metric_code,
    members.figure_no,
    members.is_table,
    members.figure_member,
    members.statement_no,
    members.value,
    members.lower_bound,
    members.upper_bound,
    members.half_unit,
    members.doubt,
    members.dissent,
    coalesce(members.statement_no <= closings.closing_statement_no, true) as is_listed
from members
left join closings
    on
    members.report_no = closings.report_no
    and members.metric_code = closings.metric_code
    and members.is_table = closings.is_table
