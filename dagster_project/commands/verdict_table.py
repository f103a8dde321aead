"""Verdicts as a clerk reads them: what fails first, its arithmetic, the words on the page, the suspected cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

Record = Mapping[str, str]
ORDER = ("fails", "holds", "not_assessable")
STYLE = {"fails": "red", "holds": "green", "not_assessable": "dim"}
WIDTH_IN_A_FILE = 200
ENGLISH = {
    "fails": "fails",
    "holds": "holds",
    "not_assessable": "not assessable",
    "error": "error",
    "warning": "warning",
    "info": "info",
    "headings": "verdict|identity|item|arithmetic|words on the page",
    "suggestion": "perhaps",
    "publisher": "the publisher's",
    "reading": "a doubtful reading",
    "undecided": "not decided",
    "whose": "whose error",
}
CHINESE = {
    "fails": "不成立",
    "holds": "成立",
    "not_assessable": "无法检验",
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "headings": "结论|勾稽关系|项目|算式|原文",
    "suggestion": "疑似",
    "publisher": "发布机关",
    "reading": "读取存疑",
    "undecided": "未定",
    "whose": "差错归属",
}


def print_verdicts(records: Sequence[Record], instances: Sequence[str], chinese: bool) -> None:
    """A table for each report is on the screen; `instances` names in words what each record was tried on."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_IN_A_FILE
    words = CHINESE if chinese else ENGLISH
    named = [{**row, "instance": instance} for row, instance in zip(records, instances, strict=True)]
    for (file, year), rows in groupby(named, key=lambda r: (r["file"], r["report_year"])):
        of_report = list(rows)
        counts = Counter(row["verdict"] for row in of_report)
        told = ", ".join(f"{counts[verdict]} {words[verdict]}" for verdict in ORDER if counts[verdict])
        console.print(Text(f"{file} ({year}): {told}", style="bold"))
        console.print(_table(of_report, words))
        console.print()


def _table(rows: Sequence[Record], words: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(words["headings"].split("|")):
        table.add_column(heading, overflow="fold", no_wrap=number < 2)
    for row in sorted(rows, key=lambda r: ORDER.index(r["verdict"])):
        verdict = Text(_verdict(row, words), style=STYLE[row["verdict"]])
        cells = (row["identity_code"], row["instance"], _arithmetic(row, words), row["evidence"])
        table.add_row(verdict, *map(Text, cells))
    return table


def _verdict(row: Record, words: Mapping[str, str]) -> str:
    verdict = words[row["verdict"]]
    severity = row["severity"]
    return f"{verdict} ({words.get(severity, severity)})" if row["verdict"] == "fails" else verdict


def _arithmetic(row: Record, words: Mapping[str, str]) -> str:
    lines = [row["explanation"]]
    if row["verdict"] == "fails":
        if row["suggestion"]:
            lines.append(f"{words['suggestion']}: {row['suggestion']}")
        if row["whose_error"]:
            lines.append(f"{words['whose']}: {words.get(row['whose_error'], row['whose_error'])}")
    return "\n".join(lines)
