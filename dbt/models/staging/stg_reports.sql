with

reports as (
    select * from {{ source('staged', 'reports') }}
)

select
    report_id,
    file,
    sha256,
    cast(version as integer) as version,
    is_current,
    cast(folder_year as integer) as folder_year,
    cast(report_year as integer) as report_year,
    nullif(report_year_basis, '') as report_year_basis,
    nullif(trim(title), '') as title,
    nullif(trim(issuer), '') as issuer,
    nullif(organ, '') as organ,
    nullif(organ_kind, '') as organ_kind,
    nullif(jurisdiction_key, '') as jurisdiction_key,
    nullif(jurisdiction_basis, '') as jurisdiction_basis,
    place_candidates,
    coalesce(nullif(scope, ''), 'unknown') as scope,
    coalesce(nullif(form_code, ''), 'none') as form_code,
    cast(period_start as date) as period_start_on,
    cast(period_end as date) as period_end_on,
    cast(published_on as date) as published_on,
    nullif(source_url, '') as source_url,
    nullif(media_type, '') as media_type,
    nullif(encoding, '') as encoding,
    cast(characters as bigint) as characters,
    cast(numerals as bigint) as numerals,
    cast(numerals_figure as bigint) as numerals_figure,
    cast(numerals_ignored as bigint) as numerals_ignored,
    cast(numerals_unread as bigint) as numerals_unread
from reports
