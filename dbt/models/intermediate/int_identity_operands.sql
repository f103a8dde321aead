with

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
-- source that its term asks for
placed as (
    select
        pairs.report_no,
        pairs.pair_no,
        figures.report_no as figure_report_no,
        terms.slot_no,
        terms.one_of,
        terms.ordinal,
        terms.term_bit,
        terms.side,
        terms.side_no,
        terms.metric_code,
        terms.member,
        figures.figure_no,
        terms.figure_member,
        terms.year_offset,
        figures.is_from_table,
        figures.state,
        figures.value,
        figures.lower_bound,
        figures.upper_bound,
        figures.statement_no,
        figures.flags,
        figures.any_flags,
        case
            when terms.is_daily
                then cast(terms.coefficient * pairs.days_in_year as decimal(8, 4))
            else terms.coefficient
        end as coefficient
    from {{ ref('int_identity_sources') }} as figures
    inner join pairs on figures.report_no = pairs.other_report_no
    inner join terms
        on
        figures.figure_no = terms.figure_no
        and figures.source_no = terms.source_no
        and pairs.year_offset = terms.year_offset
        and (pairs.pair_no = 0 or terms.crosses_years = 1)
)

select
    *,
    case
        when coefficient = 1 then value
        when coefficient = -1 then -value
        else try_cast(coefficient * cast(value as decimal(28, 6)) as decimal(18, 6))
    end as signed_value
from placed
