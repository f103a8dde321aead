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

metrics as (
    select
        metric_code,
        unit
    from {{ ref('metrics') }}
),

figures as (
    select distinct
        figure_no,
        metric_code,
        figure_member
    from {{ ref('int_identity_terms') }}
),

measured as (
    select
        statements.*,
        case
            when statements.member = 'total' then '' else
                coalesce(statements.member, '')
        end
            as figure_member,
        -- money in the unit of its metric
        case
            when statements.unit = 'yuan' and metrics.unit = 'wan_yuan' then 0.0001
            when statements.unit = 'wan_yuan' and metrics.unit = 'yuan' then 10000
        end as factor,
        coalesce(statements.unit <> metrics.unit, false) as is_other_unit,
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
    left join metrics on statements.metric_code = metrics.metric_code
),

-- twelve digits before the point are enough for any figure of a report
scaled as (
    select
        *,
        try_cast(
            case when factor is null then value else value * factor end as decimal(
                18, 6
            )
        )
            as amount,
        case when factor is null then lower_bound else lower_bound * factor end
            as lower_amount,
        case when factor is null then upper_bound else upper_bound * factor end
            as upper_amount
    from measured
)

select
    reports.report_no,
    scaled.statement_no,
    scaled.span_start,
    figures.figure_no,
    scaled.metric_code,
    scaled.member,
    scaled.figure_member,
    scaled.source = 'table' as is_table,
    scaled.amount is not null as is_printed,
    scaled.value_semantic = 'ambiguous' as is_open,
    scaled.amount as value,
    -- an open bound stands far outside every figure
    cast(
        case
            when scaled.half_unit is not null then scaled.amount - scaled.half_unit
            when scaled.qualifier = 'exact' or scaled.amount is null then scaled.amount
            else
                coalesce(try_cast(scaled.lower_amount as decimal(18, 6)), -500000000000)
        end as decimal(18, 6)
    ) as lower_bound,
    cast(
        case
            when scaled.half_unit is not null then scaled.amount + scaled.half_unit
            when scaled.qualifier = 'exact' or scaled.amount is null then scaled.amount
            else coalesce(try_cast(scaled.upper_amount as decimal(18, 6)), 500000000000)
        end as decimal(18, 6)
    ) as upper_bound,
    scaled.qualifier,
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
left join figures
    on
    scaled.metric_code = figures.metric_code
    and scaled.figure_member = figures.figure_member
