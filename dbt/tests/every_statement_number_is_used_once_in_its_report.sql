select
    report_key,
    statement_no,
    count(*) as n_rows
from {{ ref('fct_statement') }}
group by report_key, statement_no
having count(*) > 1
