with

metrics as (
    select * from {{ ref('metrics') }}
),

series as (
    select * from {{ ref('series') }}
)

select
    metrics.metric_code,
    metrics.label_en,
    metrics.label_zh,
    metrics.unit,
    metrics.value_type,
    metrics.dimension,
    metrics.measure_type,
    case metrics.measure_type
        when 'flow' then 'add over places and years'
        when 'stock' then 'add over places only'
        when 'cumulative' then 'add over places only'
        else 'never add'
    end as aggregation,
    metrics.unit in ('yuan', 'wan_yuan') as is_money,
    metrics.forms,
    nullif(metrics.parent_metric, '') as parent_metric_code,
    nullif(metrics.position, '') as form_position,
    series.series_code,
    nullif(metrics.comparability, '') as comparability
from metrics
left join series on metrics.harmonised_code = series.series_code
