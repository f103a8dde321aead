with

verdicts as (
    select * from {{ ref('int_identity_verdicts') }}
    where pair_no = 0
),

slots as (
    select * from {{ ref('int_identity_slots') }}
    where kind = 'linear'
),

reports as (
    select * from {{ ref('int_identity_reports') }}
),

first_bases as (
    select * from {{ ref('int_identity_bases') }}
    where one_of = 1
),

-- by the form of a report and the form that the law asks of its year: the slots that
-- concern it, those it owes, and the first of each identity that lives on what happens
-- to be stated
forms as (
    select distinct
        form_code,
        due_form_code
    from reports
),

form_slots as (
    select
        forms.form_code,
        forms.due_form_code,
        slots.slot_no,
        slots.presence = 'form'
        and (
            slots.member_forms = ''
            or slots.member_forms in (forms.form_code, forms.due_form_code)
        ) as is_owed,
        slots.presence = 'stated'
        and row_number() over (
            partition by forms.form_code, forms.due_form_code, slots.identity_code
            order by slots.slot_no
        ) = 1 as is_first
    from forms
    inner join slots
        on
        slots.forms like '%|' || forms.form_code || '|%'
        or slots.forms like '%|' || forms.due_form_code || '|%'
),

-- what can be tried is tried; beyond its form, an identity of cells only
assessed as (
    select verdicts.*
    from verdicts
    inner join reports on verdicts.report_no = reports.report_no
    inner join slots
        on
        verdicts.slot_no = slots.slot_no
        and reports.report_year between slots.first_year and slots.last_year
        and (slots.level_rule <> 'no_rule_power' or reports.has_no_rule_power)
    left join form_slots
        on
        reports.form_code = form_slots.form_code
        and reports.due_form_code = form_slots.due_form_code
        and verdicts.slot_no = form_slots.slot_no
    where
        verdicts.verdict <> 'not_assessable'
        and (slots.is_of_cells or form_slots.slot_no is not null)
),

tried as (
    select distinct
        assessed.report_no,
        slots.identity_code
    from assessed
    inner join slots on assessed.slot_no = slots.slot_no
    where slots.presence = 'stated'
),

expected as (
    select
        reports.report_no,
        slots.slot_no,
        slots.identity_code,
        form_slots.is_owed
    from reports
    inner join form_slots
        on
        reports.form_code = form_slots.form_code
        and reports.due_form_code = form_slots.due_form_code
        and (form_slots.is_owed or form_slots.is_first)
    inner join slots
        on
        form_slots.slot_no = slots.slot_no
        and reports.report_year between slots.first_year and slots.last_year
        and (slots.level_rule <> 'no_rule_power' or reports.has_no_rule_power)
),

outcomes as (
    select
        report_no,
        slot_no,
        one_of,
        verdict,
        missing_mask,
        remark,
        doubt,
        is_agreed
    from verdicts
),

-- what is expected and cannot be tried says what it lacks
open as (
    select
        expected.report_no,
        expected.slot_no,
        coalesce(outcomes.one_of, 1) as one_of,
        coalesce(
            outcomes.missing_mask,
            first_bases.required_mask
            | first_bases.stated_mask
            | first_bases.optional_mask
        ) as missing_mask,
        outcomes.remark,
        coalesce(outcomes.doubt, 0) as doubt,
        coalesce(outcomes.is_agreed, 0) as is_agreed
    from expected
    inner join first_bases on expected.slot_no = first_bases.slot_no
    left join outcomes
        on
        expected.report_no = outcomes.report_no
        and expected.slot_no = outcomes.slot_no
    left join tried
        on
        expected.report_no = tried.report_no
        and expected.identity_code = tried.identity_code
    where
        coalesce(outcomes.verdict, 'not_assessable') = 'not_assessable'
        and (expected.is_owed or tried.report_no is null)
)

select
    report_no,
    slot_no,
    one_of,
    verdict,
    lhs,
    rhs,
    0 as missing_mask,
    left_out_mask,
    printed_mask,
    remark,
    doubt,
    is_agreed
from assessed
union all
select
    report_no,
    slot_no,
    one_of,
    'not_assessable' as verdict,
    null as lhs,
    null as rhs,
    missing_mask,
    0 as left_out_mask,
    0 as printed_mask,
    remark,
    doubt,
    is_agreed
from open
