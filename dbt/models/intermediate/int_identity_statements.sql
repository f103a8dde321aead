with

statements as (
    select * from {{ ref('stg_statements') }}
    where value_on is null
),

reports as (
    select
        report_id,
        report_no
    from {{ ref('int_identity_reports') }}
),

names as (
    select * from {{ ref('int_figure_names') }}
),

measured as (
    select
        statements.*,
        names.figure_no,
        names.is_term,
        names.figure_member,
        -- money in the unit of its metric
        case
            when statements.unit = 'yuan' and names.unit = 'wan_yuan' then 0.0001
            when statements.unit = 'wan_yuan' and names.unit = 'yuan' then 10000
        end as factor,
        coalesce(statements.unit <> names.unit, false) as is_other_unit,
        -- an exact percentage is as exact as it is printed: 6.1 is 6.05 to 6.15
        case
            when statements.unit = 'percent' and statements.qualifier = 'exact'
                then
                    case length(regexp_extract(statements.value_text, '[.]([0-9]+)', 1))
                        when 0 then 0.5
                        when 1 then 0.05
                        when 2 then 0.005
                        else 0.0005
                    end
        end as half_unit
    from statements
    inner join names
        on
        statements.metric_code = names.metric_code
        and statements.member is not distinct from names.member
),

-- twelve digits before the point are enough for any figure of a report
scaled as (
    select
        *,
        case
            when factor is null then try_cast(value as decimal(18, 6))
            else try_cast(value * factor as decimal(18, 6))
        end as amount,
        case
            when factor is null then try_cast(lower_bound as decimal(18, 6))
            else try_cast(lower_bound * factor as decimal(18, 6))
        end as lower_amount,
        case
            when factor is null then try_cast(upper_bound as decimal(18, 6))
            else try_cast(upper_bound * factor as decimal(18, 6))
        end as upper_amount
    from measured
)

select
    reports.report_no,
    scaled.statement_no,
    scaled.span_start,
    scaled.figure_no,
    scaled.is_term,
    scaled.metric_code,
    scaled.figure_member,
    scaled.source = 'table' as is_table,
    scaled.amount is not null as is_printed,
    scaled.value_semantic = 'ambiguous' as is_open,
    scaled.amount as value,
    -- an open bound stands far outside every figure
    case
        when scaled.half_unit is not null
            then cast(scaled.amount - scaled.half_unit as decimal(18, 6))
        -- of a cell that may be read in several ways the smallest and the largest
        when scaled.value_semantic = 'ambiguous' then scaled.lower_amount
        when scaled.qualifier = 'exact' or scaled.amount is null then scaled.amount
        else coalesce(scaled.lower_amount, cast(-500000000000 as decimal(18, 6)))
    end as lower_bound,
    case
        when scaled.half_unit is not null
            then cast(scaled.amount + scaled.half_unit as decimal(18, 6))
        when scaled.value_semantic = 'ambiguous' then scaled.upper_amount
        when scaled.qualifier = 'exact' or scaled.amount is null then scaled.amount
        else coalesce(scaled.upper_amount, cast(500000000000 as decimal(18, 6)))
    end as upper_bound,
    scaled.qualifier = 'exact' as is_exact,
    coalesce(scaled.half_unit, 0) as half_unit,
    scaled.unit,
    scaled.is_other_unit and scaled.factor is null as is_other_unit,
    -- 1: two readings disagree, or one is hardly sure of itself; 2: several readings
    -- stay possible
    case
        when scaled.agreement = 'disagree' and scaled.amount is not null then 1
        when coalesce(len(scaled.readings), 0) > 1 and not scaled.is_settled then 2
        when coalesce(scaled.confidence, 1) < 0.5 then 1
        else 0
    end as doubt,
    -- 0 where two readings agree, or one had nothing to decide: a cell printed apart
    -- from its neighbours
    case
        when scaled.agreement = 'agree' then 0
        when
            scaled.agreement = 'single'
            and scaled.source = 'table'
            and scaled.decided_by = 'printed'
            and coalesce(scaled.confidence, 0) >= 0.95
            then 0
        else 4
    end as dissent
from scaled
inner join reports on scaled.report_id = reports.report_id
