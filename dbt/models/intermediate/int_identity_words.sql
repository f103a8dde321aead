with

failures as (
    select
        report_no,
        slot_no,
        one_of
    from {{ ref('int_identity_results') }}
    where verdict = 'fails'
),

-- the reports are asked for apart: asked only whether its identity fails, each operand
-- made DuckDB 2.0 break off now and then, with an internal error of its joins
operands as (
    select operands.*
    from {{ ref('int_identity_operands') }} as operands
    inner join failures
        on
        operands.report_no = failures.report_no
        and operands.slot_no = failures.slot_no
        and operands.one_of = failures.one_of
    where
        operands.pair_no = 0
        and (operands.state = 2 or (operands.state = 0 and operands.flags >= 16))
        and operands.report_no in (select failing.report_no from failures as failing)
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
