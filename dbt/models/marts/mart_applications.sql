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
        max(value) filter (where series_code = 'h.requests.received') as received,
        max(value) filter (where series_code = 'h.requests.carried_in') as carried_in,
        max(value) filter (where series_code = 'h.requests.closed') as closed,
        max(value) filter (where series_code = 'h.requests.carried_out') as carried_out,
        max(value) filter (where series_code = 'h.outcome.granted_all') as granted,
        max(value) filter (where series_code = 'h.outcome.partial') as granted_in_part,
        max(value) filter (where series_code = 'h.outcome.refused') as refused,
        max(value) filter (where series_code = 'h.outcome.not_available')
            as not_available,
        max(value) filter (where series_code = 'h.outcome.unable') as unable,
        max(value) filter (where series_code = 'h.outcome.not_processed')
            as not_processed,
        max(value) filter (where series_code = 'h.outcome.other') as other_outcome,
        max(change_pct) filter (where series_code = 'h.requests.received')
            as received_change_pct,
        bool_or(status = 'contradicted') as has_contradiction,
        bool_and(is_exact) as is_exact
    from series_values
    where
        series_code in (
            'h.outcome.granted_all',
            'h.outcome.not_available',
            'h.outcome.not_processed',
            'h.outcome.other',
            'h.outcome.partial',
            'h.outcome.refused',
            'h.outcome.unable',
            'h.requests.carried_in',
            'h.requests.carried_out',
            'h.requests.closed',
            'h.requests.received'
        )
    group by jurisdiction_key, report_year
),

disclosures as (
    select * from {{ ref('fct_disclosure') }}
    where
        is_jurisdiction_wide
        and metric_code = 'applications.received.new'
),

figures as (
    select * from {{ ref('fct_figure') }}
    where metric_code = 'applications.received.new'
),

-- applicants come from the very report that gives the total
applicants as (
    select
        disclosures.jurisdiction_key,
        disclosures.report_year,
        max(figures.value) filter (where figures.member = 'natural_person')
            as received_natural_person,
        max(figures.value) filter (where figures.member = 'enterprise')
            as received_enterprise,
        max(figures.value) filter (where figures.member = 'research')
            as received_research,
        max(figures.value) filter (where figures.member = 'public_welfare')
            as received_public_welfare,
        max(figures.value) filter (where figures.member = 'legal_service')
            as received_legal_service,
        max(figures.value) filter (where figures.member = 'other')
            as received_other_organisation
    from disclosures
    inner join figures on disclosures.report_key = figures.report_key
    group by disclosures.jurisdiction_key, disclosures.report_year
),

measures as (
    select
        series_measures.jurisdiction_key,
        series_measures.report_year,
        places.parent_key,
        places.province_key,
        places.current_jurisdiction_key,
        places.level,
        series_measures.received,
        series_measures.carried_in,
        series_measures.closed,
        series_measures.carried_out,
        series_measures.granted,
        series_measures.granted_in_part,
        series_measures.refused,
        series_measures.not_available,
        series_measures.unable,
        series_measures.not_processed,
        series_measures.other_outcome,
        series_measures.received_change_pct,
        applicants.received_natural_person,
        applicants.received_enterprise,
        applicants.received_research,
        applicants.received_public_welfare,
        applicants.received_legal_service,
        applicants.received_other_organisation,
        series_measures.has_contradiction,
        series_measures.is_exact
    from series_measures
    inner join places
        on series_measures.jurisdiction_key = places.jurisdiction_key
        and series_measures.report_year = places.report_year
    left join applicants
        on series_measures.jurisdiction_key = applicants.jurisdiction_key
        and series_measures.report_year = applicants.report_year
)

select
    jurisdiction_key,
    report_year,
    parent_key,
    province_key,
    current_jurisdiction_key,
    level,
    received,
    carried_in,
    closed,
    carried_out,
    granted,
    granted_in_part,
    refused,
    not_available,
    unable,
    not_processed,
    other_outcome,
    received_natural_person,
    received_enterprise,
    received_research,
    received_public_welfare,
    received_legal_service,
    received_other_organisation,
    cast(
        round(100 * granted / nullif(closed, 0), 4) as decimal(9, 4)
    ) as grant_rate_pct,
    cast(
        round(100 * (granted + granted_in_part) / nullif(closed, 0), 4) as decimal(9, 4)
    ) as grant_or_part_rate_pct,
    cast(
        round(100 * refused / nullif(closed, 0), 4) as decimal(9, 4)
    ) as refusal_rate_pct,
    cast(
        round(100 * carried_out / nullif((received + carried_in), 0), 4)
        as decimal(9, 4)
    ) as carried_out_rate_pct,
    cast(
        round(100 * received_natural_person / nullif(received, 0), 4) as decimal(9, 4)
    ) as natural_person_pct,
    received_change_pct,
    case
        when received is not null
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by received desc nulls last
                    ) as integer
                )
    end as received_rank_in_parent,
    case
        when granted is not null and closed > 0
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by granted / nullif(closed, 0) desc nulls last
                    ) as integer
                )
    end as grant_rate_rank_in_parent,
    has_contradiction,
    is_exact
from measures
