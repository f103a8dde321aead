with

statements as (
    select * from {{ ref('int_identity_statements') }}
    where is_printed
),

listed_metrics as (
    select distinct terms.metric_code
    from {{ ref('identity_terms') }} as terms
    where terms.member in ('*', '{k}')
),

parents as (
    select
        metrics.metric_code,
        metrics.parent_metric
    from {{ ref('metrics') }} as metrics
),

-- the first statement of each member, in the order of the text
members as (
    select statements.*
    from statements
    inner join listed_metrics on statements.metric_code = listed_metrics.metric_code
    where statements.figure_member <> ''
    qualify
        row_number() over (
            partition by
                statements.report_no,
                statements.metric_code,
                statements.is_table,
                statements.figure_member
            order by statements.statement_no
        ) = 1
),

running as (
    select
        *,
        sum(lower_bound) over list_so_far as running_lower,
        sum(upper_bound) over list_so_far as running_upper,
        count(*) over list_so_far as running_members
    from members
    window list_so_far as (
        partition by report_no, metric_code, is_table
        order by statement_no, figure_member
        rows between unbounded preceding and current row
    )
),

wholes as (
    select
        report_no,
        metric_code,
        lower_bound,
        upper_bound
    from statements
    where figure_member = ''
),

-- a list ends where it adds up to its whole; what is named after that is a part of
-- a part
closings as (
    select
        running.report_no,
        running.metric_code,
        running.is_table,
        min(running.statement_no) as closing_statement_no
    from running
    inner join parents on running.metric_code = parents.metric_code
    inner join wholes
        on
        running.report_no = wholes.report_no
        and parents.parent_metric = wholes.metric_code
    where
        running.running_members > 1
        and running.running_lower <= wholes.upper_bound
        and running.running_upper >= wholes.lower_bound
        and running.running_upper < 400000000000
    group by all
)

select
    running.report_no,
    running.metric_code,
    running.is_table,
    running.figure_member,
    running.statement_no,
    running.value,
    running.lower_bound,
    running.upper_bound,
    running.half_unit,
    running.doubt,
    running.dissent,
    coalesce(running.statement_no <= closings.closing_statement_no, true) as is_listed
from running
left join closings
    on
    running.report_no = closings.report_no
    and running.metric_code = closings.metric_code
    and running.is_table = closings.is_table
