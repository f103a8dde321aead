with

figures as (
    select * from {{ ref('int_identity_figures') }}
),

-- where a term looks: in the table, in the text, in one before the other
sources as (
    select distinct source_no
    from {{ ref('int_identity_terms') }}
),

placed as (
    select
        figures.*,
        sources.source_no,
        case sources.source_no
            when 1 then true
            when 2 then false
            when 3 then figures.table_state = 2 or figures.prose_state < 2
            else figures.prose_state < 2 and figures.table_state > 0
        end as is_from_table
    from figures
    cross join sources
)

select
    report_no,
    figure_no,
    source_no,
    is_from_table,
    case when is_from_table then table_state else prose_state end as state,
    case when is_from_table then table_value else prose_value end as value,
    case when is_from_table then table_lower else prose_lower end as lower_bound,
    case when is_from_table then table_upper else prose_upper end as upper_bound,
    case when is_from_table then table_statement_no else prose_statement_no end
        as statement_no,
    case when is_from_table then table_flags else prose_flags end as flags,
    greatest(table_flags, prose_flags) as any_flags
from placed
