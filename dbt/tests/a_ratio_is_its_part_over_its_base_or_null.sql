select
    jurisdiction_key,
    report_year,
    grant_rate_pct,
    closed
from {{ ref('mart_applications') }}
where
    (grant_rate_pct is not null and coalesce(closed, 0) = 0)
    or (grant_rate_pct is null and closed <> 0 and granted is not null)
    or abs(grant_rate_pct - 100 * granted / nullif(closed, 0)) > 0.0001
    or abs(refusal_rate_pct - 100 * refused / nullif(closed, 0)) > 0.0001
union all
select
    jurisdiction_key,
    report_year,
    review_correction_rate_pct,
    review_concluded
from {{ ref('mart_remedies') }}
where
    (review_correction_rate_pct is not null and coalesce(review_concluded, 0) = 0)
    or abs(
        review_correction_rate_pct
        - 100 * review_corrected / nullif(review_concluded, 0)
    ) > 0.0001
