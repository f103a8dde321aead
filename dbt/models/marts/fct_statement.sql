with

statements as (
    select * from {{ ref('stg_statements') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
)

select
    reports.report_key,
    statements.statement_no,
    statements.metric_code,
    statements.member,
    statements.value,
    statements.value_on,
    statements.unit,
    statements.qualifier,
    statements.value_semantic,
    statements.value_text,
    statements.lower_bound,
    statements.upper_bound,
    statements.source,
    statements.place,
    statements.span_start,
    statements.span_end,
    statements.evidence,
    statements.locator,
    statements.page,
    statements.confidence,
    statements.decided_by,
    statements.readings,
    statements.agreement,
    statements.is_settled,
    statements.settlement
from statements
inner join reports on statements.report_id = reports.report_id
