"""Prints a table of figures in the shapes in which reports print them, so that tests can read it back."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from dagster_project.document import Document
from dagster_project.parsers.tables import TableForms
from dagster_project.readers import read

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
MEMBERS = ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total")
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
BLOCKS = ("review", "litigation.direct", "litigation.after_review")
CODES = ("upheld", "corrected", "other", "pending", "total")


def seed_tables() -> dict[str, list[dict[str, str]]]:
    """The seeds of the forms as the codebook holds them."""
    tables = {}
    for path in SEEDS.glob("form_*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            tables[path.stem] = list(csv.DictReader(lines))
    return tables


FORMS = TableForms.from_tables(seed_tables())
ROWS = {form: [row for row in FORMS.rows[(form, "applications")]] for form in ("2019", "2021")}


def data_rows(form: str) -> list[str]:
    """The metrics of the rows of section three that have figures, in printed order."""
    return [row.metric for row in ROWS[form] if row.kind == "data"]


def document(words: str, name: str = "report.txt") -> Document:
    """The document that a file with these words gives."""
    return read(name, words.encode("utf-8"))[0]


def totalled(form: str, cells: Mapping[str, Sequence[int]], carried: Sequence[int]) -> dict[str, list[int]]:
    """Rows of seven that keep every sum of the form, from leaves of six and what was carried in and out."""
    six = {metric: list(cells.get(metric, [0] * 6)) for metric in data_rows(form)}
    leaves = [row.metric for row in ROWS[form] if row.kind == "data" and row.role == "leaf"]
    total = [sum(six[leaf][c] for leaf in leaves) for c in range(6)]
    out = list(carried)
    six["applications.outcome.total"] = total
    six["applications.carried_out"] = out
    carried_in = [min(1, total[c] + out[c]) for c in range(6)]
    six["applications.received.carried_in"] = carried_in
    six["applications.received.new"] = [total[c] + out[c] - carried_in[c] for c in range(6)]
    return {metric: [*row, sum(row)] for metric, row in six.items()}


def labelled(form: str, rows: Mapping[str, Sequence[str]]) -> list[tuple[str, Sequence[str]]]:
    """Each printed row of section three: label and cells, no cells for headings."""
    return [(row.label, rows[row.metric] if row.kind == "data" else ()) for row in ROWS[form]]


def words_of_rows(rows: Mapping[str, Sequence[int]]) -> dict[str, list[str]]:
    """The figures as they are printed."""
    return {metric: [str(value) for value in row] for metric, row in rows.items()}


def lined(form: str, rows: Mapping[str, Sequence[str]], remedies: Sequence[str]) -> str:
    """One cell a line, blank lines between."""
    lines = ["三、收到和处理政府信息公开申请情况", "申请人情况", *HEADS]
    for label, cells in labelled(form, rows):
        lines += [label, *cells]
    lines += [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议",
        "行政诉讼",
        *RESULTS * 3,
        *remedies,
        "五、存在的主要问题",
    ]
    return "\n\n".join(lines)


def run_together(form: str, rows: Mapping[str, Sequence[str]], remedies: Sequence[str], gap: str = "") -> str:
    """Everything in one line; `gap` stands between the cells of a row."""
    parts = ["三、收到和处理政府信息公开申请情况申请人情况", *HEADS]
    for label, cells in labelled(form, rows):
        parts += [label, gap, gap.join(cells), gap]
    parts += ["四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼", *RESULTS * 3, gap, gap.join(remedies), gap]
    return "".join([*parts, "五、存在的主要问题及改进情况"])


def piped(form: str, rows: Mapping[str, Sequence[str]], remedies: Sequence[str]) -> str:
    """Pipe tables of Markdown."""
    lines = ["三、收到和处理政府信息公开申请情况", "", "| 申请人情况 | " + " | ".join(HEADS) + " |", "|---" * 8 + "|"]
    lines += [f"| {label} | " + " | ".join(cells or [""] * 7) + " |" for label, cells in labelled(form, rows)]
    lines += [
        "",
        "四、政府信息公开行政复议、行政诉讼情况",
        "",
        "| " + " | ".join(RESULTS * 3) + " |",
        "|---" * 15 + "|",
    ]
    return "\n".join([*lines, "| " + " | ".join(remedies) + " |", "", "五、存在的主要问题"])


def spanned(form: str, rows: Mapping[str, Sequence[str]], remedies: Sequence[str], label_columns: int = 3) -> str:
    """HTML with the spans of the form: group labels over their rows, heads over their columns."""
    kinds = [row for row in ROWS[form] if row.kind != "header"]
    body = []
    inside = sum(row.kind == "data" and row.metric.startswith("applications.outcome") for row in kinds)
    for index, row in enumerate(kinds):
        if row.kind == "group":
            continue
        cells = "".join(f"<td>{cell}</td>" for cell in rows[row.metric])
        left = ""
        first_inside = row.metric == "applications.outcome.granted"
        if first_inside:
            left += f'<td rowspan="{inside}">三、本年度办理结果</td>'
        if row.parent:
            if kinds[index - 1].kind == "group":
                size = sum(other.parent == row.parent for other in kinds)
                left += f'<td rowspan="{size}">{kinds[index - 1].label}</td>'
            left += f"<td>{row.label}</td>"
        else:
            span = label_columns if not row.metric.startswith("applications.outcome") else label_columns - 1
            left += f'<td colspan="{span}">{row.label}</td>'
        body.append(f"<tr>{left}{cells}</tr>")
    head = (
        f'<tr><td colspan="{label_columns}" rowspan="3">'
        "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)</td>"
        '<td colspan="7">申请人情况</td></tr><tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td>'
        '<td rowspan="2">总计</td></tr><tr>' + "".join(f"<td>{head}</td>" for head in HEADS[1:6]) + "</tr>"
    )
    four = "".join(f"<td>{cell}</td>" for cell in remedies)
    heads = "".join(f"<td>{result}</td>" for result in RESULTS * 2)
    first = "".join(f'<td rowspan="2">{result}</td>' for result in RESULTS)
    return (
        "<html><body><h3>三、收到和处理政府信息公开申请情况</h3><table>" + head + "".join(body) + "</table>"
        "<h3>四、政府信息公开行政复议、行政诉讼情况</h3><table>"
        '<tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>'
        f'<tr>{first}<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr><tr>{heads}</tr>'
        f"<tr>{four}</tr></table><h3>五、存在的主要问题及改进情况</h3></body></html>"
    )
