with

figures as (
    select * from {{ ref('fct_figure') }}
),

metrics as (
    select * from {{ ref('dim_metric') }}
)

select
    figures.report_key,
    figures.metric_code,
    figures.value,
    figures.unit,
    figures.amount_yuan
from figures
inner join metrics on figures.metric_code = metrics.metric_code
where
    figures.amount_yuan is distinct from case figures.unit
        when 'yuan' then figures.value
        when 'wan_yuan' then figures.value * 10000
    end
    or (metrics.is_money and coalesce(figures.unit, '') not in ('yuan', 'wan_yuan'))
