with

failures as (
    select
        report_no,
        slot_no,
        one_of
    from {{ ref('int_identity_results') }}
    where verdict = 'fails'
),

-- held apart: left to itself DuckDB would look at every operand of every report first,
-- and break off now and then over a join of such joins (2.0, "dict-surviving")
asked as materialized (
    select
        failures.report_no,
        failures.slot_no,
        terms.side,
        terms.ordinal,
        terms.year_offset,
        terms.metric_code,
        terms.figure_member,
        terms.figure_no,
        terms.source_no,
        pairs.other_report_no as figure_report_no,
        case
            when terms.is_daily
                then cast(terms.coefficient * reports.days_in_year as decimal(8, 4))
            else terms.coefficient
        end as coefficient
    from failures
    inner join {{ ref('int_identity_reports') }} as reports
        on failures.report_no = reports.report_no
    inner join {{ ref('int_identity_pairs') }} as pairs
        on failures.report_no = pairs.report_no and pairs.pair_no = 0
    inner join {{ ref('int_identity_terms') }} as terms
        on
        failures.slot_no = terms.slot_no
        and failures.one_of = terms.one_of
        and pairs.year_offset = terms.year_offset
),

operands as (
    select
        asked.*,
        figures.is_from_table,
        figures.value,
        figures.lower_bound,
        figures.upper_bound,
        figures.statement_no
    from {{ ref('int_identity_sources') }} as figures
    inner join asked
        on
        figures.report_no = asked.figure_report_no
        and figures.figure_no = asked.figure_no
        and figures.source_no = asked.source_no
    where figures.state = 2 or (figures.state = 0 and figures.flags >= 16)
),

-- the sum of an open list is told member by member
terms as (
    select
        operands.report_no,
        operands.slot_no,
        operands.side,
        operands.ordinal,
        operands.year_offset,
        operands.coefficient,
        coalesce(lists.value, operands.value) as value,
        operands.lower_bound,
        operands.upper_bound,
        coalesce(lists.statement_no, operands.statement_no) as statement_no
    from operands
    left join {{ ref('int_identity_lists') }} as lists
        on
        operands.figure_member = '*'
        and operands.figure_report_no = lists.report_no
        and operands.metric_code = lists.metric_code
        and operands.is_from_table = lists.is_table
        and lists.is_listed
),

worded as (
    select
        *,
        case
            when (coefficient < 0) <> (coalesce(value, 0) < 0) then ' - ' else ' + '
        end
        || case
            when abs(coefficient) = 1 then ''
            else
                regexp_replace(cast(abs(coefficient) as varchar), '[.]?0+$', '')
                || ' × '
        end
        || case
            -- a cell that may be read in several ways, from the smallest to the largest
            when value is null
                then
                    '['
                    || regexp_replace(cast(lower_bound as varchar), '[.]?0+$', '')
                    || ' … '
                    || regexp_replace(cast(upper_bound as varchar), '[.]?0+$', '')
                    || ']'
            else regexp_replace(cast(abs(value) as varchar), '[.]?0+$', '')
        end as words,
        count(*) over (partition by report_no, slot_no, side) as n_terms
    from terms
),

-- zeros add nothing to the reading of a long sum
sides as (
    select
        report_no,
        slot_no,
        side,
        string_agg(words, '' order by ordinal, statement_no) filter (
            where value <> 0 or value is null or n_terms < 5
        )
            as words,
        max(n_terms) as n_terms,
        min_by(statement_no, row(ordinal, statement_no)) filter (where year_offset = 0)
            as statement_no
    from worded
    group by report_no, slot_no, side
),

trimmed as (
    select
        *,
        case
            when words is null then '0'
            when words like ' + %' then substr(words, 4)
            else '-' || substr(words, 4)
        end as sum_words
    from sides
),

-- a sum above or below a line of division stands in brackets
bracketed as (
    select
        report_no,
        slot_no,
        side,
        n_terms,
        statement_no,
        case
            when
                regexp_matches(sum_words, ' [+-] ')
                and side <> 'lhs'
                and bool_or(side = 'base') over (partition by report_no, slot_no)
                then '(' || sum_words || ')'
            else sum_words
        end as sum_words
    from trimmed
)

select
    report_no,
    slot_no,
    max(sum_words) filter (where side = 'lhs') as lhs_words,
    coalesce(max(n_terms) filter (where side = 'lhs'), 0) as n_lhs,
    max(sum_words) filter (where side = 'rhs') as rhs_words,
    coalesce(max(n_terms) filter (where side = 'rhs'), 0) as n_rhs,
    max(sum_words) filter (where side = 'base') as base_words,
    coalesce(
        max(statement_no) filter (where side = 'lhs'),
        max(statement_no) filter (where side = 'rhs')
    )
        as statement_no
from bracketed
group by report_no, slot_no
