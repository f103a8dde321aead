with

disclosures as (
    select * from {{ ref('fct_disclosure') }}
),

bridges as (
    select * from {{ ref('dim_series_bridge') }}
),

bridge_lengths as (
    select
        series_code,
        bridge_code,
        count(*) as n_terms
    from bridges
    group by series_code, bridge_code
),

-- money enters in yuan, every other figure in its unit
terms as (
    select
        disclosures.jurisdiction_key,
        disclosures.report_year,
        disclosures.report_key,
        disclosures.form_code,
        disclosures.is_jurisdiction_wide,
        disclosures.status,
        disclosures.is_unit_doubtful,
        disclosures.qualifier,
        bridges.series_code,
        bridges.bridge_code,
        bridges.preference,
        bridges.comparability,
        bridges.sign,
        bridges.sign * coalesce(disclosures.amount_yuan, disclosures.value)
            as signed_value,
        case when disclosures.unit = 'wan_yuan' then 10000 else 1 end
        * case
            when bridges.sign > 0 then disclosures.lower_bound
            else -disclosures.upper_bound
        end as signed_lower,
        case when disclosures.unit = 'wan_yuan' then 10000 else 1 end
        * case
            when bridges.sign > 0 then disclosures.upper_bound
            else -disclosures.lower_bound
        end as signed_upper
    from disclosures
    inner join bridges on disclosures.metric_code = bridges.metric_code
    where
        disclosures.value is not null
        and (
            bridges.form_codes = 'any'
            or '|' || bridges.form_codes || '|'
            like '%|' || disclosures.form_code || '|%'
        )
),

bridge_values as (
    select
        jurisdiction_key,
        report_year,
        series_code,
        bridge_code,
        min(preference) as preference,
        min(comparability) as comparability,
        count(*) as n_terms,
        count(distinct report_key) as n_reports,
        min(report_key) as report_key,
        min(form_code) as form_code,
        cast(sum(signed_value) as decimal(28, 6)) as value,
        case
            when count(signed_lower) = count(*)
                then cast(sum(signed_lower) as decimal(28, 6))
        end as lower_bound,
        case
            when count(signed_upper) = count(*)
                then cast(sum(signed_upper) as decimal(28, 6))
        end as upper_bound,
        bool_and(qualifier = 'exact') as is_exact,
        is_jurisdiction_wide,
        bool_or(is_unit_doubtful) as is_unit_doubtful,
        case
            when bool_or(status = 'contradicted') then 'contradicted'
            when bool_and(status = 'reconciled') then 'reconciled'
            else 'unchecked'
        end as status
    from terms
    group by
        jurisdiction_key, report_year, series_code, bridge_code, is_jurisdiction_wide
),

-- a bridge with a term missing gives no value: a part is never shown as the whole, and
-- terms of a narrower scope are never added to terms of a wider one
whole_bridges as (
    select bridge_values.*
    from bridge_values
    inner join bridge_lengths
        on bridge_values.series_code = bridge_lengths.series_code
        and bridge_values.bridge_code = bridge_lengths.bridge_code
        and bridge_values.n_terms = bridge_lengths.n_terms
)

select *
from whole_bridges
qualify
    row_number() over (
        partition by jurisdiction_key, report_year, series_code
        order by case when is_jurisdiction_wide then 0 else 1 end, preference
    ) = 1
