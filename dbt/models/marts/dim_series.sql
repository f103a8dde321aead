with

series as (
    select * from {{ ref('series') }}
)

select
    series_code,
    label_en,
    label_zh,
    unit,
    measure_type,
    nullif(topic, '') as topic,
    case measure_type
        when 'flow' then 'add over places and years'
        when 'stock' then 'add over places only'
        when 'cumulative' then 'add over places only'
        when 'context' then 'add over places only'
        else 'never add'
    end as aggregation
from series
