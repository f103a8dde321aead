-- Which figures rest on approximate words (余, 多, 近, 约, 万), and on which? Each report
-- once, not its copies. 哪些数据出自约数，原文如何（副本不重复计）
select
    figures.report_year,
    places.full_name_zh,
    metrics.label_zh,
    figures.member,
    figures.value,
    figures.unit,
    figures.qualifier,
    figures.lower_bound,
    figures.upper_bound,
    statements.evidence,
    statements.locator,
    figures.report_key
from marts.fct_figure as figures
inner join marts.dim_report as reports on figures.report_key = reports.report_key
inner join marts.dim_metric as metrics on figures.metric_code = metrics.metric_code
inner join marts.fct_statement as statements
    on figures.report_key = statements.report_key
    and figures.statement_no = statements.statement_no
left join marts.dim_jurisdiction as places
    on figures.jurisdiction_key = places.jurisdiction_key
where
    figures.qualifier <> 'exact'
    and reports.is_current
    and reports.copy_no = 1
order by figures.report_year, figures.report_key, figures.statement_no
