with

candidates as (
    select * from {{ ref('int_disclosure_candidates') }}
    where choice_no > 1
)

select
    jurisdiction_key,
    report_year,
    metric_code,
    cast(choice_no as integer) as choice_no,
    value,
    value_on,
    unit,
    amount_yuan,
    qualifier,
    value_semantic,
    lower_bound,
    upper_bound,
    status,
    scope,
    is_jurisdiction_wide,
    organ_kind,
    source,
    confidence,
    decided_by,
    report_key,
    member,
    statement_no
from candidates
