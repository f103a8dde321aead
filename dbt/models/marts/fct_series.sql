with

series_values as (
    select * from {{ ref('int_series_values') }}
),

series as (
    select * from {{ ref('dim_series') }}
),

breaks as (
    select * from {{ ref('known_breaks') }}
),

series_in_order as (
    select
        *,
        lag(report_year) over (
            partition by jurisdiction_key, series_code
            order by report_year
        ) as previous_year,
        lag(value) over (
            partition by jurisdiction_key, series_code
            order by report_year
        ) as previous_value,
        lag(is_jurisdiction_wide) over (
            partition by jurisdiction_key, series_code
            order by report_year
        ) as previous_is_wide
    from series_values
),

-- the gravest break that lies between a value and the one before it
crossed_breaks as (
    select
        series_in_order.jurisdiction_key,
        series_in_order.report_year,
        series_in_order.series_code,
        min(breaks.kind) as kind,
        min_by(breaks.reason, breaks.kind || breaks.first_year) as reason,
        min_by(breaks.reason_zh, breaks.kind || breaks.first_year) as reason_zh
    from series_in_order
    inner join breaks
        on series_in_order.series_code = breaks.series_code
        and series_in_order.previous_year < breaks.first_year
        and series_in_order.report_year >= breaks.first_year
    group by
        series_in_order.jurisdiction_key,
        series_in_order.report_year,
        series_in_order.series_code
),

comparisons as (
    select
        series_in_order.*,
        series.unit,
        series.measure_type,
        crossed_breaks.kind as break_kind,
        crossed_breaks.reason as break_reason,
        crossed_breaks.reason_zh as break_reason_zh,
        case
            when
                series_in_order.previous_year = series_in_order.report_year - 1
                and series_in_order.previous_is_wide
                = series_in_order.is_jurisdiction_wide
                and coalesce(crossed_breaks.kind, '') <> 'break'
                then series_in_order.previous_value
        end as year_before_value
    from series_in_order
    inner join series on series_in_order.series_code = series.series_code
    left join crossed_breaks
        on series_in_order.jurisdiction_key = crossed_breaks.jurisdiction_key
        and series_in_order.report_year = crossed_breaks.report_year
        and series_in_order.series_code = crossed_breaks.series_code
)

select
    jurisdiction_key,
    report_year,
    series_code,
    value,
    unit,
    measure_type,
    lower_bound,
    upper_bound,
    is_exact,
    status,
    bridge_code,
    comparability,
    cast(n_terms as integer) as n_terms,
    cast(n_reports as integer) as n_reports,
    report_key,
    form_code,
    is_jurisdiction_wide,
    is_unit_doubtful,
    previous_year,
    break_kind,
    break_reason,
    break_reason_zh,
    year_before_value,
    cast(value - year_before_value as decimal(28, 6)) as change,
    cast(
        round(100 * (value - year_before_value) / nullif(year_before_value, 0), 4)
        as decimal(18, 4)
    ) as change_pct
from comparisons
