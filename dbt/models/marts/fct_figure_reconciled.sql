with

figures as (
    select * from {{ ref('fct_figure') }}
)

select * from figures
where status <> 'contradicted'
