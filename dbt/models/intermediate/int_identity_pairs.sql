with

reports as (
    select * from {{ ref('int_identity_reports') }}
),

-- the report of the year before, of the same place, organ and scope: the current
-- version is pair 0, the versions it superseded follow
earlier as (
    select
        reports.report_no,
        other.report_no as other_report_no,
        other.version as other_version,
        row_number() over (
            partition by reports.report_no
            order by
                case when other.is_current then 0 else 1 end,
                other.copy_no asc,
                other.version desc,
                other.report_id asc
        ) - 1 as pair_no,
        other.is_current or other.copy_no = 1 as is_version
    from reports
    inner join reports as other
        on
        reports.place = other.place
        and reports.organ = other.organ
        and reports.is_jurisdiction_wide = other.is_jurisdiction_wide
        and reports.report_year - 1 = other.report_year
)

select
    report_no,
    0 as pair_no,
    0 as year_offset,
    report_no as other_report_no,
    cast(null as integer) as other_version
from reports
union all
select
    report_no,
    cast(pair_no as integer) as pair_no,
    -1 as year_offset,
    other_report_no,
    other_version
from earlier
where pair_no = 0 or is_version
union all
select
    report_no,
    cast(pair_no as integer) as pair_no,
    0 as year_offset,
    report_no as other_report_no,
    other_version
from earlier
where pair_no > 0 and is_version
