{#- None of these columns is null in any row. -#}
{% test filled(model, columns) %}

select *
from {{ model }}
where {{ columns | join(' is null or ') }} is null

{% endtest %}
