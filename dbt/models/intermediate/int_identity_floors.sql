with

slots as (
    select * from {{ ref('int_identity_slots') }}
    where kind = 'floor'
),

metrics as (
    select
        slots.slot_no,
        members.member as metric_code
    from slots
    inner join
        {{ ref('identities') }} as identities
        on slots.identity_code = identities.identity_code
    inner join
        {{ ref('identity_members') }} as members
        on identities.quantifier = members.member_set
),

cells as (
    select
        metrics.slot_no,
        statements.*
    from {{ ref('int_identity_statements') }} as statements
    inner join metrics on statements.metric_code = metrics.metric_code
    where statements.is_table and statements.is_printed
),

lowest as (
    select
        report_no,
        slot_no,
        min(value) as value,
        count(*) as cells
    from cells
    group by report_no, slot_no
)

select
    report_no,
    slot_no,
    '' as member,
    'holds' as verdict,
    value as lhs,
    cast(0 as decimal(28, 6)) as rhs,
    cast(null as integer) as statement_no,
    false as is_doubtful,
    false as is_agreed
from lowest
where value >= 0
union all
-- a cell below nothing is named by itself
select
    report_no,
    slot_no,
    metric_code
    || '['
    || case figure_member when '' then 'total' else figure_member end
    || ']' as member,
    'fails' as verdict,
    value as lhs,
    cast(0 as decimal(28, 6)) as rhs,
    statement_no,
    doubt > 0 as is_doubtful,
    dissent = 0 as is_agreed
from cells
where value < 0
