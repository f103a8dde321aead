{#- What the topic marts have in common. -#}

{#- One row a place and year: each series of {column: series code} is a column, and its
    change on the year before is <column>_change_pct. -#}
{% macro series_as_columns(series_values, series) -%}
    select
        jurisdiction_key,
        report_year,
        {% for column, code in series.items() %}
            max(value) filter (where series_code = '{{ code }}') as {{ column }},
            max(change_pct) filter (where series_code = '{{ code }}')
                as {{ column }}_change_pct,
        {% endfor %}
        bool_or(status = 'contradicted') as has_contradiction,
        bool_and(is_exact) as is_exact
    from {{ series_values }}
    where
        is_jurisdiction_wide
        and series_code in ('{{ series.values() | join("', '") }}')
    group by jurisdiction_key, report_year
{%- endmacro %}

{#- The rank among the places of one level under one parent in the year, null where
    the condition is not met. -#}
{% macro rank_in_parent(measure, condition=none) -%}
    case
        when {{ condition or measure ~ ' is not null' }}
            then
                cast(
                    rank() over (
                        partition by parent_key, level, report_year
                        order by {{ measure }} desc nulls last
                    ) as integer
                )
    end
{%- endmacro %}

{#- So many of a part to a hundred of a base, null where the base is zero. -#}
{% macro per_hundred(part, base, digits=9) -%}
    cast(
        round(100 * {{ part }} / nullif({{ base }}, 0), 4) as decimal({{ digits }}, 4)
    )
{%- endmacro %}
