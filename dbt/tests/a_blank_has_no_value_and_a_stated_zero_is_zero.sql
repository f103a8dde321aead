select
    report_key,
    statement_no,
    metric_code,
    value_semantic,
    value
from {{ ref('fct_statement') }}
where
    (value_semantic in ('blank', 'not_applicable') and value is not null)
    or (value_semantic = 'stated_zero' and coalesce(value, -1) <> 0)
    or (value_semantic = 'reported' and value is null and value_on is null)
