with

series_values as (
    select * from {{ ref('fct_series') }}
    where is_jurisdiction_wide
),

places as (
    select * from {{ ref('int_reported_places') }}
),

series_measures as (
    select
        jurisdiction_key,
        report_year,
        max(value) filter (where series_code = 'h.review.concluded')
            as review_concluded,
        max(value) filter (where series_code = 'h.review.upheld') as review_upheld,
        max(value) filter (where series_code = 'h.review.corrected')
            as review_corrected,
        max(value) filter (where series_code = 'h.review.other') as review_other,
        max(value) filter (where series_code = 'h.review.pending') as review_pending,
        max(value) filter (where series_code = 'h.litigation.concluded')
            as litigation_concluded,
        max(value) filter (where series_code = 'h.litigation.upheld')
            as litigation_upheld,
        max(value) filter (where series_code = 'h.litigation.corrected')
            as litigation_corrected,
        max(value) filter (where series_code = 'h.litigation.other')
            as litigation_other,
        max(value) filter (where series_code = 'h.litigation.pending')
            as litigation_pending,
        max(value) filter (where series_code = 'h.review.all') as review_all,
        max(value) filter (where series_code = 'h.litigation.all') as litigation_all,
        max(value) filter (where series_code = 'h.complaints') as complaints,
        max(value) filter (where series_code = 'h.requests.closed') as closed,
        max(change_pct) filter (where series_code = 'h.review.concluded')
            as review_concluded_change_pct,
        bool_or(status = 'contradicted') as has_contradiction,
        bool_and(is_exact) as is_exact
    from series_values
    where
        series_code in (
            'h.complaints',
            'h.litigation.all',
            'h.litigation.concluded',
            'h.litigation.corrected',
            'h.litigation.other',
            'h.litigation.pending',
            'h.litigation.upheld',
            'h.requests.closed',
            'h.review.all',
            'h.review.concluded',
            'h.review.corrected',
            'h.review.other',
            'h.review.pending',
            'h.review.upheld'
        )
    group by jurisdiction_key, report_year
),

measures as (
    select
        series_measures.jurisdiction_key,
        series_measures.report_year,
        places.parent_key,
        places.province_key,
        places.current_jurisdiction_key,
        places.level,
        series_measures.review_concluded,
        series_measures.review_upheld,
        series_measures.review_corrected,
        series_measures.review_other,
        series_measures.review_pending,
        series_measures.litigation_concluded,
        series_measures.litigation_upheld,
        series_measures.litigation_corrected,
        series_measures.litigation_other,
        series_measures.litigation_pending,
        series_measures.review_all,
        series_measures.litigation_all,
        series_measures.complaints,
        series_measures.closed,
        series_measures.review_concluded_change_pct,
        series_measures.has_contradiction,
        series_measures.is_exact
    from series_measures
    inner join places
        on series_measures.jurisdiction_key = places.jurisdiction_key
        and series_measures.report_year = places.report_year
)

select
    jurisdiction_key,
    report_year,
    parent_key,
    province_key,
    current_jurisdiction_key,
    level,
    review_concluded,
    review_upheld,
    review_corrected,
    review_other,
    review_pending,
    litigation_concluded,
    litigation_upheld,
    litigation_corrected,
    litigation_other,
    litigation_pending,
    review_all,
    litigation_all,
    complaints,
    closed,
    cast(
        round(100 * review_corrected / nullif(review_concluded, 0), 4) as decimal(9, 4)
    ) as review_correction_rate_pct,
    cast(
        round(100 * litigation_corrected / nullif(litigation_concluded, 0), 4)
        as decimal(9, 4)
    ) as litigation_correction_rate_pct,
    cast(
        round(100 * review_concluded / nullif(closed, 0), 4) as decimal(18, 4)
    ) as reviews_per_100_closed,
    cast(
        round(100 * litigation_concluded / nullif(closed, 0), 4) as decimal(18, 4)
    ) as lawsuits_per_100_closed,
    review_concluded_change_pct,
    case
        when review_concluded is not null
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by review_concluded desc nulls last
                    ) as integer
                )
    end as review_rank_in_parent,
    case
        when litigation_concluded is not null
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by litigation_concluded desc nulls last
                    ) as integer
                )
    end as litigation_rank_in_parent,
    has_contradiction,
    is_exact
from measures
