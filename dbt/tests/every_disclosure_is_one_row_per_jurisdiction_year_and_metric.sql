select
    jurisdiction_key,
    report_year,
    metric_code,
    count(*) as n_rows
from {{ ref('fct_disclosure') }}
group by jurisdiction_key, report_year, metric_code
having count(*) > 1
