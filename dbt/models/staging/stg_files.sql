with

files as (
    select * from {{ source('staged', 'files') }}
)

select
    file,
    cast(version as integer) as version,
    cast(report_year as integer) as folder_year,
    sha256,
    cast(bytes as bigint) as bytes,
    is_current,
    nullif(media_type, '') as media_type,
    status as file_status
from files
