with

verdicts as (
    select * from {{ ref('int_identity_verdicts') }}
),

pairs as (
    select distinct
        report_no,
        pair_no,
        other_version
    from {{ ref('int_identity_pairs') }}
    where pair_no > 0
)

-- what becomes of an identity across years when the year before is taken as it was
-- first filed
select
    verdicts.report_no,
    verdicts.slot_no,
    string_agg(
        'version ' || pairs.other_version || ': ' || verdicts.verdict,
        '; ' order by pairs.pair_no
    ) as earlier_versions,
    max(case when verdicts.verdict = 'holds' then pairs.other_version end)
        as holds_with_version,
    max(case when verdicts.verdict = 'fails' then pairs.other_version end)
        as fails_with_version
from verdicts
inner join pairs
    on
    verdicts.report_no = pairs.report_no
    and verdicts.pair_no = pairs.pair_no
group by verdicts.report_no, verdicts.slot_no
