with

statements as (
    select
        metric_code,
        member
    from {{ ref('stg_statements') }}
    group by metric_code, member
),

terms as (
    select distinct
        figure_no,
        metric_code,
        figure_member
    from {{ ref('int_identity_terms') }}
),

metrics as (
    select * from {{ ref('metrics') }}
),

told as (
    select
        metric_code,
        member,
        case when member = 'total' then '' else coalesce(member, '') end
            as figure_member
    from statements
),

numbered as (
    select
        told.metric_code,
        told.member,
        told.figure_member,
        terms.figure_no,
        dense_rank() over (
            partition by terms.figure_no is null
            order by told.metric_code, told.figure_member
        ) as rank_no
    from told
    left join terms
        on
        told.metric_code = terms.metric_code
        and told.figure_member = terms.figure_member
),

-- figures of no linear identity are counted on from those of one
last_term as (
    select coalesce(max(figure_no), 0) as figure_no from terms
),

named as (
    select
        cast(
            row_number() over (order by numbered.metric_code, numbered.member)
            as integer
        ) as name_no,
        cast(
            coalesce(
                numbered.figure_no, last_term.figure_no + numbered.rank_no
            ) as integer
        ) as figure_no,
        numbered.figure_no is not null as is_term,
        numbered.metric_code,
        numbered.member,
        numbered.figure_member
    from numbered
    cross join last_term
)

-- a figure is a bit of a block, so that a report says in a few numbers of which figures
-- something is known
select
    named.name_no,
    named.figure_no,
    named.figure_no // 60 as figure_block,
    cast(power(2, named.figure_no % 60) as bigint) as figure_bit,
    named.is_term,
    named.metric_code,
    named.member,
    named.figure_member,
    metrics.unit
from named
left join metrics on named.metric_code = metrics.metric_code
