{#- No two rows share the key; no part of it nor of what must be filled is null. -#}
{% test keyed(model, by, filled=[]) %}

select *
from {{ model }}
where {{ (by + filled) | join(' is null or ') }} is null
union all
select * exclude (n_of_key)
from (
    select
        *,
        count(*) over (partition by {{ by | join(', ') }}) as n_of_key
    from {{ model }}
)
where n_of_key > 1

{% endtest %}
