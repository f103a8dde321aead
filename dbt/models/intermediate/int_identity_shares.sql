with

slots as (
    select * from {{ ref('int_identity_slots') }}
    where kind = 'share'
),

terms as (
    select
        identity_code,
        coalesce(variant, '') as variant,
        max(metric_code) filter (where side = 'lhs') as share_metric,
        max(metric_code) filter (where side = 'rhs') as part_metric
    from {{ ref('identity_terms') }}
    where identity_code in (select slots.identity_code from slots)
    group by identity_code, coalesce(variant, '')
),

-- reports that print a share at all
sharing as (
    select distinct members.report_no
    from {{ ref('int_list_members') }} as members
    inner join terms on members.metric_code = terms.share_metric
),

lists as (
    select
        *,
        -- the text before the table
        row_number() over (
            partition by report_no, metric_code, figure_member
            order by case when is_table then 1 else 0 end
        ) as source_no
    from {{ ref('int_identity_lists') }}
    where
        report_no in (select sharing.report_no from sharing)
        and metric_code in (
            select terms.share_metric from terms
            union
            select terms.part_metric from terms
        )
),

rules as (
    select max(least_share) as least_share
    from slots
),

parents as (
    select
        metrics.metric_code,
        metrics.parent_metric
    from {{ ref('metrics') }} as metrics
    inner join terms on metrics.metric_code = terms.part_metric
),

-- what the text and the table say of the whole itself
stated_wholes as (
    select
        statements.report_no,
        parents.metric_code,
        max(statements.value) as whole,
        min(statements.lower_bound) as whole_lower,
        max(statements.upper_bound) as whole_upper
    from {{ ref('int_identity_statements') }} as statements
    inner join parents on statements.metric_code = parents.parent_metric
    where
        statements.is_printed
        and statements.figure_member = ''
        and statements.doubt = 0
    group by statements.report_no, parents.metric_code
),

wholes as (
    select
        report_no,
        metric_code,
        is_table,
        sum(value) as base,
        sum(lower_bound) as base_lower,
        sum(upper_bound) as base_upper,
        count(*) as members
    from lists
    where is_listed
    group by report_no, metric_code, is_table
),

-- a list far below its whole is a selection: its shares are shares of the whole
measured as (
    select
        wholes.*,
        stated_wholes.whole,
        stated_wholes.whole_lower,
        stated_wholes.whole_upper,
        coalesce(
            try_cast(wholes.base_upper as decimal(20, 2))
            < rules.least_share * try_cast(stated_wholes.whole_lower as decimal(20, 2)),
            false
        ) as is_selection
    from wholes
    inner join rules on true
    left join stated_wholes
        on
        wholes.report_no = stated_wholes.report_no
        and wholes.metric_code = stated_wholes.metric_code
),

totals as (
    select
        report_no,
        metric_code,
        is_table,
        sum(upper_bound) as share_upper
    from lists
    group by report_no, metric_code, is_table
),

shares as (
    select
        printed.report_no,
        slots.slot_no,
        slots.member || '/' || printed.figure_member as member,
        printed.value as lhs,
        printed.lower_bound as lhs_lower,
        printed.upper_bound as lhs_upper,
        printed.half_unit,
        parts.value as part,
        parts.lower_bound as part_lower,
        parts.upper_bound as part_upper,
        case when wholes.is_selection then wholes.whole else wholes.base end as base,
        case
            when wholes.is_selection then wholes.whole_lower else wholes.base_lower
        end as base_lower,
        case
            when wholes.is_selection then wholes.whole_upper else wholes.base_upper
        end as base_upper,
        terms.part_metric || '[' || printed.figure_member || ']' as part_name,
        printed.statement_no,
        parts.statement_no as other_statement_no,
        printed.doubt > 0 or coalesce(parts.doubt, 0) > 0 as is_doubtful,
        printed.dissent = 0 and coalesce(parts.dissent, 0) = 0 as is_agreed,
        parts.value is not null
        and coalesce(wholes.members, 0) > 1
        and wholes.base > 0
        -- without a whole, shares of a selection are shares of nothing stated
        and (
            wholes.whole is not null
            or totals.share_upper >= 100 * slots.least_share
        ) as is_assessable
    from slots
    inner join terms
        on
        slots.identity_code = terms.identity_code
        and slots.variant = terms.variant
    inner join
        lists as printed
        on terms.share_metric = printed.metric_code and printed.source_no = 1
    left join lists as parts
        on
        printed.report_no = parts.report_no
        and terms.part_metric = parts.metric_code
        and printed.figure_member = parts.figure_member
        and parts.source_no = 1
    left join measured as wholes
        on
        parts.report_no = wholes.report_no
        and parts.metric_code = wholes.metric_code
        and parts.is_table = wholes.is_table
    left join totals
        on
        printed.report_no = totals.report_no
        and printed.metric_code = totals.metric_code
        and printed.is_table = totals.is_table
),

-- without a division: share x base against 100 x part
compared as (
    select
        *,
        try_cast(lhs_lower as decimal(12, 6)) * try_cast(base_lower as decimal(20, 2))
        <= 100 * part_upper
        and try_cast(lhs_upper as decimal(12, 6))
        * try_cast(base_upper as decimal(20, 2))
        >= 100 * part_lower
            as is_met,
        -- cut off instead of rounded: 6.1 for 6.17
        try_cast(lhs as decimal(12, 6)) * try_cast(base as decimal(20, 2)) <= 100 * part
        and try_cast(lhs + 2 * half_unit as decimal(12, 6))
        * try_cast(base as decimal(20, 2))
        > 100 * part
            as is_cut_off
    from shares
)

select
    report_no,
    slot_no,
    member,
    case
        when not is_assessable or is_met is null then 'not_assessable'
        when is_met then 'holds'
        else 'fails'
    end as verdict,
    lhs,
    case when is_assessable then cast(100 * part / base as decimal(28, 4)) end as rhs,
    case
        when is_assessable
            then
                '100 × ' || regexp_replace(cast(part as varchar), '[.]?0+$', '')
                || ' / ' || regexp_replace(cast(base as varchar), '[.]?0+$', '')
    end as rhs_words,
    case when is_cut_off and not is_met then 'cut_off' end as remark,
    case when part is null then part_name when not is_assessable then '*' end
        as missing,
    statement_no,
    other_statement_no,
    is_doubtful,
    is_agreed
from compared
