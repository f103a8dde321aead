with

results as (
    select * from {{ ref('int_identity_results') }}
    where verdict <> 'fails'
),

failures as (
    select * from {{ ref('int_identity_failures') }}
),

crossing_slots as (
    select distinct slot_no
    from {{ ref('int_identity_terms') }}
    where crosses_years = 1
),

slots as (
    select
        slots.*,
        crossing_slots.slot_no is not null as is_crossing
    from {{ ref('int_identity_slots') }} as slots
    left join crossing_slots on slots.slot_no = crossing_slots.slot_no
),

last_years as (
    select
        report_no,
        other_report_no
    from {{ ref('int_identity_pairs') }}
    where pair_no = 0 and year_offset = -1
),

reports as (
    select
        reports.report_no,
        reports.report_key,
        reports.report_id,
        reports.report_year,
        compared.report_key as compared_report_key
    from {{ ref('int_identity_reports') }} as reports
    left join last_years on reports.report_no = last_years.report_no
    left join
        {{ ref('int_identity_reports') }} as compared
        on last_years.other_report_no = compared.report_no
),

gaps as (
    select * from {{ ref('int_identity_gaps') }}
),

restatements as (
    select * from {{ ref('int_identity_restatements') }}
),

-- failures come with their words; joined to all results those would fill the memory
told as (
    select
        report_no,
        slot_no,
        one_of,
        member,
        verdict,
        lhs,
        rhs,
        lhs_terms,
        rhs_terms,
        is_summed_left,
        remark,
        null as missing,
        left_out_mask as operand_mask,
        is_doubtful,
        is_agreed,
        statement_no,
        evidence,
        locator,
        waiver_reason,
        waived_by,
        waived_on
    from failures
    union all
    select
        report_no,
        slot_no,
        one_of,
        member,
        verdict,
        lhs,
        rhs,
        lhs_words as lhs_terms,
        rhs_words as rhs_terms,
        false as is_summed_left,
        remark,
        missing,
        missing_mask | left_out_mask as operand_mask,
        is_doubtful,
        is_agreed,
        statement_no,
        null as evidence,
        null as locator,
        null as waiver_reason,
        null as waived_by,
        null as waived_on
    from results
),

joined as (
    select
        told.*,
        reports.report_key,
        reports.report_id,
        reports.report_year,
        slots.identity_code,
        slots.operator,
        slots.severity,
        slots.tolerance,
        slots.kind,
        slots.is_vouching,
        case when slots.is_crossing then reports.compared_report_key end
            as compared_report_key,
        case
            when told.verdict = 'fails' or slots.kind = 'share'
                then
                    regexp_replace(
                        cast(cast(told.lhs as decimal(38, 6)) as varchar),
                        '[.]?0+$',
                        ''
                    )
        end as lhs_number,
        case
            when told.verdict = 'fails' or slots.kind = 'share'
                then
                    regexp_replace(
                        cast(cast(told.rhs as decimal(38, 6)) as varchar),
                        '[.]?0+$',
                        ''
                    )
        end as rhs_number,
        case
            when
                told.verdict = 'not_assessable'
                then coalesce(told.missing, gaps.operands)
        end
            as missing_operands,
        case
            when
                told.verdict = 'not_assessable'
                then coalesce(told.missing, gaps.operands_zh)
        end
            as missing_operands_zh,
        case
            when
                told.verdict <> 'not_assessable'
                then coalesce(gaps.n_operands, 0)
            else 0
        end as n_left_out,
        restatements.earlier_versions,
        case
            when told.verdict = 'fails' then restatements.holds_with_version
            when told.verdict = 'holds' then restatements.fails_with_version
        end as other_version
    from told
    inner join slots on told.slot_no = slots.slot_no
    inner join reports on told.report_no = reports.report_no
    left join gaps
        on
        told.slot_no = gaps.slot_no
        and told.one_of = gaps.one_of
        and told.operand_mask = gaps.operand_mask
    left join restatements
        on
        told.report_no = restatements.report_no
        and told.slot_no = restatements.slot_no
),

-- a side of several terms is told with its sum: 8 + 1 = 9
sided as (
    select
        *,
        case
            when kind in ('deadline', 'period') then lhs_terms
            when
                lhs_number is null or lhs_terms = lhs_number
                then coalesce(lhs_terms, lhs_number)
            else coalesce(lhs_terms || ' = ', '') || lhs_number
        end as lhs_words,
        case
            when kind in ('deadline', 'period') then rhs_terms
            when
                rhs_number is null or rhs_terms = rhs_number
                then coalesce(rhs_terms, rhs_number)
            else coalesce(rhs_terms || ' = ', '') || rhs_number
        end as rhs_words
    from joined
),

explained as (
    select
        *,
        case
            when verdict = 'not_assessable' then null
            when verdict = 'holds' then lhs_words || ' ' || operator || ' ' || rhs_words
            when kind in ('repeat', 'period') then lhs_words || ' ≠ ' || rhs_words
            when
                operator = '=' and is_summed_left
                then lhs_words || ', not ' || rhs_words
            when operator = '=' then rhs_words || ', not ' || lhs_words
            when operator = '<=' then lhs_words || ' > ' || rhs_words
            when operator = '>=' then lhs_words || ' < ' || rhs_words
            else
                lhs_words || ' : ' || rhs_words || ' > '
                || regexp_replace(cast(tolerance as varchar), '[.]?0+$', '')
        end as arithmetic
    from sided
)

select
    explained.report_key,
    explained.identity_code,
    explained.member,
    explained.report_id,
    cast(explained.report_year as integer) as report_year,
    explained.verdict,
    cast(explained.lhs as decimal(28, 6)) as lhs,
    explained.operator,
    cast(explained.rhs as decimal(28, 6)) as rhs,
    cast(
        cast(explained.lhs as decimal(28, 6))
        - cast(explained.rhs as decimal(28, 6)) as decimal(28, 6)
    ) as residual,
    explained.severity,
    explained.is_vouching,
    cast(explained.one_of as integer) as basis,
    explained.arithmetic,
    replace(explained.arithmetic, ', not ', '，而不是 ') as arithmetic_zh,
    explained.missing_operands,
    explained.missing_operands_zh,
    cast(explained.n_left_out as integer) as n_left_out,
    explained.remark,
    explained.compared_report_key,
    explained.earlier_versions,
    cast(explained.other_version as integer) as other_version,
    explained.is_doubtful,
    case
        when explained.verdict <> 'fails' then null
        when explained.is_doubtful then 'reading'
        when explained.is_agreed then 'publisher'
        else 'undecided'
    end as whose_error,
    explained.evidence,
    explained.locator,
    cast(explained.statement_no as integer) as statement_no,
    explained.waiver_reason is not null as is_waived,
    explained.waiver_reason,
    explained.waived_by,
    cast(explained.waived_on as date) as waived_on
from explained
