with

slots as (
    select * from {{ ref('int_identity_slots') }}
    where severity in ('error', 'warning')
),

terms as (
    select * from {{ ref('int_identity_terms') }}
),

last_years as (
    select
        report_no,
        other_report_no
    from {{ ref('int_identity_pairs') }}
    where pair_no = 0 and year_offset = -1
),

marks as (
    select
        case
            when terms.year_offset = 0 then results.report_no
            else last_years.other_report_no
        end as report_no,
        terms.figure_block,
        terms.figure_bit,
        results.verdict = 'fails' as is_failing
    from {{ ref('int_identity_results') }} as results
    inner join slots on results.slot_no = slots.slot_no
    inner join terms
        on
        results.slot_no = terms.slot_no
        and results.one_of = terms.one_of
        and results.printed_mask & terms.term_bit <> 0
    left join last_years
        on
        results.report_no = last_years.report_no
        and terms.year_offset = -1
    where
        results.verdict = 'fails'
        or (results.verdict = 'holds' and slots.is_vouching)
)

select
    report_no,
    figure_block,
    bit_or(figure_bit) as checked_bits,
    coalesce(bit_or(figure_bit) filter (where is_failing), 0) as contradicted_bits
from marks
group by report_no, figure_block
