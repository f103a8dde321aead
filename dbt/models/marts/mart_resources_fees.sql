with

disclosures as (
    select * from {{ ref('fct_disclosure') }}
    where is_jurisdiction_wide
),

places as (
    select * from {{ ref('int_reported_places') }}
),

series_measures as (
    {{ series_as_columns(
        ref('fct_series'),
        {
            'staff': 'h.resources.staff',
            'reading_points': 'h.resources.reading_points',
            'funds_yuan': 'h.resources.funds',
            'fees_collected_yuan': 'h.fees.collected',
            'fee_notices': 'h.fees.notices',
            'admin_fees_yuan': 'h.admin_fee.amount',
            'training_sessions': 'h.training.sessions',
            'trainees': 'h.training.trainees',
        }
    ) }}
),

cell_measures as (
    select
        jurisdiction_key,
        report_year,
        max(value) filter (where metric_code = 'resources.staff.full_time')
            as staff_full_time,
        max(value) filter (where metric_code = 'resources.staff.part_time')
            as staff_part_time,
        max(value) filter (where metric_code = 'resources.dedicated_offices')
            as dedicated_offices,
        max(value) filter (where metric_code = 'meetings.sessions')
            as meetings,
        max(value) filter (where metric_code = 'procurement.projects')
            as procurement_projects,
        max(amount_yuan) filter (where metric_code = 'fees.reductions')
            as fees_reduced_yuan,
        max(amount_yuan) filter (where metric_code = 'fees.processing.billed')
            as fees_billed_yuan,
        max(amount_yuan) filter (where metric_code = 'procurement.amount')
            as procurement_yuan,
        bool_or(is_unit_doubtful) as is_unit_doubtful,
        bool_or(status = 'contradicted') as has_contradiction,
        bool_and(qualifier = 'exact') as is_exact
    from disclosures
    where
        value is not null
        and metric_code in (
            'resources.staff.full_time',
            'resources.staff.part_time',
            'resources.dedicated_offices',
            'meetings.sessions',
            'procurement.projects',
            'fees.reductions',
            'fees.processing.billed',
            'procurement.amount'
        )
    group by jurisdiction_key, report_year
),

jurisdiction_years as (
    select
        jurisdiction_key,
        report_year
    from series_measures
    union
    select
        jurisdiction_key,
        report_year
    from cell_measures
),

measures as (
    select
        jurisdiction_years.jurisdiction_key,
        jurisdiction_years.report_year,
        places.parent_key,
        places.province_key,
        places.current_jurisdiction_key,
        places.level,
        series_measures.staff,
        series_measures.reading_points,
        series_measures.funds_yuan,
        series_measures.fees_collected_yuan,
        series_measures.fee_notices,
        series_measures.admin_fees_yuan,
        series_measures.training_sessions,
        series_measures.trainees,
        series_measures.fees_collected_yuan_change_pct,
        cell_measures.staff_full_time,
        cell_measures.staff_part_time,
        cell_measures.dedicated_offices,
        cell_measures.meetings,
        cell_measures.procurement_projects,
        cell_measures.fees_reduced_yuan,
        cell_measures.fees_billed_yuan,
        cell_measures.procurement_yuan,
        coalesce(cell_measures.is_unit_doubtful, false) as is_unit_doubtful,
        coalesce(series_measures.has_contradiction, false)
        or coalesce(cell_measures.has_contradiction, false) as has_contradiction,
        coalesce(series_measures.is_exact, true)
        and coalesce(cell_measures.is_exact, true) as is_exact
    from jurisdiction_years
    inner join places
        on jurisdiction_years.jurisdiction_key = places.jurisdiction_key
        and jurisdiction_years.report_year = places.report_year
    left join series_measures
        on jurisdiction_years.jurisdiction_key = series_measures.jurisdiction_key
        and jurisdiction_years.report_year = series_measures.report_year
    left join cell_measures
        on jurisdiction_years.jurisdiction_key = cell_measures.jurisdiction_key
        and jurisdiction_years.report_year = cell_measures.report_year
)

select
    jurisdiction_key,
    report_year,
    parent_key,
    province_key,
    current_jurisdiction_key,
    level,
    staff,
    reading_points,
    funds_yuan,
    fees_collected_yuan,
    fee_notices,
    admin_fees_yuan,
    training_sessions,
    trainees,
    staff_full_time,
    staff_part_time,
    dedicated_offices,
    meetings,
    procurement_projects,
    fees_reduced_yuan,
    fees_billed_yuan,
    procurement_yuan,
    is_unit_doubtful,
    {{ per_hundred('staff_full_time', 'staff', 18) }} as full_time_pct,
    cast(
        round(fees_collected_yuan / nullif(fee_notices, 0), 4) as decimal(28, 4)
    ) as fee_per_notice_yuan,
    fees_collected_yuan_change_pct,
    {{ rank_in_parent('funds_yuan') }} as funds_rank_in_parent,
    {{ rank_in_parent('fees_collected_yuan') }} as fees_rank_in_parent,
    has_contradiction,
    is_exact
from measures
