with

settlements as (
    select * from {{ source('staged', 'settlements') }}
)

select
    report_id,
    cast(statement_no as integer) as statement_no,
    cast(value as decimal(28, 6)) as value,
    cast(lower as decimal(28, 6)) as lower_bound,
    cast(upper as decimal(28, 6)) as upper_bound,
    decided_by,
    nullif(explanation, '') as explanation
from settlements
