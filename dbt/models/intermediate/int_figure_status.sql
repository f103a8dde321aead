with

judged as (
    select
        results.report_no,
        results.slot_no,
        results.one_of,
        results.member,
        results.statement_no,
        results.other_statement_no,
        slots.kind,
        slots.is_vouching,
        results.verdict = 'fails' as is_failing
    from {{ ref('int_identity_results') }} as results
    inner join {{ ref('int_identity_slots') }} as slots on results.slot_no = slots.slot_no
    where
        slots.severity in ('error', 'warning')
        and (results.verdict = 'fails' or (results.verdict = 'holds' and slots.is_vouching))
),

operands as (
    select
        operands.figure_report_no as report_no,
        operands.metric_code,
        operands.figure_member,
        operands.is_from_table,
        judged.is_failing
    from {{ ref('int_identity_operands') }} as operands
    inner join judged
        on
            operands.report_no = judged.report_no
            and operands.slot_no = judged.slot_no
            and operands.one_of = judged.one_of
    where operands.pair_no = 0 and operands.state = 2
),

listed as (
    select
        operands.report_no,
        lists.metric_code,
        lists.figure_member,
        operands.is_failing
    from operands
    inner join {{ ref('int_identity_lists') }} as lists
        on
            operands.report_no = lists.report_no
            and operands.metric_code = lists.metric_code
            and operands.is_from_table = lists.is_table
    where operands.figure_member = '*' and lists.is_listed
),

-- a repetition or a cell below nothing speaks of the statements it names
pointed as (
    select
        statements.report_no,
        statements.metric_code,
        statements.figure_member,
        judged.is_failing
    from judged
    inner join {{ ref('int_identity_statements') }} as statements
        on
            judged.report_no = statements.report_no
            and (
                judged.statement_no = statements.statement_no
                or judged.other_statement_no = statements.statement_no
            )
    where judged.kind in ('repeat', 'floor')
),

touched as (
    select
        report_no,
        metric_code,
        figure_member,
        is_failing
    from operands
    union all
    select * from listed
    union all
    select * from pointed
),

figures as (
    select
        report_no,
        metric_code,
        figure_member,
        max(case when is_failing then 1 else 0 end) as is_contradicted
    from touched
    group by report_no, metric_code, figure_member
),

reports as (
    select
        report_id,
        report_no
    from {{ ref('int_identity_reports') }}
),

printed as (
    select distinct
        statements.report_id,
        statements.metric_code,
        statements.member
    from {{ ref('stg_statements') }} as statements
    where statements.value is not null
)

-- a figure in no identity has no row: nobody has checked it
select
    printed.report_id,
    printed.metric_code,
    printed.member,
    case figures.is_contradicted when 1 then 'contradicted' else 'reconciled' end as status
from printed
inner join reports on printed.report_id = reports.report_id
inner join figures
    on
        reports.report_no = figures.report_no
        and printed.metric_code = figures.metric_code
        and case printed.member when 'total' then '' else printed.member end = figures.figure_member
