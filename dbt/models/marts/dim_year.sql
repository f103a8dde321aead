with

reports as (
    select * from {{ ref('stg_reports') }}
),

forms as (
    select * from {{ ref('dim_form') }}
),

-- the duty began in 2008; the last year is the last of which there is a report
last_year as (
    select coalesce(max(report_year), 2008) as report_year
    from reports
    where report_year between 2008 and 2100
),

years as (
    select cast(calendar.report_year as integer) as report_year
    from range(2008, 2101) as calendar (report_year)
    inner join last_year on calendar.report_year <= last_year.report_year
)

select
    years.report_year,
    forms.form_code as statutory_form_code,
    years.report_year = forms.first_year as is_form_break,
    make_date(years.report_year, 1, 1) as first_day_on,
    make_date(years.report_year, 12, 31) as last_day_on,
    case
        when years.report_year >= 2019 then make_date(years.report_year + 1, 1, 31)
        else make_date(years.report_year + 1, 3, 31)
    end as department_deadline_on,
    make_date(years.report_year + 1, 3, 31) as government_deadline_on
from years
inner join forms
    on years.report_year between forms.first_year and coalesce(forms.last_year, 2100)
