with

results as (
    select distinct
        slot_no,
        one_of,
        missing_mask | left_out_mask as operand_mask
    from {{ ref('int_identity_results') }}
    where missing_mask <> 0 or left_out_mask <> 0
),

terms as (
    select * from {{ ref('int_identity_terms') }}
),

metrics as (
    select * from {{ ref('metrics') }}
),

named as (
    select
        results.slot_no,
        results.one_of,
        results.operand_mask,
        terms.ordinal,
        terms.metric_code
        || case terms.member when '' then '' else '[' || terms.member || ']' end
        || case terms.year_offset
            when 0 then '' else '{t' || terms.year_offset || '}'
        end
        || case terms.source when 'prose' then ' (text)' else '' end as operand,
        case terms.year_offset when 0 then '' else '上年' end
        || case terms.source when 'prose' then '正文' else '' end
        || coalesce(metrics.label_zh, terms.metric_code)
        || case terms.member when '' then '' else '[' || terms.member || ']' end
            as operand_zh
    from results
    inner join terms
        on
        results.slot_no = terms.slot_no
        and results.one_of = terms.one_of
        and results.operand_mask & terms.term_bit <> 0
    left join metrics on terms.metric_code = metrics.metric_code
)

-- the names behind each pattern of operands that are missing or left out
select
    slot_no,
    one_of,
    operand_mask,
    count(*) as n_operands,
    string_agg(operand, ', ' order by ordinal) as operands,
    string_agg(operand_zh, '、' order by ordinal) as operands_zh
from named
group by slot_no, one_of, operand_mask
