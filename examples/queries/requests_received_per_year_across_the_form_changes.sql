-- How many requests did counties receive each year, and where does the form change?
-- 各年度县级新收申请数，及格式变更年份
select
    years.report_year,
    years.statutory_form_code,
    years.is_form_break,
    count(series.value) as n_counties,
    sum(series.value) as requests_received,
    count(*) filter (where series.status = 'contradicted') as n_contradicted
from marts.dim_year as years
inner join marts.fct_series as series on years.report_year = series.report_year
inner join marts.dim_jurisdiction as places
    on series.jurisdiction_key = places.jurisdiction_key
where
    series.series_code = 'h.requests.received'
    and series.is_jurisdiction_wide
    and places.level = 'county'
group by years.report_year, years.statutory_form_code, years.is_form_break
order by years.report_year
