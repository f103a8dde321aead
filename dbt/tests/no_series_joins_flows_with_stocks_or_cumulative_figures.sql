with

bridges as (
    select * from {{ ref('dim_series_bridge') }}
    where sign = 1
),

metrics as (
    select * from {{ ref('dim_metric') }}
)

select
    bridges.series_code,
    min(metrics.measure_type) as one_type,
    max(metrics.measure_type) as other_type
from bridges
inner join metrics on bridges.metric_code = metrics.metric_code
group by bridges.series_code
having min(metrics.measure_type) <> max(metrics.measure_type)
