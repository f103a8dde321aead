-- Which share of the requests disposed of was granted, by province and year, over all
-- counties that report both numbers? 各省县级予以公开率（分母：办理结果总计）
select
    applications.report_year,
    provinces.name_zh as province,
    count(*) as n_counties,
    sum(applications.granted) as granted,
    sum(applications.closed) as closed,
    round(100 * sum(applications.granted) / nullif(sum(applications.closed), 0), 2)
        as grant_rate_pct
from marts.mart_applications as applications
inner join marts.dim_jurisdiction as provinces
    on applications.province_key = provinces.jurisdiction_key
where
    applications.level = 'county'
    and applications.granted is not null
    and applications.closed is not null
group by applications.report_year, provinces.name_zh
order by applications.report_year asc, grant_rate_pct desc nulls last
