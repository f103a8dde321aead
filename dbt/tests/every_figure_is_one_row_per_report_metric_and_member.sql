select
    report_key,
    metric_code,
    member,
    count(*) as n_rows
from {{ ref('fct_figure') }}
group by report_key, metric_code, member
having count(*) > 1
