"""Tables with known figures, and what a reading of them must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dagster_project.parsers.figures import Statement
from dagster_project.parsers.tables import TableReading, read_tables

from .printing import BLOCKS, CODES, FORMS, MEMBERS, document, totalled

Key = tuple[str, str]
SURE = Decimal("0.65")

_LEAVES = {
    "applications.outcome.granted": [12, 3, 0, 0, 0, 1],
    "applications.outcome.partial": [4, 0, 0, 0, 0, 0],
    "applications.outcome.refused.process": [2, 1, 0, 0, 0, 0],
    "applications.outcome.unable.not_held": [7, 0, 0, 1, 0, 0],
    "applications.outcome.not_processed.petition": [2, 0, 0, 0, 0, 0],
}
REQUESTS_2021 = totalled(
    "2021", {**_LEAVES, "applications.outcome.other.other": [3, 0, 0, 0, 0, 0]}, [1, 0, 0, 0, 0, 0]
)
REQUESTS_2019 = totalled("2019", {**_LEAVES, "applications.outcome.other": [3, 0, 0, 0, 0, 0]}, [1, 0, 0, 0, 0, 0])
REMEDIES = [2, 0, 1, 1, 4, 3, 0, 0, 2, 5, 0, 1, 0, 0, 1]
PRINTED_REMEDIES = [str(value) for value in REMEDIES]

SECTION_2021 = """二、主动公开政府信息情况
第二十条第(一)项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 0
行政规范性文件 5 2 41
第二十条第(五)项
信息内容 本年处理决定数量
行政许可 1234
第二十条第(六)项
信息内容 本年处理决定数量
行政处罚 56
行政强制 7
第二十条第(八)项
信息内容 本年收费金额(单位:万元)
行政事业性收费 321.5
"""
PROACTIVE_2021 = {
    "rules.issued": "0",
    "rules.repealed": "0",
    "rules.in_force": "0",
    "normative.issued": "5",
    "normative.repealed": "2",
    "normative.in_force": "41",
    "licensing.decisions": "1234",
    "penalty.decisions": "56",
    "coercion.decisions": "7",
    "admin_fee.amount": "321.5",
}
SECTION_2019 = """二、主动公开政府信息情况
第二十条第(一)项
信息内容 本年新制作数量 本年新公开数量 对外公开总数量
规章 0 0 0
规范性文件 5 4 41
第二十条第(五)项
信息内容 上一年项目数量 本年增/减 处理决定数量
行政许可 120 -3 1,234
其他对外管理服务事项 30 +2 99
第二十条第(六)项
信息内容 上一年项目数量 本年增/减 处理决定数量
行政处罚 400 0 56
行政强制 20 增1 7
第二十条第(八)项
信息内容 上一年项目数量 本年增/减
行政事业性收费 9 减1
第二十条第(九)项
信息内容 采购项目数量 采购总金额
政府集中采购 15 123456.78元
"""
PROACTIVE_2019 = {
    "rules.issued": "0",
    "rules.disclosed_new": "0",
    "rules.disclosed_total": "0",
    "normative.issued": "5",
    "normative.disclosed_new": "4",
    "normative.disclosed_total": "41",
    "licensing.items_prev": "120",
    "licensing.items_change": "-3",
    "licensing.decisions": "1234",
    "other_services.items_prev": "30",
    "other_services.items_change": "2",
    "other_services.decisions": "99",
    "penalty.items_prev": "400",
    "penalty.items_change": "0",
    "penalty.decisions": "56",
    "coercion.items_prev": "20",
    "coercion.items_change": "1",
    "coercion.decisions": "7",
    "admin_fee.items_prev": "9",
    "admin_fee.items_change": "-1",
    "procurement.projects": "15",
    "procurement.amount": "123456.78",
}


def of_requests(rows: Mapping[str, Sequence[int]]) -> dict[Key, Decimal | None]:
    """The cells of section three by metric and kind of applicant."""
    return {(m, c): Decimal(v) for m, row in rows.items() for c, v in zip(MEMBERS, row, strict=True)}


def of_remedies(figures: Sequence[int]) -> dict[Key, Decimal | None]:
    """The cells of section four by metric."""
    return {(f"{BLOCKS[i // 5]}.{CODES[i % 5]}", ""): Decimal(value) for i, value in enumerate(figures)}


def of_metrics(figures: Mapping[str, str]) -> dict[Key, Decimal | None]:
    """Cells that have no member."""
    return {(metric, ""): Decimal(value) for metric, value in figures.items()}


def read_words(words: str, name: str = "") -> TableReading:
    """The tables in a file with these words; a page when they hold a table in HTML."""
    return read_tables(document(words, name or ("page.html" if "<t" in words else "report.txt")), FORMS)


def stated(reading: TableReading) -> dict[Key, Statement]:
    """The statements by metric and member; a key stated twice is an error."""
    keyed = {(s.metric_code, s.member): s for s in reading.statements}
    assert len(keyed) == len(reading.statements)
    return keyed


def assert_reads(words: str, wanted: Mapping[Key, Decimal | None], form: str, name: str = "") -> TableReading:
    """The words read back as these cells and no others, in this form."""
    reading = read_words(words, name)
    got = {key: statement.value for key, statement in stated(reading).items()}
    assert got == dict(wanted)
    assert reading.form_code == form
    return reading


def falsely_sure(reading: TableReading, wanted: Mapping[Key, Decimal | None]) -> list[tuple[Key, object, object]]:
    """The cells read wrong and shown as certain."""
    got = stated(reading)
    return [
        (key, value, got[key].value)
        for key, value in wanted.items()
        if key in got and got[key].value != value and got[key].confidence > SURE
    ]
