with

reports as (
    select * from {{ ref('dim_report') }}
    where jurisdiction_key is not null
),

figures as (
    select * from {{ ref('fct_figure') }}
),

identities as (
    select * from {{ ref('fct_identity') }}
),

places as (
    select * from {{ ref('int_reported_places') }}
),

years as (
    select * from {{ ref('dim_year') }}
),

forms as (
    select * from {{ ref('dim_form') }}
),

-- the report that speaks for the place: consolidated first, then the current version
jurisdiction_reports as (
    select *
    from reports
    where is_jurisdiction_wide
    qualify
        row_number() over (
            partition by jurisdiction_key, report_year
            order by
                case scope when 'consolidated' then 0 else 1 end asc,
                case when is_current then 0 else 1 end asc,
                copy_no asc,
                version desc,
                report_key asc
        ) = 1
),

report_counts as (
    select
        jurisdiction_key,
        report_year,
        count(*) filter (where is_jurisdiction_wide) as n_wide_reports,
        count(*) filter (where not is_jurisdiction_wide) as n_organ_reports
    from reports
    where is_current
    group by jurisdiction_key, report_year
),

figure_counts as (
    select
        figures.report_key,
        count(*) as n_figures,
        count(*) filter (where figures.status = 'reconciled') as n_reconciled,
        count(*) filter (where figures.status = 'contradicted') as n_contradicted,
        count(*) filter (where figures.value_semantic = 'blank') as n_blank,
        count(*) filter (where figures.qualifier <> 'exact') as n_approximate,
        count(*) filter (
            where figures.source = 'table' and figures.value_semantic <> 'blank'
        ) as n_cells_filled
    from figures
    inner join jurisdiction_reports
        on figures.report_key = jurisdiction_reports.report_key
    group by figures.report_key
),

identity_counts as (
    select
        identities.report_key,
        count(*) filter (where identities.verdict <> 'not_assessable')
            as n_identities_tried,
        count(*) filter (where identities.verdict = 'fails') as n_identities_failing
    from identities
    inner join jurisdiction_reports
        on identities.report_key = jurisdiction_reports.report_key
    group by identities.report_key
),

measures as (
    select
        reports.*,
        places.parent_key,
        places.province_key,
        places.current_jurisdiction_key,
        places.level,
        years.statutory_form_code,
        forms.table_cells,
        report_counts.n_wide_reports,
        report_counts.n_organ_reports,
        coalesce(figure_counts.n_figures, 0) as n_figures,
        coalesce(figure_counts.n_reconciled, 0) as n_reconciled,
        coalesce(figure_counts.n_contradicted, 0) as n_contradicted,
        coalesce(figure_counts.n_blank, 0) as n_blank,
        coalesce(figure_counts.n_approximate, 0) as n_approximate,
        coalesce(figure_counts.n_cells_filled, 0) as n_cells_filled,
        coalesce(identity_counts.n_identities_tried, 0) as n_identities_tried,
        coalesce(identity_counts.n_identities_failing, 0) as n_identities_failing
    from jurisdiction_reports as reports
    inner join places
        on reports.jurisdiction_key = places.jurisdiction_key
        and reports.report_year = places.report_year
    inner join years on reports.report_year = years.report_year
    inner join forms on years.statutory_form_code = forms.form_code
    left join report_counts
        on reports.jurisdiction_key = report_counts.jurisdiction_key
        and reports.report_year = report_counts.report_year
    left join figure_counts on reports.report_key = figure_counts.report_key
    left join identity_counts on reports.report_key = identity_counts.report_key
)

select
    jurisdiction_key,
    report_year,
    parent_key,
    province_key,
    current_jurisdiction_key,
    level,
    report_key,
    scope,
    form_code,
    statutory_form_code,
    form_code = statutory_form_code as is_form_in_force,
    published_on,
    deadline_on,
    is_on_time,
    days_late,
    cast(coalesce(n_wide_reports, 0) as integer) as n_wide_reports,
    cast(coalesce(n_organ_reports, 0) as integer) as n_organ_reports,
    cast(n_figures as integer) as n_figures,
    cast(n_reconciled as integer) as n_reconciled,
    cast(n_contradicted as integer) as n_contradicted,
    cast(n_figures - n_reconciled - n_contradicted as integer) as n_unchecked,
    cast(n_blank as integer) as n_blank,
    cast(n_approximate as integer) as n_approximate,
    cast(
        round(100.0 * n_contradicted / nullif(n_figures, 0), 4) as decimal(9, 4)
    ) as contradicted_pct,
    cast(n_cells_filled as integer) as n_cells_filled,
    cast(
        round(100.0 * n_cells_filled / nullif(table_cells, 0), 4) as decimal(9, 4)
    ) as cells_filled_pct,
    cast(n_identities_tried as integer) as n_identities_tried,
    cast(n_identities_failing as integer) as n_identities_failing,
    cast(
        round(100.0 * n_identities_failing / nullif(n_identities_tried, 0), 4)
        as decimal(9, 4)
    ) as identities_failing_pct,
    numerals_unread,
    numerals_unread_pct,
    n_doubtful,
    n_warnings
from measures
