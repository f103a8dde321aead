with

judged as (
    select
        results.report_no,
        results.slot_no,
        results.one_of,
        results.statement_no,
        results.other_statement_no,
        slots.kind,
        results.verdict = 'fails' as is_failing
    from {{ ref('int_identity_results') }} as results
    inner join
        {{ ref('int_identity_slots') }} as slots
        on results.slot_no = slots.slot_no
    where
        slots.severity in ('error', 'warning')
        and (
            results.verdict = 'fails'
            or (results.verdict = 'holds' and slots.is_vouching)
        )
),

operands as (
    select
        operands.figure_report_no as report_no,
        operands.figure_no,
        max(case when judged.is_failing then 1 else 0 end) as is_contradicted
    from {{ ref('int_identity_operands') }} as operands
    inner join judged
        on
        operands.report_no = judged.report_no
        and operands.slot_no = judged.slot_no
        and operands.one_of = judged.one_of
    where operands.pair_no = 0 and operands.state = 2
    group by operands.figure_report_no, operands.figure_no
),

list_figures as (
    select distinct
        figure_no,
        metric_code
    from {{ ref('int_identity_terms') }}
    where figure_member = '*'
),

-- the sum of a list speaks of its members; a repetition or a cell below nothing of the
-- statements that it names
named as (
    select
        lists.report_no,
        lists.metric_code,
        lists.figure_member,
        operands.is_contradicted
    from operands
    inner join list_figures on operands.figure_no = list_figures.figure_no
    inner join {{ ref('int_identity_lists') }} as lists
        on
        operands.report_no = lists.report_no
        and list_figures.metric_code = lists.metric_code
    where lists.is_listed
    union all
    select
        statements.report_no,
        statements.metric_code,
        statements.figure_member,
        case when judged.is_failing then 1 else 0 end as is_contradicted
    from judged
    inner join {{ ref('int_identity_statements') }} as statements
        on
        judged.report_no = statements.report_no
        and statements.statement_no in (judged.statement_no, judged.other_statement_no)
    where judged.kind in ('repeat', 'floor') and judged.statement_no is not null
),

named_figures as (
    select
        report_no,
        metric_code,
        figure_member,
        max(is_contradicted) as is_contradicted
    from named
    group by report_no, metric_code, figure_member
),

figures as (
    select
        statements.report_no,
        statements.metric_code,
        statements.member,
        max(
            greatest(
                coalesce(operands.is_contradicted, 0),
                coalesce(named_figures.is_contradicted, 0)
            )
        ) as is_contradicted
    from {{ ref('int_identity_statements') }} as statements
    left join operands
        on
        statements.report_no = operands.report_no
        and statements.figure_no = operands.figure_no
    left join named_figures
        on
        statements.report_no = named_figures.report_no
        and statements.metric_code = named_figures.metric_code
        and statements.figure_member = named_figures.figure_member
    where
        statements.is_printed
        and (operands.figure_no is not null or named_figures.metric_code is not null)
    group by statements.report_no, statements.metric_code, statements.member
)

-- a figure in no identity has no row: nobody has checked it
select
    figures.report_no,
    reports.report_id,
    figures.metric_code,
    figures.member,
    case figures.is_contradicted when 1 then 'contradicted' else 'reconciled' end
        as status
from figures
inner join
    {{ ref('int_identity_reports') }} as reports
    on figures.report_no = reports.report_no
