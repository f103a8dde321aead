with

series_values as (
    select * from {{ ref('fct_series') }}
),

bridges as (
    select * from {{ ref('dim_series_bridge') }}
),

disclosures as (
    select * from {{ ref('fct_disclosure') }}
)

select
    series_values.jurisdiction_key,
    series_values.report_year,
    series_values.series_code,
    series_values.value,
    sum(bridges.sign * coalesce(disclosures.amount_yuan, disclosures.value))
        as sum_of_terms,
    count(disclosures.value) as n_terms
from series_values
inner join bridges
    on series_values.series_code = bridges.series_code
    and series_values.bridge_code = bridges.bridge_code
left join disclosures
    on bridges.metric_code = disclosures.metric_code
    and series_values.jurisdiction_key = disclosures.jurisdiction_key
    and series_values.report_year = disclosures.report_year
    and series_values.is_jurisdiction_wide = disclosures.is_jurisdiction_wide
group by
    series_values.jurisdiction_key,
    series_values.report_year,
    series_values.series_code,
    series_values.value
having
    count(disclosures.value) <> count(*)
    or sum(bridges.sign * coalesce(disclosures.amount_yuan, disclosures.value))
    <> series_values.value
