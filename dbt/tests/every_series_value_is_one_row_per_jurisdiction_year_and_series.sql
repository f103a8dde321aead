select
    jurisdiction_key,
    report_year,
    series_code,
    count(*) as n_rows
from {{ ref('fct_series') }}
group by jurisdiction_key, report_year, series_code
having count(*) > 1
