with

candidates as (
    select * from {{ ref('int_disclosure_candidates') }}
),

contests as (
    select
        jurisdiction_key,
        report_year,
        metric_code,
        count(*) as n_candidates,
        coalesce(min(value) < max(value), false) as has_conflict
    from candidates
    group by jurisdiction_key, report_year, metric_code
    having count(*) > 1
)

-- scope first, then version, then a value before none, then the reconciled figure, then
-- a cell before prose, then the first copy
select
    candidates.jurisdiction_key,
    candidates.report_year,
    candidates.metric_code,
    candidates.report_key,
    candidates.member,
    contests.has_conflict,
    cast(contests.n_candidates as integer) as n_candidates,
    cast(
        row_number() over (
            partition by
                candidates.jurisdiction_key,
                candidates.report_year,
                candidates.metric_code
            order by
                case when candidates.is_jurisdiction_wide then 0 else 1 end asc,
                case candidates.scope
                    when 'consolidated' then 0
                    when 'unknown' then 1
                    else 2
                end asc,
                case when candidates.is_current then 0 else 1 end asc,
                case
                    when candidates.value is null and candidates.value_on is null then 1
                    else 0
                end asc,
                case candidates.status
                    when 'reconciled' then 0
                    when 'unchecked' then 1
                    else 2
                end asc,
                case when candidates.source = 'table' then 0 else 1 end asc,
                candidates.copy_no asc,
                candidates.report_key asc,
                candidates.member desc
        ) as integer
    ) as choice_no
from candidates
inner join contests
    on candidates.jurisdiction_key = contests.jurisdiction_key
    and candidates.report_year = contests.report_year
    and candidates.metric_code = contests.metric_code
