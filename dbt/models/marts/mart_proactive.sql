with

places as (
    select * from {{ ref('int_reported_places') }}
),

series_measures as (
    {{ series_as_columns(
        ref('fct_series'),
        {
            'items': 'h.proactive.items',
            'items_cumulative': 'h.proactive.items_cumulative',
            'channel_website': 'h.proactive.channel.website',
            'channel_weibo': 'h.proactive.channel.weibo',
            'channel_wechat': 'h.proactive.channel.wechat',
            'channel_new_media': 'h.proactive.channel.new_media',
            'channel_gazette': 'h.proactive.channel.gazette',
            'channel_other': 'h.proactive.channel.other',
            'normative_issued': 'h.normative.issued',
            'normative_repealed': 'h.normative.repealed',
            'normative_in_force': 'h.normative.in_force',
            'rules_issued': 'h.rules.issued',
            'rules_repealed': 'h.rules.repealed',
            'rules_in_force': 'h.rules.in_force',
            'licensing_decisions': 'h.licensing.decisions',
            'penalty_decisions': 'h.penalty.decisions',
            'coercion_decisions': 'h.coercion.decisions',
            'interpretations': 'h.response.interpretations',
            'press_conferences': 'h.response.press_conferences',
            'online_interviews': 'h.response.online_interviews',
            'website_visits': 'h.website.visits',
            'new_media_accounts': 'h.new_media.accounts',
            'consultations': 'h.engagement.consultations',
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
    {{ per_hundred('channel_website', 'items', 18) }} as website_per_100_items,
    {{ per_hundred('interpretations', 'normative_issued', 18) }}
        as interpretations_per_100_normative,
    items_change_pct,
    {{ rank_in_parent('items') }} as items_rank_in_parent,
    {{ rank_in_parent('normative_issued') }} as normative_rank_in_parent,
    has_contradiction,
    is_exact
from measures
