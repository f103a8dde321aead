with

slots as (
    select * from {{ ref('int_identity_slots') }}
),

terms as (
    select * from {{ ref('identity_terms') }}
    where metric_code is not null
),

members as (
    select * from {{ ref('identity_members') }}
),

-- {m} is the member of the slot; each:<set> stands for one term per member of the set
resolved as (
    select
        slots.slot_no,
        terms.one_of,
        terms.term_no,
        coalesce(members.position, 0) as member_position,
        terms.side,
        cast(terms.coefficient as decimal(8, 4)) as coefficient,
        replace(terms.metric_code, '{m}', slots.slot_member) as metric_code,
        coalesce(members.member, replace(terms.member, '{m}', slots.slot_member), '')
            as member,
        terms.year_offset,
        terms.source,
        terms.null_rule,
        terms.aggregate
    from slots
    inner join terms
        on
        slots.identity_code = terms.identity_code
        and slots.variant = coalesce(terms.variant, '')
    left join members on terms.member = 'each:' || members.member_set
    where slots.kind = 'linear'
),

numbered as (
    select
        *,
        -- a figure without a dimension and its total are the same figure
        case when member = 'total' then '' else member end as figure_member,
        row_number()
            over (partition by slot_no, one_of order by term_no, member_position)
            as ordinal
    from resolved
),

figured as (
    select
        *,
        cast(
            dense_rank() over (order by metric_code, figure_member) as integer
        ) as figure_no
    from numbered
)

select
    slot_no,
    one_of,
    cast(ordinal as integer) as ordinal,
    cast(power(2, ordinal - 1) as bigint) as term_bit,
    side,
    case side when 'lhs' then 1 when 'rhs' then 2 else 3 end as side_no,
    case source
        when 'table' then 1 when 'prose' then 2 when 'table>prose' then 3 else 4
    end
        as source_no,
    aggregate = 'times_days' as is_daily,
    coefficient,
    metric_code,
    member,
    figure_member,
    figure_no,
    figure_no // 60 as figure_block,
    cast(power(2, figure_no % 60) as bigint) as figure_bit,
    year_offset,
    source,
    null_rule,
    aggregate,
    max(case when year_offset <> 0 then 1 else 0 end)
        over (partition by slot_no)
        as crosses_years
from figured
