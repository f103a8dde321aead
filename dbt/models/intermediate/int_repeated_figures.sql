with

statements as (
    select * from {{ ref('stg_statements') }}
),

reports as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

repeats as (
    select
        report_id,
        metric_code,
        member,
        count(*) as n_statements
    from statements
    group by report_id, metric_code, member
    having count(*) > 1
),

repeated_statements as (
    select
        statements.*,
        repeats.n_statements
    from statements
    inner join reports on statements.report_id = reports.report_id
    inner join repeats
        on statements.report_id = repeats.report_id
        and statements.metric_code = repeats.metric_code
        and statements.member = repeats.member
)

-- a value before none, a cell before prose, exact before approximate, then the surer
-- one, then the first in the text
select
    report_id,
    metric_code,
    member,
    statement_no,
    cast(n_statements as integer) as n_statements
from repeated_statements
qualify
    row_number() over (
        partition by report_id, metric_code, member
        order by
            case when value is null and value_on is null then 1 else 0 end asc,
            case source when 'table' then 0 when 'header' then 1 else 2 end asc,
            case qualifier when 'exact' then 0 else 1 end asc,
            confidence desc nulls last,
            statement_no asc
    ) = 1
