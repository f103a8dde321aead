with

names as (
    select * from {{ ref('int_issuer_names') }}
),

departments as (
    select * from {{ ref('departments') }}
),

central_organs as (
    select * from {{ ref('central_organs') }}
),

issuers as (
    select
        issuer_key,
        arg_max(jurisdiction_key, report_year) as jurisdiction_key,
        arg_max(organ, report_year) as organ,
        arg_max(organ_kind, report_year || organ_kind) as organ_kind,
        arg_max(issuer, report_year || issuer) as name_zh,
        arg_max(department_zh, report_year || department_zh) as department_zh,
        arg_max(scope, report_year || scope) as scope,
        min(report_year) as first_report_year,
        max(report_year) as last_report_year,
        count(*) as n_reports
    from names
    group by issuer_key
),

-- 局, 厅, 委 and the like are the rank of a department, not its task
stemmed as (
    select
        *,
        regexp_replace(
            department_zh, '(?:委员会|办公室|管理局|分局|总局|局|厅|委|办|部|处)$', ''
        ) as stem,
        regexp_replace(department_zh, '(?:委员会|办公室|分局|总局|局|厅|委|办|部|处)$', '')
            as long_stem
    from issuers
),

tasks as (
    select
        stemmed.*,
        departments.department_code,
        departments.successor_stem,
        departments.reform_year
    from stemmed
    left join departments
        on
        stemmed.organ_kind = 'department'
        and departments.stem in (stemmed.stem, stemmed.long_stem)
    qualify
        row_number() over (
            partition by stemmed.issuer_key
            order by length(departments.stem) desc nulls last
        ) = 1
),

-- the successor is linked where a department of its task has reported at the place:
-- the next one, which may have been taken over in its turn
successors as (
    select
        tasks.issuer_key,
        arg_min(
            heirs.issuer_key,
            lpad(cast(coalesce(heirs.reform_year, 9999) as varchar), 4, '0')
            || heirs.issuer_key
        ) as successor_issuer_key
    from tasks
    inner join departments
        on tasks.successor_stem = departments.stem
    inner join tasks as heirs
        on
        tasks.jurisdiction_key = heirs.jurisdiction_key
        and departments.department_code = heirs.department_code
        and coalesce(heirs.reform_year, 9999) > tasks.reform_year
        and tasks.issuer_key <> heirs.issuer_key
        and tasks.first_report_year <= heirs.last_report_year
    group by tasks.issuer_key
)

select
    tasks.issuer_key,
    tasks.jurisdiction_key,
    tasks.organ,
    tasks.organ_kind,
    tasks.name_zh,
    tasks.department_zh,
    tasks.jurisdiction_key
    || '/' || coalesce(
        tasks.department_code,
        -- 市委办公室, 市委办 and 市委办公厅 are one, 防震减灾局 and 防震减灾管理局 as well
        case
            when tasks.organ_kind = 'department'
                then nullif(regexp_replace(tasks.stem, '管理$', ''), '')
        end,
        tasks.department_zh
    ) as department_key,
    tasks.department_code,
    coalesce(tasks.successor_stem, central_organs.successor) as successor_zh,
    cast(coalesce(tasks.reform_year, central_organs.reform_year) as integer)
        as reform_year,
    successors.successor_issuer_key,
    tasks.scope,
    cast(tasks.first_report_year as integer) as first_report_year,
    cast(tasks.last_report_year as integer) as last_report_year,
    cast(tasks.n_reports as integer) as n_reports
from tasks
left join successors on tasks.issuer_key = successors.issuer_key
left join central_organs
    on
    tasks.organ_kind = 'central'
    and (
        tasks.name_zh = central_organs.name
        or list_contains(
            string_split(central_organs.aliases, '|'), tasks.name_zh
        )
    )
