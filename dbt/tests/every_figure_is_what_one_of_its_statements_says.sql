with

figures as (
    select * from {{ ref('fct_figure') }}
),

statements as (
    select * from {{ ref('fct_statement') }}
)

select
    figures.report_key,
    figures.metric_code,
    figures.member,
    figures.value,
    statements.value as stated_value
from figures
left join statements
    on figures.report_key = statements.report_key
    and figures.statement_no = statements.statement_no
where
    statements.report_key is null
    or figures.metric_code <> statements.metric_code
    or figures.member <> statements.member
    or figures.value is distinct from statements.value
    or figures.value_on is distinct from statements.value_on
    or figures.value_semantic <> statements.value_semantic
