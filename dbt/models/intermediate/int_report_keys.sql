with

reports as (
    select * from {{ ref('stg_reports') }}
),

errors as (
    select * from {{ ref('stg_problems') }}
    where severity = 'error'
),

-- an error of the report itself, or of the file version that holds it
report_errors as (
    select
        reports.report_id,
        errors.problem_code
    from reports
    inner join errors on reports.report_id = errors.report_id
    union all
    select
        reports.report_id,
        errors.problem_code
    from reports
    inner join errors
        on reports.file = errors.file
        and reports.sha256 = errors.sha256
    where errors.report_id is null
),

stopped_reports as (
    select
        report_id,
        min(problem_code) as problem_code
    from report_errors
    group by report_id
),

-- the document is the report without its version; the organ is its last key part
reports_named as (
    select
        reports.report_id,
        reports.file,
        reports.version,
        reports.is_current,
        reports.folder_year,
        reports.report_year,
        reports.jurisdiction_key,
        reports.organ_kind,
        reports.scope,
        reports.form_code,
        stopped_reports.problem_code as exclusion_code,
        replace(reports.report_id, '@' || substr(reports.sha256, 1, 12), '')
            as document_id,
        case
            when reports.organ_kind in ('government', 'township', 'zone')
                then 'government'
            when reports.organ_kind = 'office' then 'office'
            else
                coalesce(
                    replace(
                        replace(coalesce(reports.organ, reports.issuer), '/', '-'),
                        '#', '-'
                    ),
                    reports.organ_kind,
                    'organ'
                )
        end as organ
    from reports
    left join stopped_reports on reports.report_id = stopped_reports.report_id
),

-- where the place is undecided, two organs of one name are never taken for one
reports_parted as (
    select
        *,
        coalesce(jurisdiction_key, 'unplaced') as place_part,
        case
            when
                jurisdiction_key is null
                then replace(replace(document_id, '/', '-'), '#', '-')
            else organ
        end as organ_part
    from reports_named
),

reports_based as (
    select
        *,
        place_part
        || '/' || coalesce(cast(report_year as varchar), 'undated')
        || '/' || organ_part as base_key,
        place_part || '/' || organ_part as issuer_key
    from reports_parted
),

-- files that speak for one organ and year are copies of each other: the admitted
-- before the excluded, the current before the superseded, then by name
documents as (
    select
        base_key,
        document_id,
        row_number() over (
            partition by base_key
            order by
                min(case when exclusion_code is null then 0 else 1 end),
                max(case when is_current then 1 else 0 end) desc,
                max(version) desc,
                document_id
        ) as copy_no
    from reports_based
    group by base_key, document_id
)

-- numbers are joined faster than keys
select
    cast(row_number() over (order by reports_based.report_id) as integer) as report_no,
    reports_based.report_id,
    reports_based.base_key
    || case
        when documents.copy_no = 1 then '' else '#' || documents.copy_no
    end
    || case
        when reports_based.is_current then '' else '@v' || reports_based.version
    end as report_key,
    reports_based.base_key,
    reports_based.document_id,
    reports_based.file,
    reports_based.version,
    reports_based.is_current,
    cast(documents.copy_no as integer) as copy_no,
    reports_based.folder_year,
    reports_based.report_year,
    reports_based.jurisdiction_key,
    reports_based.organ,
    reports_based.issuer_key,
    reports_based.organ_kind,
    reports_based.scope,
    reports_based.form_code,
    reports_based.exclusion_code,
    reports_based.exclusion_code is null as is_admitted,
    coalesce(
        reports_based.organ_kind in ('government', 'township', 'zone', 'office'), false
    )
    and (
        reports_based.scope = 'consolidated'
        or reports_based.organ_kind = 'township'
        or (reports_based.organ_kind <> 'office' and reports_based.scope = 'unknown')
    ) as is_jurisdiction_wide
from reports_based
inner join documents
    on reports_based.base_key = documents.base_key
    and reports_based.document_id = documents.document_id
