with

metrics as (
    select * from {{ ref('metrics') }}
),

wholes as (
    select
        statements.report_no,
        metrics.metric_code,
        statements.lower_bound,
        statements.upper_bound
    from {{ ref('int_identity_statements') }} as statements
    inner join metrics on statements.metric_code = metrics.parent_metric
    where statements.is_printed and statements.figure_member = ''
),

lists as (
    select
        report_no,
        metric_code,
        is_table,
        min(lower_bound) as least,
        sum(upper_bound) - arg_max(upper_bound, statement_no) as upper_but_last
    from {{ ref('int_list_members') }}
    group by report_no, metric_code, is_table
    having count(*) > 1
),

-- most lists reach their whole with their last member, if at all
early as (
    select distinct
        lists.report_no,
        lists.metric_code,
        lists.is_table
    from lists
    inner join wholes
        on
        lists.report_no = wholes.report_no
        and lists.metric_code = wholes.metric_code
    where lists.least < 0 or lists.upper_but_last >= wholes.lower_bound
),

running as (
    select
        members.report_no,
        members.metric_code,
        members.is_table,
        members.statement_no,
        sum(members.lower_bound) over list_so_far as running_lower,
        sum(members.upper_bound) over list_so_far as running_upper,
        count(*) over list_so_far as running_members
    from {{ ref('int_list_members') }} as members
    inner join early
        on
        members.report_no = early.report_no
        and members.metric_code = early.metric_code
        and members.is_table = early.is_table
    window list_so_far as (
        partition by members.report_no, members.metric_code, members.is_table
        order by members.statement_no, members.figure_member
        rows between unbounded preceding and current row
    )
)

-- a list ends where it adds up to its whole; what is named after that is a part of
-- a part
select
    running.report_no,
    running.metric_code,
    running.is_table,
    min(running.statement_no) as closing_statement_no
from running
inner join wholes
    on
    running.report_no = wholes.report_no
    and running.metric_code = wholes.metric_code
where
    running.running_members > 1
    and running.running_lower <= wholes.upper_bound
    and running.running_upper >= wholes.lower_bound
    and running.running_upper < 400000000000
group by running.report_no, running.metric_code, running.is_table
