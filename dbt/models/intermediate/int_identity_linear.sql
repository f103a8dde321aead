with

verdicts as (
    select * from {{ ref('int_identity_verdicts') }}
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

-- which slots a report owes, by its form and by the form that the law asks of its year
forms as (
    select distinct
        form_code,
        due_form_code
    from reports
),

owed_slots as (
    select
        forms.form_code,
        forms.due_form_code,
        slots.slot_no,
        slots.presence = 'form'
        and (
            slots.member_forms = ''
            or slots.member_forms in (forms.form_code, forms.due_form_code)
        )
            as is_owed,
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

candidates as (
    select
        reports.report_no,
        slots.slot_no,
        slots.identity_code,
        slots.presence,
        coalesce(owed_slots.is_owed, false) as is_owed,
        coalesce(owed_slots.is_first, false) as is_first,
        verdicts.verdict,
        verdicts.one_of,
        verdicts.lhs,
        verdicts.rhs,
        verdicts.lhs_lower,
        verdicts.lhs_upper,
        verdicts.rhs_lower,
        verdicts.rhs_upper,
        verdicts.base,
        verdicts.printed_mask,
        verdicts.missing_mask,
        verdicts.left_out_mask,
        verdicts.remark,
        verdicts.doubt,
        verdicts.is_agreed
    from reports
    inner join slots
        on
        reports.report_year between slots.first_year and slots.last_year
        and (slots.level_rule <> 'no_rule_power' or reports.has_no_rule_power)
    left join owed_slots
        on
        reports.form_code = owed_slots.form_code
        and reports.due_form_code = owed_slots.due_form_code
        and slots.slot_no = owed_slots.slot_no
    left join verdicts
        on
        reports.report_no = verdicts.report_no
        and slots.slot_no = verdicts.slot_no
        and verdicts.pair_no = 0
    where
        owed_slots.is_owed
        or owed_slots.is_first
        or (
            verdicts.verdict in ('holds', 'fails')
            and (slots.is_of_cells or owed_slots.slot_no is not null)
        )
),

-- an identity that lives on what a report happens to state has one row when nothing
-- is there
tried as (
    select distinct
        report_no,
        identity_code
    from candidates
    where verdict in ('holds', 'fails') and presence = 'stated'
)

select
    candidates.report_no,
    candidates.slot_no,
    coalesce(candidates.one_of, 1) as one_of,
    coalesce(candidates.verdict, 'not_assessable') as verdict,
    candidates.lhs,
    candidates.rhs,
    candidates.lhs_lower,
    candidates.lhs_upper,
    candidates.rhs_lower,
    candidates.rhs_upper,
    candidates.base,
    candidates.printed_mask,
    coalesce(
        candidates.missing_mask,
        first_bases.required_mask | first_bases.stated_mask | first_bases.optional_mask
    )
        as missing_mask,
    coalesce(candidates.left_out_mask, 0) as left_out_mask,
    candidates.remark,
    candidates.doubt,
    candidates.is_agreed
from candidates
inner join first_bases on candidates.slot_no = first_bases.slot_no
left join tried
    on
    candidates.report_no = tried.report_no
    and candidates.identity_code = tried.identity_code
where
    candidates.is_owed
    or candidates.verdict in ('holds', 'fails')
    or tried.report_no is null
