with

slots as (
    select * from {{ ref('int_identity_slots') }}
),

reports as (
    select * from {{ ref('int_identity_reports') }}
),

linear as (
    select
        linear.report_no,
        linear.slot_no,
        linear.one_of,
        slots.member,
        linear.verdict,
        linear.lhs,
        linear.rhs,
        cast(null as varchar) as lhs_words,
        cast(null as varchar) as rhs_words,
        linear.remark,
        cast(null as varchar) as missing,
        linear.missing_mask,
        linear.left_out_mask,
        linear.printed_mask,
        cast(null as integer) as statement_no,
        cast(null as integer) as other_statement_no,
        coalesce(linear.doubt, 0) > 0 as is_doubtful,
        coalesce(linear.is_agreed, 0) = 1 as is_agreed
    from {{ ref('int_identity_linear') }} as linear
    inner join slots on linear.slot_no = slots.slot_no
),

others as (
    select
        report_no,
        slot_no,
        member,
        verdict,
        cast(lhs as decimal(38, 6)) as lhs,
        cast(rhs as decimal(38, 6)) as rhs,
        null as lhs_words,
        rhs_words,
        remark,
        missing,
        statement_no,
        other_statement_no,
        is_doubtful,
        is_agreed
    from {{ ref('int_identity_shares') }}
    union all
    select
        report_no,
        slot_no,
        member,
        verdict,
        lhs,
        rhs,
        null as lhs_words,
        null as rhs_words,
        null as remark,
        null as missing,
        statement_no,
        other_statement_no,
        is_doubtful,
        is_agreed
    from {{ ref('int_identity_repeats') }}
    union all
    select
        report_no,
        slot_no,
        member,
        verdict,
        lhs,
        rhs,
        null as lhs_words,
        null as rhs_words,
        null as remark,
        null as missing,
        statement_no,
        null as other_statement_no,
        is_doubtful,
        is_agreed
    from {{ ref('int_identity_floors') }}
    union all
    select
        report_no,
        slot_no,
        '' as member,
        verdict,
        cast(lhs as decimal(38, 6)) as lhs,
        cast(rhs as decimal(38, 6)) as rhs,
        lhs_words,
        rhs_words,
        null as remark,
        missing,
        null as statement_no,
        null as other_statement_no,
        false as is_doubtful,
        false as is_agreed
    from {{ ref('int_identity_dates') }}
    union all
    select
        report_no,
        slot_no,
        member,
        verdict,
        lhs,
        rhs,
        null as lhs_words,
        null as rhs_words,
        case when verdict = 'not_assessable' then 'some not found' end as remark,
        null as missing,
        null as statement_no,
        null as other_statement_no,
        doubt > 0 as is_doubtful,
        false as is_agreed
    from {{ ref('int_identity_levels') }}
),

-- an identity of these kinds that finds nothing to try is said to be not assessable
found as (
    select distinct
        others.report_no,
        slots.identity_code
    from others
    inner join slots on others.slot_no = slots.slot_no
),

first_slots as (
    select
        identity_code,
        kind,
        forms,
        first_year,
        last_year,
        min(slot_no) as slot_no
    from slots
    where kind in ('share', 'repeat', 'floor', 'level')
    group by identity_code, kind, forms, first_year, last_year
),

empty as (
    select
        reports.report_no,
        first_slots.slot_no,
        '' as member,
        'not_assessable' as verdict,
        null as lhs,
        null as rhs,
        null as lhs_words,
        null as rhs_words,
        null as remark,
        case first_slots.kind
            when 'share' then 'a printed share'
            when 'repeat' then 'a second statement'
            when 'floor' then 'a printed cell'
            else 'a report of the other level'
        end as missing,
        null as statement_no,
        null as other_statement_no,
        false as is_doubtful,
        false as is_agreed
    from reports
    inner join first_slots
        on
        reports.report_year between first_slots.first_year and first_slots.last_year
        and (
            first_slots.forms like '%|' || reports.form_code || '|%'
            or first_slots.forms like '%|' || reports.due_form_code || '|%'
        )
    left join found
        on
        reports.report_no = found.report_no
        and first_slots.identity_code = found.identity_code
    where found.report_no is null
),

without_operands as (
    select * from others
    union all
    select * from empty
)

select * from linear
union all
select
    report_no,
    slot_no,
    1 as one_of,
    member,
    verdict,
    lhs,
    rhs,
    lhs_words,
    rhs_words,
    remark,
    missing,
    0 as missing_mask,
    0 as left_out_mask,
    0 as printed_mask,
    statement_no,
    other_statement_no,
    is_doubtful,
    is_agreed
from without_operands
