with

operands as (
    select * from {{ ref('int_operand_status') }}
),

figures as (
    select distinct
        figure_no,
        figure_block,
        figure_bit
    from {{ ref('int_figure_names') }}
),

list_figures as (
    select distinct
        metric_code,
        figure_block,
        figure_bit
    from {{ ref('int_identity_terms') }}
    where figure_member = '*'
),

-- the sum of a list speaks of its members
listed as (
    select
        lists.report_no,
        lists.figure_no,
        operands.contradicted_bits & list_figures.figure_bit <> 0 as is_contradicted
    from {{ ref('int_identity_lists') }} as lists
    inner join list_figures on lists.metric_code = list_figures.metric_code
    inner join operands
        on
        lists.report_no = operands.report_no
        and list_figures.figure_block = operands.figure_block
        and operands.checked_bits & list_figures.figure_bit <> 0
    where lists.is_listed
),

-- a repetition or a cell below nothing speaks of the statements that it names
named as (
    select
        statements.report_no,
        statements.figure_no,
        results.verdict = 'fails' as is_contradicted
    from {{ ref('int_identity_results') }} as results
    inner join {{ ref('int_identity_slots') }} as slots
        on results.slot_no = slots.slot_no
    inner join {{ ref('int_identity_statements') }} as statements
        on
        results.report_no = statements.report_no
        and statements.statement_no in (
            results.statement_no, results.other_statement_no
        )
    where
        statements.is_printed
        and slots.kind in ('repeat', 'floor')
        and slots.severity in ('error', 'warning')
        and results.statement_no is not null
        and (
            results.verdict = 'fails'
            or (results.verdict = 'holds' and slots.is_vouching)
        )
),

spoken_of as (
    select * from listed
    union all
    select * from named
),

bits as (
    select
        report_no,
        figure_block,
        checked_bits,
        contradicted_bits
    from operands
    union all
    select
        spoken_of.report_no,
        figures.figure_block,
        bit_or(figures.figure_bit) as checked_bits,
        coalesce(
            bit_or(figures.figure_bit) filter (where spoken_of.is_contradicted), 0
        ) as contradicted_bits
    from spoken_of
    inner join figures on spoken_of.figure_no = figures.figure_no
    group by spoken_of.report_no, figures.figure_block
)

-- a figure in no identity has no bit: nobody has checked it
select
    report_no,
    figure_block,
    bit_or(checked_bits) as checked_bits,
    bit_or(contradicted_bits) as contradicted_bits
from bits
group by report_no, figure_block
