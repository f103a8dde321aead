select
    report_key,
    statement_no,
    metric_code,
    value_semantic,
    value,
    readings
from {{ ref('fct_statement') }}
where
    (
        value_semantic = 'ambiguous'
        and (value is not null or len(readings) < 2 or confidence >= 0.7)
    )
    or (value_semantic = 'ambiguous') <> (decided_by = 'ambiguous')
