with

statements as (
    select * from {{ source('staged', 'statements') }}
),

settlements as (
    select * from {{ ref('stg_settlements') }}
)

-- a settlement overlays the reading of a run-together cell, value and bounds together;
-- one without a value leaves the cell open, between closer bounds
select
    statements.report_id,
    cast(statements.statement_no as integer) as statement_no,
    statements.metric_code,
    statements.member,
    coalesce(settlements.value, cast(statements.value as decimal(28, 6))) as value,
    cast(statements.value_on as date) as value_on,
    nullif(statements.unit, '') as unit,
    statements.qualifier,
    case
        when settlements.value is null then statements.value_semantic
        else 'reported'
    end as value_semantic,
    statements.value_text,
    case
        when settlements.report_id is null
            then cast(statements.lower as decimal(28, 6))
        else settlements.lower_bound
    end as lower_bound,
    case
        when settlements.report_id is null
            then cast(statements.upper as decimal(28, 6))
        else settlements.upper_bound
    end as upper_bound,
    statements.source,
    nullif(statements.place, '') as place,
    cast(statements.span_start as bigint) as span_start,
    cast(statements.span_end as bigint) as span_end,
    statements.evidence,
    statements.locator,
    cast(statements.page as integer) as page,
    cast(statements.confidence as decimal(3, 2)) as confidence,
    coalesce(settlements.decided_by, statements.decided_by) as decided_by,
    statements.readings,
    statements.agreement,
    settlements.value is not null as is_settled,
    settlements.explanation as settlement
from statements
left join settlements
    on statements.report_id = settlements.report_id
    and statements.statement_no = settlements.statement_no
