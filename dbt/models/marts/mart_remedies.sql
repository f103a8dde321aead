with

places as (
    select * from {{ ref('int_reported_places') }}
),

series_measures as (
    {{ series_as_columns(
        ref('fct_series'),
        {
            'review_concluded': 'h.review.concluded',
            'review_upheld': 'h.review.upheld',
            'review_corrected': 'h.review.corrected',
            'review_other': 'h.review.other',
            'review_pending': 'h.review.pending',
            'litigation_concluded': 'h.litigation.concluded',
            'litigation_upheld': 'h.litigation.upheld',
            'litigation_corrected': 'h.litigation.corrected',
            'litigation_other': 'h.litigation.other',
            'litigation_pending': 'h.litigation.pending',
            'review_all': 'h.review.all',
            'litigation_all': 'h.litigation.all',
            'complaints': 'h.complaints',
            'closed': 'h.requests.closed',
        }
    ) }}
),

measures as (
    select
        series_measures.*,
        places.parent_key,
        places.province_key,
        places.current_jurisdiction_key,
        places.level
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
    {{ per_hundred('review_corrected', 'review_concluded') }}
        as review_correction_rate_pct,
    {{ per_hundred('litigation_corrected', 'litigation_concluded') }}
        as litigation_correction_rate_pct,
    {{ per_hundred('review_concluded', 'closed', 18) }} as reviews_per_100_closed,
    {{ per_hundred('litigation_concluded', 'closed', 18) }} as lawsuits_per_100_closed,
    review_concluded_change_pct,
    {{ rank_in_parent('review_concluded') }} as review_rank_in_parent,
    {{ rank_in_parent('litigation_concluded') }} as litigation_rank_in_parent,
    has_contradiction,
    is_exact
from measures
