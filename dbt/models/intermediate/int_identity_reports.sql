with

report_keys as (
    select * from {{ ref('int_report_keys') }}
    where is_admitted
),

reports as (
    select * from {{ ref('stg_reports') }}
),

jurisdictions as (
    select
        report_keys.*,
        reports.sha256,
        reports.issuer,
        reports.period_start_on,
        reports.period_end_on,
        reports.published_on,
        coalesce(report_keys.jurisdiction_key, reports.issuer) as place,
        -- CN-<code> of the place, or <parent>-<name> where it has none
        substr(report_keys.jurisdiction_key, 4, 6) as code,
        length(report_keys.jurisdiction_key) as key_length,
        strpos(substr(report_keys.jurisdiction_key, 4), '-') as name_at
    from report_keys
    inner join reports on report_keys.report_id = reports.report_id
),

levels as (
    select
        *,
        case
            when jurisdiction_key = 'CN' then 'nation'
            when name_at > 0 then 'zone'
            when key_length > 9 then 'township'
            when code like '%0000' then 'province'
            when code like '%00' then 'prefecture'
            when code is not null then 'county'
        end as level
    from jurisdictions
)

select
    report_no,
    report_id,
    report_key,
    sha256,
    document_id,
    version,
    is_current,
    copy_no,
    report_year,
    jurisdiction_key,
    place,
    organ,
    organ_kind,
    scope,
    is_jurisdiction_wide,
    form_code,
    case
        when report_year >= 2021 then '2021'
        when report_year >= 2019 then '2019'
        when report_year >= 2014 then '2014'
        else '2008'
    end as due_form_code,
    level,
    case level
        when 'province' then 'CN'
        when 'prefecture' then 'CN-' || substr(code, 1, 2) || '0000'
        when 'county'
            then
                'CN-' || case
                    when
                        substr(code, 1, 2) in ('11', '12', '31', '50')
                        or substr(code, 3, 1) = '9'
                        then substr(code, 1, 2) || '0000'
                    else substr(code, 1, 4) || '00'
                end
        when 'township' then 'CN-' || code
        when 'zone' then substr(jurisdiction_key, 1, name_at + 2)
    end as parent_key,
    coalesce(
        organ_kind in ('department', 'public_body')
        or (organ_kind = 'office' and scope = 'own_organ'), false
    ) as is_department,
    coalesce(
        organ_kind in ('government', 'township', 'zone')
        or (organ_kind = 'office' and scope <> 'own_organ'), false
    ) as is_local_government,
    coalesce(
        level in ('county', 'township', 'zone')
        or organ_kind in ('township', 'zone')
        or (organ_kind in ('department', 'public_body') and level <> 'nation'), false
    ) as has_no_rule_power,
    case
        when
            report_year % 400 = 0 or (report_year % 4 = 0 and report_year % 100 <> 0)
            then 366
        else 365
    end as days_in_year,
    period_start_on,
    period_end_on,
    published_on
from levels
where report_year is not null
