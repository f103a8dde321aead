with

candidates as (
    select * from {{ ref('int_disclosure_candidates') }}
),

choices as (
    select * from {{ ref('int_disclosure_choices') }}
)

select
    candidates.jurisdiction_key,
    candidates.report_year,
    candidates.metric_code,
    candidates.value,
    candidates.value_on,
    candidates.unit,
    candidates.amount_yuan,
    candidates.is_unit_doubtful,
    candidates.qualifier,
    candidates.value_semantic,
    candidates.lower_bound,
    candidates.upper_bound,
    candidates.status,
    candidates.scope,
    candidates.is_jurisdiction_wide,
    candidates.organ_kind,
    candidates.form_code,
    candidates.source,
    candidates.confidence,
    candidates.decided_by,
    candidates.report_key,
    candidates.member,
    candidates.statement_no,
    coalesce(choices.n_candidates, 1) - 1 as n_alternatives,
    coalesce(choices.has_conflict, false) as has_conflict
from candidates
left join choices
    on candidates.jurisdiction_key = choices.jurisdiction_key
    and candidates.report_year = choices.report_year
    and candidates.metric_code = choices.metric_code
    and candidates.report_key = choices.report_key
    and candidates.member = choices.member
where coalesce(choices.choice_no, 1) = 1
