with

statements as (
    select
        *,
        length(regexp_extract(coalesce(value_text, ''), '[.]([0-9]+)', 1)) as printed_decimals
    from {{ ref('stg_statements') }}
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

-- an exact percentage is as exact as it is printed: 6.1 is 6.05 to 6.15
half_units as (
    select
        statements.*,
        -- money in the unit of its metric
        cast(
            case
                when statements.unit = 'yuan' and metrics.unit = 'wan_yuan' then 0.0001
                when statements.unit = 'wan_yuan' and metrics.unit = 'yuan' then 10000
                else 1
            end as decimal(9, 4)
        ) as factor,
        coalesce(statements.unit, metrics.unit) <> metrics.unit as is_other_unit,
        cast(
            case
                when statements.unit is distinct from 'percent' or statements.qualifier <> 'exact' then 0
                when printed_decimals = 0 then 0.5
                when printed_decimals = 1 then 0.05
                when printed_decimals = 2 then 0.005
                else 0.0005
            end as decimal(5, 4)
        ) as half_unit
    from statements
    left join metrics on statements.metric_code = metrics.metric_code
)

select
    reports.report_no,
    half_units.statement_no,
    half_units.metric_code,
    case when half_units.member = 'total' then '' else coalesce(half_units.member, '') end
        as figure_member,
    half_units.source = 'table' as is_table,
    half_units.value is not null as is_printed,
    cast(half_units.value * half_units.factor as decimal(28, 6)) as value,
    -- an open bound stands far outside every figure
    cast(
        case
            when half_units.value is null then null
            when half_units.half_unit > 0 then half_units.value - half_units.half_unit
            when half_units.qualifier = 'exact' then half_units.value * half_units.factor
            else coalesce(half_units.lower_bound * half_units.factor, -1000000000000000000)
        end as decimal(28, 6)
    ) as lower_bound,
    cast(
        case
            when half_units.value is null then null
            when half_units.half_unit > 0 then half_units.value + half_units.half_unit
            when half_units.qualifier = 'exact' then half_units.value * half_units.factor
            else coalesce(half_units.upper_bound * half_units.factor, 1000000000000000000)
        end as decimal(28, 6)
    ) as upper_bound,
    half_units.qualifier,
    half_units.value_semantic,
    half_units.half_unit,
    half_units.unit,
    coalesce(half_units.is_other_unit and half_units.factor = 1, false) as is_other_unit,
    coalesce(half_units.agreement, 'single') as agreement,
    -- 2: several readings stay possible; 1: two readings disagree, or one is hardly sure of itself
    case
        when coalesce(len(half_units.readings), 0) > 1 and not half_units.is_settled then 2
        when half_units.agreement = 'disagree' or coalesce(half_units.confidence, 1) < 0.5 then 1
        else 0
    end as doubt
from half_units
inner join reports on half_units.report_id = reports.report_id
