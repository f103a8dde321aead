select
    report_key,
    statement_no,
    metric_code,
    value,
    lower_bound,
    upper_bound
from {{ ref('fct_statement') }}
where
    value < lower_bound
    or value > upper_bound
    or lower_bound > upper_bound
    or (
        qualifier = 'exact'
        and value_semantic <> 'ambiguous'
        and lower_bound is distinct from upper_bound
    )
