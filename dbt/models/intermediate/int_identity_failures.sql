with

results as (
    select * from {{ ref('int_identity_results') }}
    where verdict = 'fails'
),

slots as (
    select * from {{ ref('int_identity_slots') }}
),

reports as (
    select * from {{ ref('int_identity_reports') }}
),

words as (
    select * from {{ ref('int_identity_words') }}
),

evidence as (
    select * from {{ ref('int_identity_evidence') }}
),

waivers as (
    select * from {{ ref('int_identity_waivers') }}
    where waiver_status = 'used'
),

worded as (
    select
        results.*,
        coalesce(words.lhs_words, results.lhs_words) as lhs_terms,
        coalesce(
            words.rhs_words || coalesce(' / ' || words.base_words, ''),
            results.rhs_words
        ) as rhs_terms,
        coalesce(words.n_lhs, 0) > coalesce(words.n_rhs, 0) as is_summed_left,
        coalesce(results.statement_no, words.statement_no) as first_statement_no
    from results
    left join words
        on
        results.report_no = words.report_no
        and results.slot_no = words.slot_no
)

-- what only a failure has to tell: its terms, the words they were read from, who
-- waived it
select
    worded.report_no,
    worded.slot_no,
    worded.one_of,
    worded.member,
    worded.verdict,
    worded.lhs,
    worded.rhs,
    worded.lhs_terms,
    worded.rhs_terms,
    worded.is_summed_left,
    worded.remark,
    worded.left_out_mask,
    worded.is_doubtful,
    worded.is_agreed,
    worded.first_statement_no as statement_no,
    evidence.evidence,
    evidence.locator,
    waivers.reason as waiver_reason,
    waivers.decided_by as waived_by,
    waivers.decided_on as waived_on
from worded
inner join slots on worded.slot_no = slots.slot_no
inner join reports on worded.report_no = reports.report_no
left join evidence
    on
    worded.report_no = evidence.report_no
    and worded.first_statement_no = evidence.statement_no
left join waivers
    on
    reports.sha256 = waivers.sha256
    and slots.identity_code = waivers.identity_code
    and worded.member = waivers.member
