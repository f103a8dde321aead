with

candidates as (
    select * from {{ ref('int_disclosure_candidates') }}
),

candidate_counts as (
    select
        jurisdiction_key,
        report_year,
        metric_code,
        count(*) as n_candidates,
        min(value) < max(value) as has_conflict
    from candidates
    group by jurisdiction_key, report_year, metric_code
    having count(*) > 1
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
    cast(
        coalesce(candidate_counts.n_candidates, 1) - 1 as integer
    ) as n_alternatives,
    coalesce(candidate_counts.has_conflict, false) as has_conflict
from candidates
left join candidate_counts
    on candidates.jurisdiction_key = candidate_counts.jurisdiction_key
    and candidates.report_year = candidate_counts.report_year
    and candidates.metric_code = candidate_counts.metric_code
where candidates.choice_no = 1
