"""Are the values of the right kind? Blank is not zero, bounds enclose, every figure leads back to its words."""

from __future__ import annotations

from expectations.law import Law, Question, Severity, every_row

NAME = "values_are_of_their_kind"

STATEMENT = "t.report_key || ' · ' || t.statement_no || ' · ' || t.metric_code"
FIGURE = "t.report_key || ' · ' || t.metric_code || ' · ' || t.member"
PRINTED = (
    "'printed 印作 ' || coalesce(t.value_text, 'null') || ', value 值 ' || coalesce(cast(t.value as varchar), 'null')"
)
WITHIN = (
    "'value 值 ' || coalesce(cast(t.value as varchar), 'null') || ', bounds 界 ' ||"
    " coalesce(cast(t.lower_bound as varchar), '-') || ' … ' || coalesce(cast(t.upper_bound as varchar), '-')"
)
CHANGE = "t.metric_code like '%.items_change'"


def question() -> Question:
    """The laws about values."""
    laws = (*_statements(), *_traces(), *_figures(), *_reports())
    return Question(NAME, "Are the values of the right kind?", "数值的类型对吗？", laws)


def _statement(name: str, holds: str, reason: str, en: str, zh: str, severity: Severity = "critical") -> Law:
    return every_row(name, "fct_statement", STATEMENT, holds, reason, en, zh, severity)


def _statements() -> tuple[Law, ...]:
    return (
        _statement(
            "semantics_are_known",
            "t.value_semantic in ('reported', 'stated_zero', 'blank', 'not_applicable', 'ambiguous')",
            "coalesce(t.value_semantic, 'null')",
            "A statement is reported, a stated zero, blank, not applicable or ambiguous",
            "表述为已报告、明示为零、空白、不适用或有多种读法",
        ),
        _statement(
            "blank_is_not_zero",
            "(t.value is null and t.value_on is null) = (t.value_semantic in ('blank', 'not_applicable', 'ambiguous'))",
            f"t.value_semantic || ', ' || {PRINTED}",
            "A blank cell has no value, a reported one has",
            "空白没有数值，已报告的有数值",
        ),
        _statement(
            "ambiguous_cells_have_readings_and_no_value",
            "t.value_semantic <> 'ambiguous' or (t.value is null and len(t.readings) > 1 and t.confidence < 0.7)",
            f"{PRINTED} || ', readings 读法 ' || coalesce(cast(len(t.readings) as varchar), 'null')",
            "A cell that may be read in several ways lists them and has no value",
            "有多种读法的单元格列出读法，不给数值",
        ),
        _statement(
            "stated_zero_is_zero",
            "t.value_semantic <> 'stated_zero' or t.value = 0",
            PRINTED,
            "A stated zero is zero",
            "明示为零的数值为零",
        ),
        _statement(
            "qualifiers_are_known",
            "t.qualifier in ('exact', 'approx', 'at_least', 'at_most')",
            "coalesce(t.qualifier, 'null')",
            "A figure is exact, approximate, at least or at most",
            "数据为确切、约数、下限或上限",
        ),
        _statement(
            "bounds_enclose_the_value",
            "t.value is null or (coalesce(t.lower_bound, t.value) <= t.value"
            " and t.value <= coalesce(t.upper_bound, t.value))",
            WITHIN,
            "The bounds enclose the value",
            "数值在其上下界之内",
        ),
        _statement(
            "exact_figures_have_no_width",
            "t.value is null or t.qualifier <> 'exact' or (t.lower_bound = t.value and t.upper_bound = t.value)",
            WITHIN,
            "Both bounds of an exact figure are the figure",
            "确切数据的上下界等于其值",
        ),
    )


def _traces() -> tuple[Law, ...]:
    return (
        _statement(
            "every_statement_quotes_its_words",
            "length(t.evidence) > 0 and length(t.locator) > 0",
            "'evidence or locator is empty 缺原文或定位'",
            "Every statement quotes the words it was read from and where they stand",
            "每条表述附原文与位置",
        ),
        Law(
            "spans_are_inside_the_report",
            "fct_statement",
            "critical",
            "The span of a statement lies inside its report",
            "表述的位置在报告之内",
            f"select {STATEMENT} as key, 'span 区间 ' || coalesce(cast(t.span_start as varchar), 'null') || '-' ||"
            " coalesce(cast(t.span_end as varchar), 'null') as reason\n"
            "from judged as t left join dim_report as r on t.report_key = r.report_key\n"
            "where not coalesce(t.span_start between 0 and t.span_end and t.span_end <= r.characters, false)",
        ),
        _statement(
            "confidence_is_a_share",
            "t.confidence between 0 and 1",
            "coalesce(cast(t.confidence as varchar), 'null')",
            "Confidence lies between 0 and 1",
            "置信度在 0 与 1 之间",
        ),
        _statement(
            "sources_are_known",
            "t.source in ('table', 'prose', 'header')",
            "coalesce(t.source, 'null')",
            "A statement stands in a table, in prose or in the header",
            "表述见于表格、正文或文头",
        ),
        _statement(
            "open_readings_are_never_certain",
            "len(t.readings) <= 1 or t.confidence < 0.7 or t.is_settled",
            f"{PRINTED} || ', confidence 置信度 ' || coalesce(cast(t.confidence as varchar), 'null')",
            "A figure that can be read in several ways, and that no other year has settled, is never certain",
            "有多种读法且未由其他年度确定的数据，不算确定",
        ),
    )


def _figures() -> tuple[Law, ...]:
    return (
        every_row(
            "units_are_given",
            "fct_figure",
            FIGURE,
            "t.value_semantic in ('blank', 'not_applicable') or length(t.unit) > 0",
            "'no unit 无单位'",
            "Every figure has its unit",
            "每个数据都有单位",
        ),
        every_row(
            "counts_are_not_negative",
            "fct_figure",
            FIGURE,
            f"t.value is null or (t.metric_code is not null and (t.value >= 0 or {CHANGE}))",
            "cast(t.value as varchar)",
            "No count or amount is negative, except a change",
            "除增减数外，数量与金额不为负",
            "warning",
        ),
        every_row(
            "shares_are_percentages",
            "fct_figure",
            FIGURE,
            "t.value is null or (t.unit is not null and (t.unit <> 'percent' or t.value between 0 and 100))",
            "cast(t.value as varchar) || ' %'",
            "A share lies between 0 and 100 %",
            "占比在 0 与 100% 之间",
            "warning",
        ),
        every_row(
            "money_is_in_yuan",
            "fct_figure",
            FIGURE,
            "t.value is null or t.unit not in ('yuan', 'wan_yuan')"
            " or t.amount_yuan = t.value * case t.unit when 'wan_yuan' then 10000 else 1 end",
            "coalesce(cast(t.amount_yuan as varchar), 'null') || ' of ' || cast(t.value as varchar) || ' ' || t.unit",
            "Money is carried to yuan, the printed unit kept",
            "金额折算为元，保留原单位",
        ),
        Law(
            "units_are_of_their_metric",
            "fct_figure",
            "critical",
            "A figure is in the unit of its metric, money in yuan or in 10,000 yuan",
            "数据以其指标的单位计，金额以元或万元计",
            f"select {FIGURE} as key, coalesce(t.unit, 'null') || ' for 应为 ' || m.unit as reason\n"
            "from judged as t inner join dim_metric as m on t.metric_code = m.metric_code\n"
            "where t.value is not null and t.unit is distinct from m.unit"
            " and not (m.is_money and coalesce(t.unit in ('yuan', 'wan_yuan'), false))",
        ),
        every_row(
            "statuses_are_known",
            "fct_figure",
            FIGURE,
            "t.status in ('reconciled', 'contradicted', 'unchecked')",
            "coalesce(t.status, 'null')",
            "A figure is reconciled, contradicted or unchecked",
            "数据为已核对、相矛盾或未核对",
        ),
    )


def _reports() -> tuple[Law, ...]:
    return (
        every_row(
            "report_years_are_possible",
            "dim_report",
            "t.report_key",
            "t.report_year between 2008 and year(current_date)",
            "coalesce(cast(t.report_year as varchar), 'null')",
            "A report year lies between 2008 and now",
            "报告年度在 2008 年与今年之间",
        ),
        every_row(
            "periods_are_in_order",
            "dim_report",
            "t.report_key",
            "t.period_start_on is null or t.period_end_on is null or t.period_start_on <= t.period_end_on",
            "t.period_start_on || ' … ' || t.period_end_on",
            "A reporting period does not end before it starts",
            "统计期限的终点不早于起点",
            "warning",
        ),
        every_row(
            "reports_follow_their_year",
            "dim_report",
            "t.report_key",
            "t.published_on is null or year(t.published_on) >= t.report_year",
            "cast(t.published_on as varchar)",
            "A report is not published before its year",
            "报告不早于报告年度公布",
            "warning",
        ),
    )
