with

-- each operand with its sign; an open bound stays far outside
contributions as (
    select
        report_no,
        pair_no,
        slot_no,
        one_of,
        term_bit,
        side,
        state,
        doubt,
        is_agreed,
        coefficient * value as value,
        case when coefficient > 0 then coefficient * lower_bound else coefficient * upper_bound end
            as lower_bound,
        case when coefficient > 0 then coefficient * upper_bound else coefficient * lower_bound end
            as upper_bound
    from {{ ref('int_identity_operands') }}
    where state > 0
)

select
    report_no,
    pair_no,
    slot_no,
    one_of,
    coalesce(sum(value) filter (where side = 'lhs'), 0) as lhs,
    coalesce(sum(lower_bound) filter (where side = 'lhs'), 0) as lhs_lower,
    coalesce(sum(upper_bound) filter (where side = 'lhs'), 0) as lhs_upper,
    coalesce(sum(value) filter (where side = 'rhs'), 0) as rhs,
    coalesce(sum(lower_bound) filter (where side = 'rhs'), 0) as rhs_lower,
    coalesce(sum(upper_bound) filter (where side = 'rhs'), 0) as rhs_upper,
    sum(value) filter (where side = 'base') as base,
    coalesce(bit_or(term_bit) filter (where state = 2), 0) as printed_mask,
    coalesce(bit_or(term_bit) filter (where state = 1), 0) as blank_mask,
    max(doubt) as doubt,
    min(is_agreed) as is_agreed
from contributions
group by report_no, pair_no, slot_no, one_of
