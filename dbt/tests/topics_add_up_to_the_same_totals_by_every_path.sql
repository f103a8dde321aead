-- requests received, by year, along five paths; each path may count a place only once
with

reporting as (
    select * from {{ ref('mart_reporting') }}
),

topics as (
    select
        report_year,
        sum(received) as total,
        count(received) as n_places
    from {{ ref('mart_applications') }}
    group by report_year
),

provinces as (
    select
        report_year,
        coalesce(province_key, jurisdiction_key) as province_key,
        sum(received) as total,
        count(received) as n_places
    from {{ ref('mart_applications') }}
    group by report_year, coalesce(province_key, jurisdiction_key)
),

provinces_summed as (
    select
        report_year,
        sum(total) as total,
        sum(n_places) as n_places
    from provinces
    group by report_year
),

series as (
    select
        report_year,
        sum(value) as total,
        count(value) as n_places
    from {{ ref('fct_series') }}
    where
        series_code = 'h.requests.received'
        and is_jurisdiction_wide
    group by report_year
),

disclosures as (
    select
        report_year,
        sum(value) as total,
        count(value) as n_places
    from {{ ref('fct_disclosure') }}
    where
        metric_code = 'applications.received.new'
        and is_jurisdiction_wide
        and value is not null
    group by report_year
),

-- figures of every report that speaks for a place, each place and year once
place_figures as (
    select
        figures.jurisdiction_key,
        figures.report_year,
        figures.report_key,
        figures.value
    from {{ ref('fct_figure') }} as figures
    inner join {{ ref('fct_disclosure') }} as chosen
        on figures.report_key = chosen.report_key
        and figures.metric_code = chosen.metric_code
        and figures.member = chosen.member
    where
        figures.metric_code = 'applications.received.new'
        and chosen.is_jurisdiction_wide
        and figures.value is not null
),

figures as (
    select
        place_figures.report_year,
        sum(place_figures.value) as total,
        count(*) as n_places
    from place_figures
    inner join reporting
        on place_figures.jurisdiction_key = reporting.jurisdiction_key
        and place_figures.report_year = reporting.report_year
    group by place_figures.report_year
),

paths as (
    select
        'topic mart' as total_path,
        *
    from topics
    union all
    select
        'topic mart by province' as total_path,
        *
    from provinces_summed
    union all
    select
        'series' as total_path,
        *
    from series
    union all
    select
        'disclosures' as total_path,
        *
    from disclosures
    union all
    select
        'figures' as total_path,
        *
    from figures
)

select
    report_year,
    min(total) as least,
    max(total) as most,
    count(*) as n_paths
from paths
where total is not null
group by report_year
having
    min(total) <> max(total)
    or min(n_places) <> max(n_places)
    or count(*) <> 5
