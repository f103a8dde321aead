with

-- an open cell adds nothing to a sum and leaves it without a value
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
        coalesce(bit_or(term_bit) filter (where state = 2), 0) as printed_mask,
        coalesce(bit_or(term_bit) filter (where state = 1), 0) as blank_mask,
        bit_or(case when state > 0 then flags else any_flags end) as flags
    from {{ ref('int_identity_operands') }}
    where state > 0 or any_flags >= 16
    group by report_no, pair_no, slot_no, one_of
),

-- what words leave open below and above; a negative sign turns it about
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
                when coefficient > 0 then value - lower_bound else value - upper_bound
            end
        )
            as below,
        sum(
            coefficient
            * case
                when coefficient > 0 then upper_bound - value else lower_bound - value
            end
        )
            as above
    from {{ ref('int_identity_operands') }}
    where any_flags >= 8 and flags >= 8 and state = 2
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
    sums.lhs - coalesce(lefts.below, 0) as lhs_lower,
    sums.lhs + coalesce(lefts.above, 0) as lhs_upper,
    sums.rhs,
    sums.rhs - coalesce(rights.below, 0) as rhs_lower,
    sums.rhs + coalesce(rights.above, 0) as rhs_upper,
    bases.base,
    sums.printed_mask,
    sums.blank_mask,
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
