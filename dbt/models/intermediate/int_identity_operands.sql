with

figures as (
    select * from {{ ref('int_identity_figures') }}
),

terms as (
    select * from {{ ref('int_identity_terms') }}
),

pairs as (
    select
        pairs.*,
        reports.days_in_year
    from {{ ref('int_identity_pairs') }} as pairs
    inner join
        {{ ref('int_identity_reports') }} as reports
        on pairs.report_no = reports.report_no
),

-- within one report, and against the report of the year before; each operand from the
-- source that its term asks for: table, text, or one before the other
placed as (
    select
        pairs.report_no,
        pairs.pair_no,
        pairs.days_in_year,
        figures.report_no as figure_report_no,
        figures.figure_no,
        figures.table_state,
        figures.prose_state,
        figures.table_value,
        figures.table_lower,
        figures.table_upper,
        figures.table_statement_no,
        figures.table_flags,
        figures.prose_value,
        figures.prose_lower,
        figures.prose_upper,
        figures.prose_statement_no,
        figures.prose_flags,
        terms.slot_no,
        terms.one_of,
        terms.ordinal,
        terms.term_bit,
        terms.side,
        terms.side_no,
        terms.metric_code,
        terms.member,
        terms.figure_member,
        terms.year_offset,
        terms.is_daily,
        terms.coefficient as term_coefficient,
        case terms.source_no
            when 1 then true
            when 2 then false
            when 3 then figures.table_state = 2 or figures.prose_state < 2
            else figures.prose_state < 2 and figures.table_state > 0
        end as is_from_table
    from figures
    inner join pairs on figures.report_no = pairs.other_report_no
    inner join terms
        on
        figures.figure_no = terms.figure_no
        and pairs.year_offset = terms.year_offset
        and (pairs.pair_no = 0 or terms.crosses_years = 1)
),

chosen as (
    select
        *,
        case when is_from_table then table_value else prose_value end as value,
        case
            when is_daily
                then cast(term_coefficient * days_in_year as decimal(8, 4))
            else term_coefficient
        end as coefficient
    from placed
)

select
    report_no,
    pair_no,
    figure_report_no,
    slot_no,
    one_of,
    ordinal,
    term_bit,
    side,
    side_no,
    metric_code,
    member,
    figure_no,
    figure_member,
    year_offset,
    is_from_table,
    case when is_from_table then table_state else prose_state end as state,
    value,
    case when is_from_table then table_lower else prose_lower end as lower_bound,
    case when is_from_table then table_upper else prose_upper end as upper_bound,
    case when is_from_table then table_statement_no else prose_statement_no end
        as statement_no,
    case when is_from_table then table_flags else prose_flags end as flags,
    greatest(table_flags, prose_flags) as any_flags,
    coefficient,
    case
        when coefficient = 1 then value
        else try_cast(coefficient * value as decimal(18, 6))
    end as signed_value
from chosen
