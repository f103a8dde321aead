with

slots as (
    select * from {{ ref('int_identity_slots') }}
),

terms as (
    select
        *,
        -- what raises the left side against the right when it is more than nothing
        (side = 'lhs') = (coefficient > 0) as is_raising
    from {{ ref('int_identity_terms') }}
),

constants as (
    select
        identity_code,
        coalesce(variant, '') as variant,
        one_of,
        sum(case when side = 'lhs' then cast(constant as decimal(18, 6)) else 0 end)
            as lhs_constant,
        sum(case when side = 'rhs' then cast(constant as decimal(18, 6)) else 0 end)
            as rhs_constant
    from {{ ref('identity_terms') }}
    where metric_code is null
    group by all
),

masks as (
    select
        slot_no,
        one_of,
        max(crosses_years) as crosses_years,
        max(max(one_of)) over (partition by slot_no) as n_bases,
        max(case when side = 'base' then 1 else 0 end) as has_base,
        coalesce(bit_or(term_bit) filter (where side = 'lhs'), 0) as lhs_mask,
        coalesce(bit_or(term_bit) filter (where side = 'rhs'), 0) as rhs_mask,
        coalesce(bit_or(term_bit) filter (where null_rule = 'required'), 0)
            as required_mask,
        coalesce(
            bit_or(term_bit) filter (where null_rule in ('left_out', 'blank_unknown')),
            0
        ) as stated_mask,
        coalesce(bit_or(term_bit) filter (where null_rule = 'left_out'), 0)
            as left_out_mask,
        coalesce(bit_or(term_bit) filter (where null_rule = 'optional'), 0)
            as optional_mask,
        coalesce(
            bit_or(term_bit) filter (
                where null_rule in ('unknown', 'blank_unknown') and is_raising
            ), 0
        ) as raising_mask,
        coalesce(
            bit_or(term_bit) filter (
                where null_rule in ('unknown', 'blank_unknown') and not is_raising
            ), 0
        ) as lowering_mask
    from terms
    group by slot_no, one_of
)

select
    masks.*,
    slots.operator,
    slots.tolerance,
    slots.tolerance_kind,
    slots.min_parts,
    slots.least_share,
    coalesce(constants.lhs_constant, 0) as lhs_constant,
    coalesce(constants.rhs_constant, 0) as rhs_constant
from masks
inner join slots on masks.slot_no = slots.slot_no
left join constants
    on
    slots.identity_code = constants.identity_code
    and slots.variant = constants.variant
    and masks.one_of = constants.one_of
