"""The clerk's texts: what an identity says, how it came out, what was missing, which cell to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dagster_project.identities.mending import Cell
from dagster_project.identities.suspects import Change, Suspicion

Row = Mapping[str, str]

VERDICTS_ZH = {"holds": "成立", "fails": "不成立", "not_assessable": "无法检验"}
APPLICANTS = {
    "natural_person": ("natural persons", "自然人"),
    "enterprise": ("enterprises", "商业企业"),
    "research": ("research institutions", "科研机构"),
    "public_welfare": ("public welfare organisations", "社会公益组织"),
    "legal_service": ("legal service organisations", "法律服务机构"),
    "other": ("other applicants", "其他"),
    "total": ("total", "总计"),
}
SLIPS = {
    "transposed": ("two digits changed places", "数字颠倒"),
    "digit_lost": ("a digit was lost", "漏一位数字"),
    "digit_added": ("a digit too many", "多一位数字"),
    "digit_changed": ("one digit is wrong", "一位数字有误"),
    "blank": ("left blank", "应填未填"),
    "zero": ("left at 0", "留为0"),
    "neighbour": ("the figure of the row beside it", "错填相邻行数据"),
    "other": ("", ""),
}
_NOTE = re.compile(r"[(（][^()（）]{6,}[)）]")
_METRIC = re.compile(r"(?P<code>[a-z_0-9]+(?:\.[a-z_0-9]+)+)(?:\[(?P<member>[^\]]+)\])?(?P<rest>#\d+)?")
VARIANTS = {
    "category": ("category", "类别"),
    "organ": ("organ", "公开主体"),
    "attribute": ("attribute", "公开属性"),
    "prose": ("text", "正文"),
    "table": ("table", "表格"),
    "inflow": ("requests handled", "收办数"),
    "answered": ("requests answered", "答复数"),
    "with_partial": ("in full or in part", "予以公开及部分公开合计"),
}
REMARKS_ZH = {
    "the base is zero": "分母为零",
    "one side is zero": "一边为零",
    "out of range": "数值超出范围",
    "some not found": "部分下级或部门报告未见",
    "several readings": "单元格有多种读法",
    "the rest of the list": "清单其余部分",
    "a printed share": "所列占比",
    "a second statement": "第二次表述",
    "a printed cell": "已填单元格",
    "a report of the other level": "上级或下级报告",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What identities, metrics and members are called, in both languages."""

    identities: Mapping[str, tuple[str, str]]
    metrics: Mapping[str, tuple[str, str]]
    members: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, tables: Mapping[str, Sequence[Row]]) -> Names:
        """The names that the seeds give."""
        return cls(
            {row["identity_code"]: (row["title_en"], row["title_zh"]) for row in tables["identities"]},
            {row["metric_code"]: (row["label_en"], _NOTE.sub("", row["label_zh"])) for row in tables["metrics"]},
            {row["member"]: (row["member"], row["words"].split("|")[0]) for row in tables.get("categories", ())},
        )

    def cell(self, cell: Cell, chinese: bool) -> str:
        """A cell by the labels of its row and column."""
        metric, member = cell
        name = self.metrics.get(metric, (metric, metric))[chinese]
        column = self._part(member, chinese)
        return f"{name}[{column}]" if column else name

    def instance(self, member: str, chinese: bool) -> str:
        """What an identity was tried on, as the form calls it: a column, a row, a category."""
        return " / ".join(self._part(part, chinese) for part in member.split("/"))

    def _part(self, part: str, chinese: bool) -> str:
        if match := _METRIC.fullmatch(part):
            return self.cell((match["code"], match["member"] or ""), chinese) + (match["rest"] or "")
        known = APPLICANTS.get(part) or VARIANTS.get(part) or self.members.get(part, (part, part))
        return known[chinese]


def explanation(row: Mapping[str, Any], names: Names, chinese: bool) -> str:
    """One sentence on a row of fct_identity: the identity and its arithmetic, or what it lacks."""
    title = names.identities[row["identity_code"]][chinese]
    colon, stop = ("：", "；") if chinese else (": ", "; ")
    return title + colon + stop.join([_outcome(row, chinese), *_notes(row, chinese)])


def _outcome(row: Mapping[str, Any], chinese: bool) -> str:
    if row["verdict"] != "not_assessable":
        told = row["arithmetic_zh" if chinese else "arithmetic"]
        return str(told) if told else f"{_number(row['lhs'])} {row['operator']} {_number(row['rhs'])}"
    missing = row["missing_operands_zh" if chinese else "missing_operands"] or row["remark"] or ""
    if chinese:
        return f"无法检验，缺：{REMARKS_ZH.get(missing, missing)}"
    return f"not assessable, missing: {missing}"


def _number(amount: Decimal) -> str:
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"


def _notes(row: Mapping[str, Any], chinese: bool) -> list[str]:
    notes = []
    if row["verdict"] == "fails" and row["remark"] == "cut_off":
        notes.append(("the printed value was cut off, not rounded", "所列数值系截断而非四舍五入")[chinese])
    if row["remark"] == "every reading":
        notes.append(("so in every reading of the open cells", "存疑单元格的各种读法均如此")[chinese])
    if row["verdict"] == "fails" and row["n_left_out"]:
        blank = row["n_left_out"]
        notes.append((f"{blank} blank cells are not counted", f"{blank}个空白单元格未计入")[chinese])
    if row["other_version"] is not None:
        version, verdict = row["other_version"], "holds" if row["verdict"] == "fails" else "fails"
        notes.append(
            (
                f"it {verdict} with version {version} of last year's report, since restated",
                f"与上年报告第{version}版相比{VERDICTS_ZH[verdict]}，上年报告已更正",
            )[chinese]
        )
    if row["verdict"] == "fails" and row["whose_error"] == "reading":
        notes.append(("the reading itself is doubtful", "读取结果存疑")[chinese])
    return notes


def suggestion(found: Sequence[Suspicion], names: Names, chinese: bool) -> str:
    """Where to look first, in words; nothing is changed."""
    if not found:
        return ""
    both = (" and ", "，并且")[chinese]
    either = ("; or ", "；或者")[chinese]
    told = [both.join(_change(c, names, chinese) for c in s.changes) for s in found[:3]]
    lead = ("look at ", "请核对")[chinese]
    more = len(found) - len(told)
    rest = "" if more <= 0 else (f"; {more} more possibilities", f"；另有{more}种可能")[chinese]
    return lead + either.join(told) + rest


def _change(change: Change, names: Names, chinese: bool) -> str:
    printed = ("blank", "空白")[chinese] if change.printed is None else str(change.printed)
    why = SLIPS[change.reason][chinese]
    reason = f" ({why})" if why and not chinese else f"（{why}）" if why else ""
    name = names.cell(change.cell, chinese)
    return (
        f"{name}, printed {printed}, would have to be {change.needed}{reason}",
        f"{name}：填{printed}，应为{change.needed}{reason}",
    )[chinese]
