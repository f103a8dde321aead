with

series_values as (
    select * from {{ ref('fct_series') }}
),

breaks as (
    select * from {{ ref('known_breaks') }}
    where kind = 'break'
)

select
    series_values.jurisdiction_key,
    series_values.report_year,
    series_values.series_code,
    series_values.change
from series_values
left join breaks
    on series_values.series_code = breaks.series_code
    and series_values.report_year = breaks.first_year
where
    series_values.change is not null
    and (
        breaks.series_code is not null
        or series_values.previous_year <> series_values.report_year - 1
    )
