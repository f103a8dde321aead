with

statements as (
    select * from {{ ref('int_identity_statements') }}
    where is_printed and figure_member <> ''
),

listed_metrics as (
    select distinct metric_code
    from {{ ref('identity_terms') }}
    where member in ('*', '{k}')
),

repeated as (
    select * from {{ ref('int_repeated_names') }}
),

members as (
    select
        statements.report_no,
        statements.figure_no,
        statements.metric_code,
        statements.is_table,
        statements.figure_member,
        statements.statement_no,
        statements.value,
        statements.lower_bound,
        statements.upper_bound,
        statements.half_unit,
        statements.doubt,
        statements.dissent,
        repeated.figure_no is not null as is_repeated
    from statements
    inner join listed_metrics on statements.metric_code = listed_metrics.metric_code
    left join repeated
        on
        statements.report_no = repeated.report_no
        and statements.figure_no = repeated.figure_no
)

-- the first statement of each member
select * from members
where not is_repeated
union all
select * from members
where is_repeated
qualify
    row_number() over (
        partition by report_no, figure_no, is_table
        order by statement_no
    ) = 1
