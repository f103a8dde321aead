with

sums as (
    select * from {{ ref('int_identity_sums') }}
),

bases as (
    select * from {{ ref('int_identity_bases') }}
),

sides as (
    select
        sums.report_no,
        sums.pair_no,
        sums.slot_no,
        sums.one_of,
        bases.n_bases,
        bases.operator,
        bases.tolerance,
        bases.tolerance_kind,
        bases.least_share,
        bases.has_base,
        sums.lhs + bases.lhs_constant as lhs,
        sums.lhs_lower + bases.lhs_constant as lhs_lower,
        sums.lhs_upper + bases.lhs_constant as lhs_upper,
        sums.rhs + bases.rhs_constant as rhs,
        sums.rhs_lower + bases.rhs_constant as rhs_lower,
        sums.rhs_upper + bases.rhs_constant as rhs_upper,
        sums.base,
        sums.printed_mask,
        sums.blank_mask,
        sums.doubt,
        sums.is_agreed,
        (bases.required_mask & ~sums.printed_mask)
        | (bases.stated_mask & ~(sums.printed_mask | sums.blank_mask)) as missing_mask,
        bases.left_out_mask & sums.blank_mask as left_out_mask,
        bases.left_out_mask | bases.optional_mask as open_mask,
        bases.raising_mask & ~sums.printed_mask as raising_mask,
        bases.lowering_mask & ~sums.printed_mask as lowering_mask,
        -- nothing is missing but the choice among the readings of cells, all listed
        sums.several_mask <> 0
        and not sums.is_unbounded
        and bases.has_base = 0
        and bases.optional_mask = 0
        and bases.tolerance_kind <> 'relative'
        and (bases.required_mask | bases.raising_mask | bases.lowering_mask)
        & ~(sums.printed_mask | sums.several_mask)
        = 0
        and bases.stated_mask
        & ~(sums.printed_mask | sums.blank_mask | sums.several_mask)
        = 0
        -- blanks alone are no sum, whatever stands against them
        and (
            bases.lhs_mask = 0
            or bases.lhs_mask & (sums.printed_mask | sums.several_mask) <> 0
        )
        and (
            bases.rhs_mask = 0
            or bases.rhs_mask & (sums.printed_mask | sums.several_mask) <> 0
        )
        and (
            bases.left_out_mask = 0
            or bases.left_out_mask & (sums.printed_mask | sums.several_mask) <> 0
        )
            as is_bounded,
        -- every side, every sum with blanks left out and every open choice has
        -- something printed
        (bases.lhs_mask = 0 or bases.lhs_mask & sums.printed_mask <> 0)
        and (bases.rhs_mask = 0 or bases.rhs_mask & sums.printed_mask <> 0)
        and (bases.left_out_mask = 0 or bases.left_out_mask & sums.printed_mask <> 0)
        and (
            bases.optional_mask = 0
            or bit_count(bases.optional_mask & sums.printed_mask) >= bases.min_parts
        ) as has_parts
    from sums
    inner join bases on sums.slot_no = bases.slot_no and sums.one_of = bases.one_of
),

-- a rate is compared without a division: left x base against right
gaps as (
    select
        *,
        missing_mask = 0 and has_parts
        and not (has_base = 1 and coalesce(base, 0) <= 0)
        and not (operator = '~' and (lhs = 0) <> (rhs = 0)) as is_assessable,
        case tolerance_kind
            when 'relative' then cast(tolerance * abs(rhs) as decimal(38, 6))
            when 'factor' then 0
            else tolerance
        end as slack,
        -- a list far below its whole is taken for a selection from it
        case
            when least_share is null or operator = '<=' then false
            else coalesce(
                try_cast(lhs_upper as decimal(20, 2))
                < least_share * try_cast(rhs_lower as decimal(20, 2)), false
            )
        end as is_selection,
        case
            when has_base = 1
                then
                    try_cast(lhs_lower - tolerance as decimal(16, 6))
                    * try_cast(base as decimal(20, 2))
                    - rhs_upper
            else lhs_lower - rhs_upper
        end as gap_lower,
        case
            when has_base = 1
                then
                    try_cast(lhs_upper + tolerance as decimal(16, 6))
                    * try_cast(base as decimal(20, 2))
                    - rhs_lower
            else lhs_upper - rhs_lower
        end as gap_upper
    from sides
),

compared as (
    select
        *,
        case
            -- a sum with an open cell has no value
            when lhs is null then null
            when operator = '='
                then
                    gap_lower <= case when has_base = 1 then 0 else slack end
                    and gap_upper >= case when has_base = 1 then 0 else -slack end
            when operator = '<=' then gap_lower <= slack
            when operator = '>=' then gap_upper >= -slack
            when operator = '~' then
                try_cast(greatest(lhs, rhs) as decimal(20, 2))
                <= tolerance * try_cast(least(lhs, rhs) as decimal(20, 2))
        end as is_met
    from gaps
),

-- what holds or fails however the cells are read
decided as (
    select
        *,
        case
            when not is_bounded then null
            when
                case operator
                    when '=' then gap_lower > slack or gap_upper < -slack
                    when '<=' then gap_lower > slack
                    when '>=' then gap_upper < -slack
                    else
                        lhs_lower > tolerance * rhs_upper
                        or rhs_lower > tolerance * lhs_upper
                end
                then 'fails'
            when
                case operator
                    when '<=' then gap_upper <= slack
                    when '>=' then gap_lower >= -slack
                    when '~'
                        then
                            lhs_lower > 0
                            and rhs_lower > 0
                            and lhs_upper <= tolerance * rhs_lower
                            and rhs_upper <= tolerance * lhs_lower
                    else false
                end
                then 'holds'
        end as verdict_of_all
    from compared
),

-- what is unknown decides nothing: it may only leave a difference open
judged as (
    select
        *,
        case
            when verdict_of_all is not null then verdict_of_all
            when not is_assessable or is_met is null then 'not_assessable'
            when is_met and operator = '<=' and raising_mask <> 0 then 'not_assessable'
            when is_met and operator = '>=' and lowering_mask <> 0 then 'not_assessable'
            when is_met then 'holds'
            -- a reading among several convicts nobody
            when doubt >= 2 or is_selection then 'not_assessable'
            when
                gap_lower > 0 and operator <> '>=' and lowering_mask <> 0
                then 'not_assessable'
            when
                gap_upper < 0 and operator <> '<=' and raising_mask <> 0
                then 'not_assessable'
            else 'fails'
        end as verdict
    from decided
),

-- of several bases the first that holds, else the first that can be tried
chosen as (
    select * from judged
    where n_bases = 1
    union all
    select * from judged
    where n_bases > 1
    qualify
        row_number() over (
            partition by report_no, pair_no, slot_no
            order by
                case verdict when 'holds' then 0 when 'fails' then 1 else 2 end,
                bit_count(missing_mask),
                one_of
        ) = 1
)

select
    report_no,
    pair_no,
    slot_no,
    one_of,
    verdict,
    -- of the readings the ones nearest to the other verdict are told
    case
        when verdict_of_all is null then lhs
        when gap_lower >= 0 then lhs_lower
        else lhs_upper
    end as lhs,
    case
        when verdict_of_all is not null and gap_lower >= 0 then rhs_upper
        when verdict_of_all is not null then rhs_lower
        when has_base = 1 then cast(rhs / nullif(base, 0) as decimal(38, 4))
        else rhs
    end as rhs,
    case
        when verdict <> 'not_assessable' then 0
        when has_parts or missing_mask <> 0
            then missing_mask | raising_mask | lowering_mask
        else missing_mask | raising_mask | lowering_mask | (open_mask & ~printed_mask)
    end as missing_mask,
    case when verdict = 'not_assessable' then 0 else left_out_mask end as left_out_mask,
    printed_mask,
    case
        when verdict_of_all is not null then 'every reading'
        when verdict <> 'not_assessable' or not has_parts or missing_mask <> 0 then null
        when is_assessable and doubt >= 2 then 'several readings'
        when is_assessable and is_selection then 'the rest of the list'
        when has_base = 1 and base <= 0 then 'the base is zero'
        when operator = '~' then 'one side is zero'
        when is_met is null then 'out of range'
    end as remark,
    doubt,
    is_agreed
from chosen
