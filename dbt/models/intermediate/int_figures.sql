with

statements as (
    select * from {{ ref('stg_statements') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

unprinted_units as (
    select * from {{ ref('unprinted_units') }}
),

admitted_statements as (
    select
        statements.*,
        reports.report_key,
        unprinted_units.metric_code is not null
        and statements.source = 'table'
        and statements.evidence not like '%元%' as is_unit_doubtful
    from statements
    inner join reports on statements.report_id = reports.report_id
    left join unprinted_units
        on statements.metric_code = unprinted_units.metric_code
        and reports.form_code = cast(unprinted_units.form_code as varchar)
),

-- a value before none, a cell before prose, exact before approximate, then the surer
-- one, then the first in the text
chosen_statements as (
    select
        *,
        count(*) over (partition by report_id, metric_code, member) as n_statements
    from admitted_statements
    qualify
        row_number() over (
            partition by report_id, metric_code, member
            order by
                case
                    when value is null and value_on is null then 1
                    else 0
                end,
                case source when 'table' then 0 when 'header' then 1 else 2 end,
                case qualifier when 'exact' then 0 else 1 end,
                confidence desc nulls last,
                statement_no asc
        ) = 1
)

select
    report_id,
    report_key,
    metric_code,
    member,
    statement_no,
    cast(n_statements as integer) as n_statements,
    value,
    value_on,
    unit,
    cast(
        case unit when 'wan_yuan' then value * 10000 when 'yuan' then value end
        as decimal(28, 6)
    ) as amount_yuan,
    is_unit_doubtful,
    qualifier,
    value_semantic,
    lower_bound,
    upper_bound,
    source,
    confidence,
    decided_by,
    agreement
from chosen_statements
