"""A report without tables: what the rows of the form would hold is told in sentences, and read as these tell it."""

from __future__ import annotations

from decimal import Decimal

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.report import parse
from dagster_project.readers import read

REPORT = """桐川县2021年政府信息公开工作年度报告
一、总体情况
2021年,全县公开信息100条。
二、主动公开政府信息情况
本年制发规章0件,废止0件,现行有效0件;制发行政规范性文件12件,废止3件,现行有效86件。作出行政许可处理决定1234件,行政处罚56件,行政强制7件。
三、收到和处理政府信息公开申请情况
本年新收政府信息公开申请37件,其中自然人30件、商业企业3件、科研机构0件、社会公益组织1件、法律服务机构2件、其他1件。
上年结转政府信息公开申请2件,均为自然人。本年度予以公开20件,其中自然人15件、商业企业3件、法律服务机构2件;部分公开4件;
不予公开5件;无法提供6件,其中本机关不掌握相关政府信息5件、没有现成信息需要另行制作1件;
不予处理2件,其中信访举报投诉类申请1件、重复申请1件;其他处理1件。结转下年度继续办理1件。
四、政府信息公开行政复议、行政诉讼情况
行政复议3件,结果维持2件,结果纠正1件,其他结果0件,尚未审结0件。行政诉讼未经复议直接起诉2件,结果维持1件,结果纠正0件,其他结果0件,尚未审结1件;
复议后起诉4件,结果维持1件,结果纠正3件,其他结果0件,尚未审结0件。
五、存在的主要问题及改进情况
无。
"""
STATED = {
    ("normative.in_force", ""): 86,
    ("coercion.decisions", ""): 7,
    ("applications.received.new", "total"): 37,
    ("applications.received.new", "enterprise"): 3,
    ("applications.received.carried_in", "total"): 2,
    ("applications.outcome.granted", "total"): 20,
    ("applications.outcome.granted", "legal_service"): 2,
    ("applications.outcome.unable.needs_creation", "total"): 1,
    ("applications.outcome.not_processed.petition", "total"): 1,
    ("applications.outcome.not_processed.duplicate", "total"): 1,
    ("applications.outcome.other", "total"): 1,
    ("applications.carried_out", "total"): 1,
    ("review.total", ""): 3,
    ("review.corrected", ""): 1,
    ("litigation.direct.total", ""): 2,
    ("litigation.direct.pending", ""): 1,
    ("litigation.after_review.total", ""): 4,
    ("litigation.after_review.corrected", ""): 3,
}


def test_rows_of_the_form_told_in_sentences_are_read(codebook: Codebook) -> None:
    (document,) = read("page.txt", REPORT.encode())
    told: dict[tuple[str, str], set[object]] = {}
    for statement in parse(document, codebook, None).statements:
        told.setdefault((statement.metric_code, statement.member), set()).add(statement.value)
    assert {key: told.get(key) for key in STATED} == {key: {Decimal(value)} for key, value in STATED.items()}
