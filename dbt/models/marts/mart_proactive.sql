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
        max(value) filter (where series_code = 'h.proactive.items') as items,
        max(value) filter (where series_code = 'h.proactive.items_cumulative')
            as items_cumulative,
        max(value) filter (where series_code = 'h.proactive.channel.website')
            as channel_website,
        max(value) filter (where series_code = 'h.proactive.channel.weibo')
            as channel_weibo,
        max(value) filter (where series_code = 'h.proactive.channel.wechat')
            as channel_wechat,
        max(value) filter (where series_code = 'h.proactive.channel.new_media')
            as channel_new_media,
        max(value) filter (where series_code = 'h.proactive.channel.gazette')
            as channel_gazette,
        max(value) filter (where series_code = 'h.proactive.channel.other')
            as channel_other,
        max(value) filter (where series_code = 'h.normative.issued')
            as normative_issued,
        max(value) filter (where series_code = 'h.normative.repealed')
            as normative_repealed,
        max(value) filter (where series_code = 'h.normative.in_force')
            as normative_in_force,
        max(value) filter (where series_code = 'h.rules.issued') as rules_issued,
        max(value) filter (where series_code = 'h.rules.repealed') as rules_repealed,
        max(value) filter (where series_code = 'h.rules.in_force') as rules_in_force,
        max(value) filter (where series_code = 'h.licensing.decisions')
            as licensing_decisions,
        max(value) filter (where series_code = 'h.penalty.decisions')
            as penalty_decisions,
        max(value) filter (where series_code = 'h.coercion.decisions')
            as coercion_decisions,
        max(value) filter (where series_code = 'h.response.interpretations')
            as interpretations,
        max(value) filter (where series_code = 'h.response.press_conferences')
            as press_conferences,
        max(value) filter (where series_code = 'h.response.online_interviews')
            as online_interviews,
        max(value) filter (where series_code = 'h.website.visits') as website_visits,
        max(value) filter (where series_code = 'h.new_media.accounts')
            as new_media_accounts,
        max(value) filter (where series_code = 'h.engagement.consultations')
            as consultations,
        max(change_pct) filter (where series_code = 'h.proactive.items')
            as items_change_pct,
        bool_or(status = 'contradicted') as has_contradiction,
        bool_and(is_exact) as is_exact
    from series_values
    where
        series_code in (
            'h.coercion.decisions',
            'h.engagement.consultations',
            'h.licensing.decisions',
            'h.new_media.accounts',
            'h.normative.in_force',
            'h.normative.issued',
            'h.normative.repealed',
            'h.penalty.decisions',
            'h.proactive.channel.gazette',
            'h.proactive.channel.new_media',
            'h.proactive.channel.other',
            'h.proactive.channel.website',
            'h.proactive.channel.wechat',
            'h.proactive.channel.weibo',
            'h.proactive.items',
            'h.proactive.items_cumulative',
            'h.response.interpretations',
            'h.response.online_interviews',
            'h.response.press_conferences',
            'h.rules.in_force',
            'h.rules.issued',
            'h.rules.repealed',
            'h.website.visits'
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
        series_measures.items,
        series_measures.items_cumulative,
        series_measures.channel_website,
        series_measures.channel_weibo,
        series_measures.channel_wechat,
        series_measures.channel_new_media,
        series_measures.channel_gazette,
        series_measures.channel_other,
        series_measures.normative_issued,
        series_measures.normative_repealed,
        series_measures.normative_in_force,
        series_measures.rules_issued,
        series_measures.rules_repealed,
        series_measures.rules_in_force,
        series_measures.licensing_decisions,
        series_measures.penalty_decisions,
        series_measures.coercion_decisions,
        series_measures.interpretations,
        series_measures.press_conferences,
        series_measures.online_interviews,
        series_measures.website_visits,
        series_measures.new_media_accounts,
        series_measures.consultations,
        series_measures.items_change_pct,
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
    items,
    items_cumulative,
    channel_website,
    channel_weibo,
    channel_wechat,
    channel_new_media,
    channel_gazette,
    channel_other,
    normative_issued,
    normative_repealed,
    normative_in_force,
    rules_issued,
    rules_repealed,
    rules_in_force,
    licensing_decisions,
    penalty_decisions,
    coercion_decisions,
    interpretations,
    press_conferences,
    online_interviews,
    website_visits,
    new_media_accounts,
    consultations,
    cast(
        round(100 * channel_website / nullif(items, 0), 4) as decimal(18, 4)
    ) as website_per_100_items,
    cast(
        round(100 * interpretations / nullif(normative_issued, 0), 4) as decimal(18, 4)
    ) as interpretations_per_100_normative,
    items_change_pct,
    case
        when items is not null
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by items desc nulls last
                    ) as integer
                )
    end as items_rank_in_parent,
    case
        when normative_issued is not null
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by normative_issued desc nulls last
                    ) as integer
                )
    end as normative_rank_in_parent,
    has_contradiction,
    is_exact
from measures
