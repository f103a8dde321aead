with

statements as (
    select * from {{ ref('int_identity_statements') }}
),

figures as (
    select distinct
        figure_no,
        metric_code
    from {{ ref('int_identity_terms') }}
    where figure_member = '*'
),

repeated as (
    select * from {{ ref('int_repeated_names') }}
),

-- of several statements a printed one, an exact one, a sure one, then the first
stated as (
    select
        statements.report_no,
        statements.figure_no,
        statements.is_table,
        statements.is_printed,
        statements.is_open,
        statements.value,
        statements.lower_bound,
        statements.upper_bound,
        repeated.figure_no is not null as is_repeated,
        -- doubt, 4 when nothing bears out the one reading, 8 when words leave bounds
        -- open, 16 when the readings of the cell leave its value open
        statements.doubt
        + statements.dissent
        + case
            when
                statements.lower_bound <> statements.value
                or statements.upper_bound <> statements.value
                then 8
            else 0
        end
        + case when statements.is_open then 16 else 0 end as flags,
        statements.statement_no,
        statements.statement_no
        + case when statements.doubt > 0 then 1000000 else 0 end
        + case when statements.is_other_unit then 4000000 else 0 end
        + case when statements.is_open then 8000000 else 0 end
        + case when statements.is_exact then 0 else 2000000 end as choice
    from statements
    left join repeated
        on
        statements.report_no = repeated.report_no
        and statements.figure_no = repeated.figure_no
    where statements.is_term
),

-- an open list of at least two members is one figure, their sum
summed as (
    select
        lists.report_no,
        figures.figure_no,
        lists.is_table,
        true as is_printed,
        false as is_open,
        try_cast(sum(lists.value) as decimal(18, 6)) as value,
        -- open bounds of several members would reach further than a figure can
        cast(greatest(sum(lists.lower_bound), -999999999999) as decimal(18, 6))
            as lower_bound,
        cast(least(sum(lists.upper_bound), 999999999999) as decimal(18, 6))
            as upper_bound,
        max(lists.doubt) + max(lists.dissent)
        + case when sum(lists.lower_bound) <> sum(lists.upper_bound) then 8 else 0 end
            as flags,
        min(lists.statement_no) as statement_no,
        0 as choice
    from {{ ref('int_identity_lists') }} as lists
    inner join figures on lists.metric_code = figures.metric_code
    where lists.is_listed
    group by lists.report_no, figures.figure_no, lists.is_table
    having count(*) > 1
),

several as (
    select
        report_no,
        figure_no,
        is_table,
        is_printed,
        is_open,
        value,
        lower_bound,
        upper_bound,
        flags,
        statement_no,
        choice
    from stated
    where is_repeated
    union all
    select * from summed
)

-- nearly every figure is stated once and stands as it is
select
    report_no,
    figure_no,
    -- 2 printed, 1 blank, 0 not there, or open: a cell that may be read in several ways
    case
        when not is_table or is_open then 0
        when is_printed then 2
        else 1
    end as table_state,
    case
        when is_table or is_open then 0
        when is_printed then 2
        else 1
    end as prose_state,
    case when is_table and is_printed then value end as table_value,
    case when is_table and (is_printed or is_open) then lower_bound end as table_lower,
    case when is_table and (is_printed or is_open) then upper_bound end as table_upper,
    case when is_table then statement_no end as table_statement_no,
    case when not is_table and is_printed then value end as prose_value,
    case when not is_table and is_printed then lower_bound end as prose_lower,
    case when not is_table and is_printed then upper_bound end as prose_upper,
    case when not is_table then statement_no end as prose_statement_no,
    case when is_table then flags else 0 end as table_flags,
    case when is_table then 0 else flags end as prose_flags
from stated
where not is_repeated
union all
select
    report_no,
    figure_no,
    max(case
        when not is_table or is_open then 0
        when is_printed then 2
        else 1
    end)
        as table_state,
    max(case
        when is_table or is_open then 0
        when is_printed then 2
        else 1
    end)
        as prose_state,
    min_by(value, choice) filter (where is_table and is_printed) as table_value,
    min_by(lower_bound, choice) filter (where is_table and (is_printed or is_open))
        as table_lower,
    min_by(upper_bound, choice) filter (where is_table and (is_printed or is_open))
        as table_upper,
    min_by(statement_no, choice) filter (where is_table) as table_statement_no,
    min_by(value, choice) filter (where not is_table and is_printed) as prose_value,
    min_by(lower_bound, choice) filter (where not is_table and is_printed)
        as prose_lower,
    min_by(upper_bound, choice) filter (where not is_table and is_printed)
        as prose_upper,
    min_by(statement_no, choice) filter (where not is_table) as prose_statement_no,
    coalesce(min_by(flags, choice) filter (where is_table), 0) as table_flags,
    -- what the text says twice alike, it says
    coalesce(min_by(flags, choice) filter (where not is_table), 0)
    - case
        when
            count(*) filter (where not is_table and is_printed) > 1
            and min(value) filter (where not is_table)
            = max(value) filter (where not is_table)
            then coalesce(min_by(flags, choice) filter (where not is_table), 0) & 4
        else 0
    end as prose_flags
from several
group by report_no, figure_no
