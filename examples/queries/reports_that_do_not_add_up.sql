-- Which places' reports do not add up, and what is the arithmetic?
-- 哪些地方的报告不平，差在哪里
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
inner join marts.dim_jurisdiction as places
    on reports.jurisdiction_key = places.jurisdiction_key
where
    identities.verdict = 'fails'
    and reports.is_current
order by reports.report_year desc, places.full_name_zh asc, identities.identity_code asc
