with

-- without the cells that may be read in several ways
sums as (
    select
        report_no,
        pair_no,
        slot_no,
        one_of,
        coalesce(sum(signed_value) filter (where side_no = 1), 0) as lhs,
        coalesce(sum(signed_value) filter (where side_no = 2), 0) as rhs,
        coalesce(bit_or(term_bit) filter (where state = 2), 0) as printed_mask,
        coalesce(bit_or(term_bit) filter (where state = 1), 0) as blank_mask,
        bit_or(case when state > 0 then flags else any_flags end) as flags
    from {{ ref('int_identity_operands') }}
    where state > 0 or any_flags >= 16
    group by report_no, pair_no, slot_no, one_of
),

-- what operands add to their sums below and above, whose words or readings leave
-- something open; a negative sign turns their bounds about
wide as (
    select
        *,
        state = 0 and flags >= 16 and upper_bound is not null as is_of_readings,
        coefficient
        * cast(
            case when coefficient > 0 then lower_bound else upper_bound end
            as decimal(28, 6)
        )
        - coalesce(signed_value, 0) as below,
        coefficient
        * cast(
            case when coefficient > 0 then upper_bound else lower_bound end
            as decimal(28, 6)
        )
        - coalesce(signed_value, 0) as above
    from {{ ref('int_identity_operands') }}
    where
        any_flags >= 8
        and state <> 1
        and (flags >= 8 or (state = 0 and any_flags >= 16))
),

openings as (
    select
        report_no,
        pair_no,
        slot_no,
        one_of,
        cast(sum(below) filter (where side_no = 1) as decimal(38, 6)) as lhs_below,
        cast(sum(above) filter (where side_no = 1) as decimal(38, 6)) as lhs_above,
        cast(sum(below) filter (where side_no = 2) as decimal(38, 6)) as rhs_below,
        cast(sum(above) filter (where side_no = 2) as decimal(38, 6)) as rhs_above,
        bit_or(term_bit) filter (where is_of_readings) as several_mask,
        bool_or(state = 0) as is_open,
        bool_or(state = 0 and not is_of_readings) as is_unbounded
    from wide
    group by report_no, pair_no, slot_no, one_of
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

-- a sum with an open cell has bounds and no value
select
    sums.report_no,
    sums.pair_no,
    sums.slot_no,
    sums.one_of,
    case when not coalesce(openings.is_open, false) then sums.lhs end as lhs,
    sums.lhs + coalesce(openings.lhs_below, 0) as lhs_lower,
    sums.lhs + coalesce(openings.lhs_above, 0) as lhs_upper,
    sums.rhs,
    sums.rhs + coalesce(openings.rhs_below, 0) as rhs_lower,
    sums.rhs + coalesce(openings.rhs_above, 0) as rhs_upper,
    bases.base,
    sums.printed_mask,
    sums.blank_mask,
    coalesce(openings.several_mask, 0) as several_mask,
    coalesce(openings.is_unbounded, false) as is_unbounded,
    sums.flags & 3 as doubt,
    case when sums.flags & 4 = 0 then 1 else 0 end as is_agreed
from sums
left join openings
    on
    sums.report_no = openings.report_no
    and sums.pair_no = openings.pair_no
    and sums.slot_no = openings.slot_no
    and sums.one_of = openings.one_of
left join bases
    on
    sums.report_no = bases.report_no
    and sums.pair_no = bases.pair_no
    and sums.slot_no = bases.slot_no
    and sums.one_of = bases.one_of
