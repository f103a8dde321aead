-- Who published after the lawful day, and by how many days? 谁逾期公布，逾期多少天
select
    reports.report_year,
    places.full_name_zh,
    reports.issuer,
    reports.organ_kind,
    reports.published_on,
    reports.deadline_on,
    reports.days_late,
    reports.report_key
from marts.dim_report as reports
left join marts.dim_jurisdiction as places
    on reports.jurisdiction_key = places.jurisdiction_key
where
    reports.days_late > 0
    and reports.is_current
order by reports.days_late desc, reports.report_key asc
