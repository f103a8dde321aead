with

candidates as (
    select * from {{ ref('int_disclosure_candidates') }}
),

alternatives as (
    select * from {{ ref('int_disclosure_choices') }}
    where choice_no > 1
)

select
    candidates.jurisdiction_key,
    candidates.report_year,
    candidates.metric_code,
    alternatives.choice_no,
    candidates.value,
    candidates.value_on,
    candidates.unit,
    candidates.amount_yuan,
    candidates.qualifier,
    candidates.value_semantic,
    candidates.lower_bound,
    candidates.upper_bound,
    candidates.status,
    candidates.scope,
    candidates.is_jurisdiction_wide,
    candidates.organ_kind,
    candidates.source,
    candidates.confidence,
    candidates.decided_by,
    candidates.report_key,
    candidates.member,
    candidates.statement_no
from candidates
inner join alternatives
    on candidates.jurisdiction_key = alternatives.jurisdiction_key
    and candidates.report_year = alternatives.report_year
    and candidates.metric_code = alternatives.metric_code
    and candidates.report_key = alternatives.report_key
    and candidates.member = alternatives.member
