-- Which places' reports do not add up, and by what arithmetic? Hints (severity info:
-- a rounded share, a stock that shrank) and what someone has accepted are left out; a
-- report of an undecided place is named by its key.
-- 哪些地方的报告不平，差在哪里（不含参考级与已认可者；地区未定的只列报告键）
select
    reports.report_year,
    places.full_name_zh,
    identities.identity_code,
    identities.member,
    identities.severity,
    identities.whose_error,
    identities.arithmetic_zh,
    identities.evidence,
    identities.report_key
from marts.fct_identity as identities
inner join marts.dim_report as reports on identities.report_key = reports.report_key
left join marts.dim_jurisdiction as places
    on reports.jurisdiction_key = places.jurisdiction_key
where
    identities.verdict = 'fails'
    and identities.severity <> 'info'
    and not identities.is_waived
    and reports.is_current
    and reports.copy_no = 1
order by
    reports.report_year desc,
    places.full_name_zh asc,
    reports.report_key asc,
    identities.identity_code asc,
    identities.member asc
