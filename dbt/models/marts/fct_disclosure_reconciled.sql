with

disclosures as (
    select * from {{ ref('fct_disclosure') }}
)

select * from disclosures
where status <> 'contradicted'
