with

slots as (
    select
        slots.*,
        replace(terms.metric_code, '{m}', slots.slot_member) as metric_code
    from {{ ref('int_identity_slots') }} as slots
    inner join {{ ref('identity_terms') }} as terms
        on
        slots.identity_code = terms.identity_code
        and terms.side = 'lhs'
    where slots.kind = 'level'
),

reports as (
    select * from {{ ref('int_identity_reports') }}
    where is_current and copy_no = 1 and jurisdiction_key is not null
),

-- one consolidated report stands for its place
wholes as (
    select *
    from reports
    where is_jurisdiction_wide
    qualify
        row_number() over (
            partition by jurisdiction_key, report_year
            order by case organ when 'government' then 0 else 1 end, organ
        ) = 1
),

kin as (
    select
        parents.report_no,
        children.report_no as kin_report_no,
        'child' as relation,
        parents.level
    from wholes as parents
    inner join wholes as children
        on
        parents.jurisdiction_key = children.parent_key
        and parents.report_year = children.report_year
    union all
    select
        wholes.report_no,
        parts.report_no as kin_report_no,
        'organ' as relation,
        wholes.level
    from wholes
    inner join reports as parts
        on
        wholes.jurisdiction_key = parts.jurisdiction_key
        and wholes.report_year = parts.report_year
    where not parts.is_jurisdiction_wide
),

figures as (
    select
        statements.report_no,
        statements.metric_code,
        min(statements.value) as value,
        min(statements.lower_bound) as lower_bound,
        max(statements.upper_bound) as upper_bound,
        max(statements.doubt) as doubt
    from {{ ref('int_identity_statements') }} as statements
    where
        statements.is_table
        and statements.is_printed
        and statements.figure_member = ''
        and statements.report_no in (
            select kin.report_no from kin
            union
            select kin.kin_report_no from kin
        )
    group by statements.report_no, statements.metric_code
),

compared as (
    select
        kin.report_no,
        kin.kin_report_no,
        kin.relation,
        kin.level,
        figures.metric_code,
        figures.value as whole,
        figures.upper_bound as whole_upper,
        figures.lower_bound as whole_lower,
        parts.value as part,
        parts.lower_bound as part_lower,
        parts.upper_bound as part_upper,
        greatest(figures.doubt, parts.doubt) as doubt
    from kin
    inner join figures on kin.report_no = figures.report_no
    inner join figures as parts
        on
        kin.kin_report_no = parts.report_no
        and figures.metric_code = parts.metric_code
),

-- the whole against the sum of what was found below it
summed as (
    select
        report_no,
        metric_code,
        level,
        whole,
        whole_lower,
        whole_upper,
        sum(part) filter (where relation = 'child') as children,
        sum(part_lower) filter (where relation = 'child') as children_lower,
        count(*) filter (where relation = 'child') as n_children,
        sum(part) as parts,
        sum(part_lower) as parts_lower,
        sum(part_upper) as parts_upper,
        count(*) as n_parts,
        max(doubt) as doubt
    from compared
    group by report_no, metric_code, level, whole, whole_lower, whole_upper
)

select
    summed.report_no,
    slots.slot_no,
    slots.member,
    case
        when summed.whole_upper >= summed.children_lower then 'holds' else 'fails'
    end as verdict,
    summed.whole as lhs,
    summed.children as rhs,
    summed.n_children as n_found,
    summed.doubt
from summed
inner join slots on summed.metric_code = slots.metric_code
where
    summed.n_children > 0
    and (
        slots.level_rule = 'children_sum'
        or (slots.level_rule = 'province_children_sum' and summed.level = 'province')
    )
union all
-- nobody knows whether all were found: what is missing is unknown, never negative
select
    summed.report_no,
    slots.slot_no,
    slots.member,
    case
        when summed.whole_upper < summed.parts_lower then 'fails'
        when summed.whole_lower <= summed.parts_upper then 'holds'
        else 'not_assessable'
    end as verdict,
    summed.whole as lhs,
    summed.parts as rhs,
    summed.n_parts as n_found,
    summed.doubt
from summed
inner join slots on summed.metric_code = slots.metric_code
where slots.level_rule = 'own_and_children' and summed.n_children > 0
union all
select
    compared.kin_report_no as report_no,
    slots.slot_no,
    slots.member,
    case
        when compared.part_lower <= compared.whole_upper then 'holds' else 'fails'
    end as verdict,
    compared.part as lhs,
    compared.whole as rhs,
    1 as n_found,
    compared.doubt
from compared
inner join slots on compared.metric_code = slots.metric_code
where
    (slots.level_rule = 'each_child' and compared.relation = 'child')
    or (slots.level_rule = 'own_part' and compared.relation = 'organ')
