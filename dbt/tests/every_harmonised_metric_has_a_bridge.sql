with

metrics as (
    select * from {{ ref('metrics') }}
    where
        harmonised_code like 'h.%'
        and dimension in ('none', 'applicant_type', 'review_stage')
),

bridges as (
    select * from {{ ref('dim_series_bridge') }}
)

select
    metrics.metric_code,
    metrics.harmonised_code
from metrics
left join bridges
    on metrics.metric_code = bridges.metric_code
    and metrics.harmonised_code = bridges.series_code
where bridges.metric_code is null
