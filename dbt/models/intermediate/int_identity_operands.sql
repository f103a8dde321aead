with

figures as (
    select * from {{ ref('int_identity_figures') }}
),

terms as (
    select * from {{ ref('int_identity_terms') }}
),

pairs as (
    select * from {{ ref('int_identity_pairs') }}
),

reports as (
    select
        report_no,
        days_in_year
    from {{ ref('int_identity_reports') }}
),

-- within one report, and against the report of the year before
placed as (
    select
        pairs.report_no,
        pairs.pair_no,
        figures.report_no as figure_report_no,
        figures.* exclude (report_no),
        terms.* exclude (figure_no)
    from figures
    inner join pairs on figures.report_no = pairs.other_report_no
    inner join terms
        on
            figures.figure_no = terms.figure_no
            and pairs.year_offset = terms.year_offset
            and (pairs.pair_no = 0 or terms.crosses_years = 1)
),

-- the source that the term asks for: table, prose, or one before the other
sourced as (
    select
        *,
        case
            when source = 'table' then true
            when source = 'prose' then false
            when source = 'table>prose' then table_state = 2 or prose_state < 2
            else prose_state < 2 and table_state > 0
        end as is_from_table
    from placed
)

select
    sourced.report_no,
    sourced.pair_no,
    sourced.figure_report_no,
    sourced.slot_no,
    sourced.one_of,
    sourced.ordinal,
    sourced.term_bit,
    sourced.side,
    sourced.metric_code,
    sourced.member,
    sourced.figure_no,
    sourced.figure_member,
    sourced.year_offset,
    sourced.is_from_table,
    case when sourced.is_from_table then sourced.table_state else sourced.prose_state end as state,
    case when sourced.is_from_table then sourced.table_value else sourced.prose_value end as value,
    case when sourced.is_from_table then sourced.table_lower else sourced.prose_lower end
        as lower_bound,
    case when sourced.is_from_table then sourced.table_upper else sourced.prose_upper end
        as upper_bound,
    case when sourced.is_from_table then sourced.table_statement_no else sourced.prose_statement_no end
        as statement_no,
    case when sourced.is_from_table then sourced.table_doubt else sourced.prose_doubt end as doubt,
    sourced.is_agreed,
    case
        when sourced.aggregate = 'times_days'
            then cast(sourced.coefficient * reports.days_in_year as decimal(8, 4))
        else sourced.coefficient
    end as coefficient
from sourced
inner join reports on sourced.report_no = reports.report_no
