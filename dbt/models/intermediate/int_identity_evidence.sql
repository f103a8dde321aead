with

reports as (
    select
        report_id,
        report_no
    from {{ ref('int_identity_reports') }}
),

named as (
    select
        words.report_no,
        words.statement_no
    from {{ ref('int_identity_words') }} as words
    union
    select
        results.report_no,
        results.statement_no
    from {{ ref('int_identity_results') }} as results
    where results.verdict = 'fails' and results.statement_no is not null
)

-- the words of the statements that failures name
select
    named.report_no,
    named.statement_no,
    statements.evidence,
    statements.locator
from {{ ref('stg_statements') }} as statements
inner join reports on statements.report_id = reports.report_id
inner join named
    on
    reports.report_no = named.report_no
    and statements.statement_no = named.statement_no
