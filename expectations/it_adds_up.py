"""Does it add up? One law for each accounting identity of the codebook, and the laws of the arithmetic itself.

A failing identity is the publisher's: a warning that names the reports with their arithmetic. What stops publication is
arithmetic that we may have got wrong: a residual that was not computed, a verdict that its own terms contradict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expectations.law import Law, Question, every_row

NAME = "it_adds_up"

KEY = "t.report_key || ' · ' || t.identity_code || case when t.member = '' then '' else ' · ' || t.member end"
TERMS = (
    "coalesce(cast(t.lhs as varchar), 'null') || ' ' || coalesce(t.operator, '?') || ' ' ||"
    " coalesce(cast(t.rhs as varchar), 'null') || ' (' || coalesce(cast(t.residual as varchar), 'null') || ')'"
)
ARITHMETIC = (
    f"coalesce(t.arithmetic_zh, t.arithmetic, {TERMS}) || coalesce(' [' || t.whose_error || ']', '')"
    " || case when t.is_waived then ' [waived 已认可]' else '' end"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """An accounting identity as the codebook declares it, as far as its law needs it."""

    code: str
    title_en: str
    title_zh: str
    legal_source: str
    severity: str


def question(identities: Sequence[Identity]) -> Question:
    """The laws about arithmetic: first the table and its terms, then every identity in the order of the codebook."""
    laws = (*_arithmetic(), *_readings(), *(_holds(identity) for identity in identities))
    return Question(NAME, "Does it add up?", "勾稽关系成立吗？", laws)


def law_name(identity_code: str) -> str:
    """The name of the law that stands for an identity: APP.FLOW becomes app_flow_holds."""
    return identity_code.lower().replace(".", "_").replace("-", "_") + "_holds"


def _holds(identity: Identity) -> Law:
    source = f" ({identity.legal_source})" if identity.legal_source else ""
    unsettled = "case n_tried when 0 then 'never tried 从未检验' else 'a verdict or a term is missing 缺结论或数据' end"
    return Law(
        law_name(identity.code),
        "identity_tally",
        "warning",
        f"{identity.code}: {identity.title_en}{source}",
        f"{identity.code}：{identity.title_zh}",
        f"select {KEY} as key, {ARITHMETIC} as reason from identity_failure as t\n"
        f"where t.identity_code = '{identity.code}'\nunion all\n"
        f"select '{identity.code}', coalesce((select {unsettled} from judged as t where t.identity_code ="
        f" '{identity.code}'), 'never tried 从未检验') where not exists"
        f" (select 1 from judged as t where t.identity_code = '{identity.code}' and t.is_settled)",
        identity.code,
        identity.severity,
    )


def _arithmetic() -> tuple[Law, ...]:
    verdicts = every_row(
        "every_identity_has_a_verdict",
        "fct_identity",
        KEY,
        "t.verdict in ('holds', 'fails', 'not_assessable')",
        "'verdict ' || coalesce(t.verdict, 'null')",
        "Every identity tried holds, fails or is not assessable",
        "每条检验的结论为成立、不成立或无法检验",
    )
    terms = every_row(
        "every_assessed_identity_has_its_terms",
        "fct_identity",
        KEY,
        "t.verdict = 'not_assessable' or (t.lhs is not null and t.rhs is not null and t.residual is not null)",
        TERMS,
        "Where an identity is assessed, both sides and the residual are computed",
        "凡作出结论的，左右两边与差额均已算出",
    )
    named = every_row(
        "every_unassessed_identity_says_why",
        "fct_identity",
        KEY,
        "t.verdict <> 'not_assessable' or length(coalesce(t.missing_operands, t.remark)) > 0",
        "'no operand named 未说明所缺项目'",
        "Where an identity is not assessable, the missing operand is named",
        "无法检验的，说明所缺项目",
    )
    residual = every_row(
        "every_residual_is_the_difference",
        "fct_identity",
        KEY,
        "t.verdict = 'not_assessable' or t.residual = t.lhs - t.rhs",
        TERMS,
        "The residual is the left side less the right side",
        "差额等于左边减右边",
    )
    return verdicts, terms, named, residual


def _readings() -> tuple[Law, ...]:
    certain = every_row(
        "no_disputed_reading_is_certain",
        "fct_figure",
        "t.report_key || ' · ' || t.metric_code || ' · ' || t.member",
        "t.agreement <> 'disagree' or t.confidence < 0.7",
        "'two readings disagree, confidence 两次读取不一致，置信度 ' || t.confidence",
        "A figure of which two readings disagree is never shown as certain",
        "两次独立读取不一致的数据不得显示为确定",
    )
    listed = every_row(
        "two_readings_agree",
        "fct_figure",
        "t.report_key || ' · ' || t.metric_code || ' · ' || t.member",
        "t.agreement in ('agree', 'single')",
        "'agreement ' || coalesce(t.agreement, 'null')",
        "Where a figure was read in two ways, both give the same",
        "以两种方式读取的数据结果相同",
        "warning",
    )
    reconciled = every_row(
        "no_reconciled_figure_is_contradicted",
        "fct_figure_reconciled",
        "t.report_key || ' · ' || t.metric_code || ' · ' || t.member",
        "t.status in ('reconciled', 'unchecked')",
        "'status ' || coalesce(t.status, 'null')",
        "The reconciled figures leave out those that an identity contradicts",
        "核对后的数据不含与勾稽关系矛盾的数据",
    )
    return certain, listed, reconciled
