with

operands as (
    select
        *,
        case
            when state = 0 and flags >= 16 and upper_bound is not null then lower_bound
        end as least
    from {{ ref('int_identity_operands') }}
    where state > 0 or any_flags >= 16
),

-- an open cell leaves a sum without a value; it counts with the smallest of its
-- readings, and what the others add is an opening
sums as (
    select
        report_no,
        pair_no,
        slot_no,
        one_of,
        case
            when bool_and(state > 0)
                then coalesce(sum(signed_value) filter (where side_no = 1), 0)
        end as lhs,
        coalesce(sum(signed_value) filter (where side_no = 2), 0) as rhs,
        coalesce(
            sum(coalesce(signed_value, coefficient * least)) filter (where side_no = 1),
            0
        ) as lhs_least,
        coalesce(
            sum(coalesce(signed_value, coefficient * least)) filter (where side_no = 2),
            0
        ) as rhs_least,
        coalesce(bit_or(term_bit) filter (where least is not null), 0) as several_mask,
        bool_or(state = 0 and least is null) as is_unbounded,
        coalesce(bit_or(term_bit) filter (where state = 2), 0) as printed_mask,
        coalesce(bit_or(term_bit) filter (where state = 1), 0) as blank_mask,
        bit_or(case when state > 0 then flags else any_flags end) as flags
    from operands
    group by report_no, pair_no, slot_no, one_of
),

-- what words and readings leave open below and above; a negative sign turns it about
openings as (
    select
        report_no,
        pair_no,
        slot_no,
        one_of,
        side_no,
        sum(
            coefficient
            * case
                when coefficient > 0
                    then coalesce(value, lower_bound) - lower_bound
                else coalesce(value, lower_bound) - upper_bound
            end
        )
            as below,
        sum(
            coefficient
            * case
                when coefficient > 0
                    then upper_bound - coalesce(value, lower_bound)
                else lower_bound - coalesce(value, lower_bound)
            end
        )
            as above
    from {{ ref('int_identity_operands') }}
    where any_flags >= 8 and flags >= 8 and state <> 1
    group by report_no, pair_no, slot_no, one_of, side_no
),

bases as (
    select
        report_no,
        pair_no,
        slot_no,
        one_of,
        sum(signed_value) as base
    from {{ ref('int_identity_operands') }}
    where side_no = 3 and state = 2
    group by report_no, pair_no, slot_no, one_of
)

select
    sums.report_no,
    sums.pair_no,
    sums.slot_no,
    sums.one_of,
    sums.lhs,
    sums.lhs_least - coalesce(lefts.below, 0) as lhs_lower,
    sums.lhs_least + coalesce(lefts.above, 0) as lhs_upper,
    sums.rhs,
    sums.rhs_least - coalesce(rights.below, 0) as rhs_lower,
    sums.rhs_least + coalesce(rights.above, 0) as rhs_upper,
    bases.base,
    sums.printed_mask,
    sums.blank_mask,
    sums.several_mask,
    sums.is_unbounded,
    sums.flags & 3 as doubt,
    case when sums.flags & 4 = 0 then 1 else 0 end as is_agreed
from sums
left join openings as lefts
    on
    sums.report_no = lefts.report_no
    and sums.pair_no = lefts.pair_no
    and sums.slot_no = lefts.slot_no
    and sums.one_of = lefts.one_of
    and lefts.side_no = 1
left join openings as rights
    on
    sums.report_no = rights.report_no
    and sums.pair_no = rights.pair_no
    and sums.slot_no = rights.slot_no
    and sums.one_of = rights.one_of
    and rights.side_no = 2
left join bases
    on
    sums.report_no = bases.report_no
    and sums.pair_no = bases.pair_no
    and sums.slot_no = bases.slot_no
    and sums.one_of = bases.one_of
