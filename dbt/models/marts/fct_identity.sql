with

results as (
    select * from {{ ref('int_identity_results') }}
),

slots as (
    select * from {{ ref('int_identity_slots') }}
),

identities as (
    select * from {{ ref('identities') }}
),

reports as (
    select * from {{ ref('int_identity_reports') }}
),

words as (
    select * from {{ ref('int_identity_words') }}
),

gaps as (
    select * from {{ ref('int_identity_gaps') }}
),

restatements as (
    select * from {{ ref('int_identity_restatements') }}
),

waivers as (
    select * from {{ ref('int_identity_waivers') }}
    where waiver_status = 'used'
),

pairs as (
    select
        pairs.report_no,
        reports.report_key as compared_report_key
    from {{ ref('int_identity_pairs') }} as pairs
    inner join reports on pairs.other_report_no = reports.report_no
    where pairs.pair_no = 0 and pairs.year_offset = -1
),

crossing_slots as (
    select distinct slot_no
    from {{ ref('int_identity_terms') }}
    where crosses_years = 1
),

evidence as (
    select * from {{ ref('int_identity_evidence') }}
),

joined as (
    select
        results.report_no,
        reports.report_key,
        reports.report_id,
        reports.report_year,
        slots.identity_code,
        results.member,
        results.verdict,
        results.lhs,
        slots.operator,
        results.rhs,
        slots.severity,
        slots.tolerance,
        slots.kind,
        slots.is_vouching,
        results.one_of as basis,
        results.remark,
        case when crossing_slots.slot_no is not null then pairs.compared_report_key end
            as compared_report_key,
        coalesce(words.n_lhs, 0) as n_lhs,
        coalesce(words.n_rhs, 0) as n_rhs,
        words.base_words,
        coalesce(words.lhs_words, results.lhs_words) as lhs_terms,
        coalesce(
            words.rhs_words || coalesce(' / ' || words.base_words, ''),
            results.rhs_words
        ) as rhs_terms,
        case
            when results.verdict = 'fails' or slots.kind = 'share'
                then
                    regexp_replace(
                        cast(cast(results.lhs as decimal(38, 6)) as varchar),
                        '[.]?0+$',
                        ''
                    )
        end as lhs_number,
        case
            when results.verdict = 'fails' or slots.kind = 'share'
                then
                    regexp_replace(
                        cast(cast(results.rhs as decimal(38, 6)) as varchar),
                        '[.]?0+$',
                        ''
                    )
        end as rhs_number,
        case
            when
                results.verdict = 'not_assessable'
                then coalesce(results.missing, gaps.operands)
        end
            as missing_operands,
        case
            when
                results.verdict = 'not_assessable'
                then coalesce(results.missing, gaps.operands_zh)
        end
            as missing_operands_zh,
        case
            when
                results.verdict <> 'not_assessable'
                then coalesce(gaps.n_operands, 0)
            else 0
        end as n_left_out,
        coalesce(results.statement_no, words.statement_no) as statement_no,
        results.is_doubtful,
        results.is_agreed,
        restatements.earlier_versions,
        case
            when results.verdict = 'fails' then restatements.holds_with_version
            when results.verdict = 'holds' then restatements.fails_with_version
        end as other_version,
        waivers.reason as waiver_reason,
        waivers.decided_by as waived_by,
        waivers.decided_on as waived_on
    from results
    inner join slots on results.slot_no = slots.slot_no
    inner join reports on results.report_no = reports.report_no
    left join words
        on
        results.report_no = words.report_no
        and results.slot_no = words.slot_no
    left join gaps
        on
        results.slot_no = gaps.slot_no
        and results.one_of = gaps.one_of
        and results.missing_mask | results.left_out_mask = gaps.operand_mask
    left join restatements
        on
        results.report_no = restatements.report_no
        and results.slot_no = restatements.slot_no
    left join pairs on results.report_no = pairs.report_no
    left join crossing_slots on results.slot_no = crossing_slots.slot_no
    left join waivers
        on
        reports.sha256 = waivers.sha256
        and slots.identity_code = waivers.identity_code
        and results.member = waivers.member
        and results.verdict = 'fails'
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
                operator = '=' and n_lhs > n_rhs
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
    cast(explained.basis as integer) as basis,
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
    evidence.evidence,
    evidence.locator,
    cast(explained.statement_no as integer) as statement_no,
    explained.waiver_reason is not null as is_waived,
    explained.waiver_reason,
    explained.waived_by,
    cast(explained.waived_on as date) as waived_on
from explained
left join evidence
    on
    explained.verdict = 'fails'
    and explained.report_no = evidence.report_no
    and explained.statement_no = evidence.statement_no
