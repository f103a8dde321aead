with

series_values as (
    select * from {{ ref('fct_series') }}
    where
        form_code in ('2019', '2021')
        and series_code in (
            'h.review.concluded', 'h.review.all', 'h.review.pending',
            'h.litigation.concluded', 'h.litigation.all', 'h.litigation.pending'
        )
),

kinds as (
    select
        jurisdiction_key,
        report_year,
        split_part(series_code, '.', 2) as kind,
        max(value) filter (where series_code like '%.concluded') as concluded,
        max(value) filter (where series_code like '%.all') as total,
        max(value) filter (where series_code like '%.pending') as pending
    from series_values
    where comparability <> 'partial' and bridge_code not in ('stated', 'three_results')
    group by jurisdiction_key, report_year, kind
)

select * from kinds
where concluded <> total - pending
