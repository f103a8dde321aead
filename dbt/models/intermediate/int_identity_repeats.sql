with

slots as (
    select * from {{ ref('int_identity_slots') }}
    where kind = 'repeat'
),

statements as (
    select statements.*
    from {{ ref('int_identity_statements') }} as statements
    inner join
        {{ ref('int_repeated_names') }} as repeated
        on
        statements.report_no = repeated.report_no
        and statements.figure_no = repeated.figure_no
    inner join
        {{ ref('metrics') }} as metrics
        on statements.metric_code = metrics.metric_code
    where
        statements.is_printed
        -- what is told as context may be of anything; an open cell repeats nothing
        and metrics.comparability not like 'context%'
        and statements.doubt < 2
),

-- cells stand once: a figure that is stated twice is stated in the text at least once
told as (
    select distinct
        report_no,
        metric_code,
        figure_member
    from statements
    where not is_table
),

-- the text against the table has identities of its own for these
covered as (
    select distinct
        told_terms.metric_code,
        told_terms.figure_member,
        slots.forms
    from {{ ref('int_identity_terms') }} as told_terms
    inner join {{ ref('int_identity_terms') }} as cell_terms
        on
        told_terms.slot_no = cell_terms.slot_no
        and told_terms.metric_code = cell_terms.metric_code
        and told_terms.figure_member = cell_terms.figure_member
    inner join
        {{ ref('int_identity_slots') }} as slots
        on told_terms.slot_no = slots.slot_no
    where
        slots.scope = 'text vs table'
        and told_terms.source = 'prose'
        and cell_terms.source = 'table'
),

reports as (
    select
        report_no,
        form_code
    from {{ ref('int_identity_reports') }}
),

stated as (
    select
        statements.*,
        reports.form_code,
        lag(statements.statement_no) over in_text_order as other_statement_no,
        lag(statements.span_start) over in_text_order as other_span_start,
        lag(statements.value) over in_text_order as other_value,
        lag(statements.lower_bound) over in_text_order as other_lower,
        lag(statements.upper_bound) over in_text_order as other_upper,
        lag(statements.is_table) over in_text_order as other_is_table,
        lag(statements.doubt) over in_text_order as other_doubt,
        lag(coalesce(statements.unit, '')) over in_text_order as other_unit,
        lag(statements.dissent) over in_text_order as other_dissent,
        row_number() over in_text_order as repeat_no
    from statements
    inner join told
        on
        statements.report_no = told.report_no
        and statements.metric_code = told.metric_code
        and statements.figure_member = told.figure_member
    inner join reports on statements.report_no = reports.report_no
    window in_text_order as (
        partition by
            statements.report_no, statements.metric_code, statements.figure_member
        order by statements.statement_no
    )
),

compared as (
    select
        stated.*,
        stated.lower_bound <= stated.other_upper
        and stated.upper_bound >= stated.other_lower as is_met,
        not stated.is_table and not stated.other_is_table as is_told_twice
    from stated
    left join covered
        on
        stated.metric_code = covered.metric_code
        and stated.figure_member = covered.figure_member
        and covered.forms like '%|' || stated.form_code || '|%'
        and stated.is_table <> stated.other_is_table
    where
        stated.repeat_no > 1
        and (coalesce(stated.unit, '') = stated.other_unit or not stated.is_other_unit)
        and covered.metric_code is null
),

differing as (
    select
        compared.report_no,
        compared.metric_code,
        compared.statement_no,
        compared.other_statement_no,
        reports.report_id
    from compared
    inner join
        {{ ref('int_identity_reports') }} as reports
        on compared.report_no = reports.report_no
    where not compared.is_met
),

-- of what each of two differing statements speaks: of a site's posts or of what it
-- disclosed, of the whole place or of the organ itself
scopes as (
    select
        told_twice.report_no,
        told_twice.statement_no,
        scopes.dimension,
        min_by(scopes.scope, scopes.position) as scope
    from (
        select
            report_no,
            report_id,
            metric_code,
            statement_no
        from differing
        union
        select
            report_no,
            report_id,
            metric_code,
            other_statement_no as statement_no
        from differing
    ) as told_twice
    inner join
        {{ ref('stg_statements') }} as statements
        on
        told_twice.report_id = statements.report_id
        and told_twice.statement_no = statements.statement_no
    inner join
        {{ ref('identity_scopes') }} as scopes
        on
        told_twice.metric_code like coalesce(scopes.metric_prefix, '') || '%'
        and (
            scopes.words is null
            or regexp_matches(statements.evidence, scopes.words)
        )
    group by told_twice.report_no, told_twice.statement_no, scopes.dimension
),

apart as (
    select distinct
        differing.report_no,
        differing.statement_no
    from differing
    inner join scopes
        on
        differing.report_no = scopes.report_no
        and differing.statement_no = scopes.statement_no
    inner join scopes as other_scopes
        on
        differing.report_no = other_scopes.report_no
        and differing.other_statement_no = other_scopes.statement_no
        and scopes.dimension = other_scopes.dimension
        and scopes.scope <> other_scopes.scope
)

select
    stated.report_no,
    slots.slot_no,
    stated.metric_code
    || case
        when stated.figure_member = '' then '' else '[' || stated.figure_member || ']'
    end
    || case when stated.repeat_no = 2 then '' else '#' || stated.repeat_no end
        as member,
    case when stated.is_met then 'holds' else 'fails' end as verdict,
    stated.metric_code,
    stated.figure_member,
    stated.other_value as lhs,
    stated.value as rhs,
    stated.other_statement_no as statement_no,
    stated.statement_no as other_statement_no,
    stated.doubt > 0 or stated.other_doubt > 0 as is_doubtful,
    stated.dissent = 0 and stated.other_dissent = 0 as is_agreed
from compared as stated
inner join slots on true
left join apart
    on
    stated.report_no = apart.report_no
    and stated.statement_no = apart.statement_no
where
    stated.is_met
    or (
        apart.report_no is null
        -- figures told in one breath are told apart, not again: 309 groups, 2950 items
        and not (
            stated.is_told_twice
            and coalesce(stated.span_start - stated.other_span_start, 1000) < 40
        )
    )
