with

disclosures as (
    select * from {{ ref('fct_disclosure') }}
),

figures as (
    select * from {{ ref('fct_figure') }}
)

select
    disclosures.jurisdiction_key,
    disclosures.report_year,
    disclosures.metric_code,
    disclosures.value,
    figures.value as figure_value
from disclosures
left join figures
    on disclosures.report_key = figures.report_key
    and disclosures.metric_code = figures.metric_code
    and disclosures.member = figures.member
where
    figures.report_key is null
    or figures.jurisdiction_key is distinct from disclosures.jurisdiction_key
    or figures.report_year <> disclosures.report_year
    or figures.value is distinct from disclosures.value
    or figures.status <> disclosures.status
