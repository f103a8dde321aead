with

identities as (
    select * from {{ ref('fct_identity') }}
)

-- what nobody knows yet: failures that are not surely the publisher's, and what no one
-- could try because a cell may be read in several ways
select
    report_key,
    identity_code,
    member,
    report_year,
    verdict,
    severity,
    coalesce(whose_error, 'reading') as whose_error,
    arithmetic,
    arithmetic_zh,
    remark,
    missing_operands,
    missing_operands_zh,
    evidence,
    locator,
    statement_no
from identities
where
    (verdict = 'fails' and whose_error <> 'publisher' and not is_waived)
    or (verdict = 'not_assessable' and is_doubtful)
