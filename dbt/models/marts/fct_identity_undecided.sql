with

identities as (
    select * from {{ ref('fct_identity') }}
),

reports as (
    select * from {{ ref('dim_report') }}
    where is_current
)

-- what nobody knows yet of the reports as they are now: failures that are not surely
-- the publisher's, and what no one could try because a cell may be read in several
-- ways
select
    identities.report_key,
    identities.identity_code,
    identities.member,
    identities.report_year,
    identities.verdict,
    identities.severity,
    coalesce(identities.whose_error, 'reading') as whose_error,
    identities.arithmetic,
    identities.arithmetic_zh,
    identities.remark,
    identities.missing_operands,
    identities.missing_operands_zh,
    identities.evidence,
    identities.locator,
    identities.statement_no
from identities
inner join reports on identities.report_key = reports.report_key
where
    (
        identities.verdict = 'fails'
        and identities.whose_error <> 'publisher'
        and not identities.is_waived
    )
    or (identities.verdict = 'not_assessable' and identities.is_doubtful)
