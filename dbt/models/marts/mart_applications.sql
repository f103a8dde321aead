with

places as (
    select * from {{ ref('int_reported_places') }}
),

series_measures as (
    {{ series_as_columns(
        ref('fct_series'),
        {
            'received': 'h.requests.received',
            'carried_in': 'h.requests.carried_in',
            'closed': 'h.requests.closed',
            'carried_out': 'h.requests.carried_out',
            'granted': 'h.outcome.granted_all',
            'granted_in_part': 'h.outcome.partial',
            'refused': 'h.outcome.refused',
            'not_available': 'h.outcome.not_available',
            'unable': 'h.outcome.unable',
            'not_processed': 'h.outcome.not_processed',
            'other_outcome': 'h.outcome.other',
        }
    ) }}
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
        series_measures.*,
        applicants.received_natural_person,
        applicants.received_enterprise,
        applicants.received_research,
        applicants.received_public_welfare,
        applicants.received_legal_service,
        applicants.received_other_organisation,
        places.parent_key,
        places.province_key,
        places.current_jurisdiction_key,
        places.level
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
    {{ per_hundred('granted', 'closed') }} as grant_rate_pct,
    {{ per_hundred('(granted + granted_in_part)', 'closed') }}
        as grant_or_part_rate_pct,
    {{ per_hundred('refused', 'closed') }} as refusal_rate_pct,
    {{ per_hundred('carried_out', 'received + carried_in') }} as carried_out_rate_pct,
    {{ per_hundred('received_natural_person', 'received') }} as natural_person_pct,
    received_change_pct,
    {{ rank_in_parent('received') }} as received_rank_in_parent,
    {{ rank_in_parent(
        'granted / nullif(closed, 0)', 'granted is not null and closed > 0'
    ) }}
        as grant_rate_rank_in_parent,
    has_contradiction,
    is_exact
from measures
