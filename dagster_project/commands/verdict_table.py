"""Verdicts as a clerk reads them: what fails first, its arithmetic, the words on the page, the suspected cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dagster_project.identities.check import CheckRow

ORDER = ("fails", "holds", "not_assessable")
STYLE = {"fails": "red", "holds": "green", "not_assessable": "dim"}
WIDTH_IN_A_FILE = 160
WORDS_SHOWN = 2
# Of the width that the verdict leaves: identity, item, arithmetic, words on the page.
RATIOS = (4, 2, 5, 4)
ENGLISH = {
    "fails": "fails",
    "holds": "holds",
    "not_assessable": "not assessable",
    "error": "error",
    "warning": "warning",
    "info": "info",
    "headings": "verdict|identity|item|arithmetic|words on the page",
    "colon": ": ",
    "comma": ", ",
    "list": ", ",
    "suggestion": "perhaps",
    "publisher": "the publisher's",
    "reading": "a doubtful reading",
    "undecided": "not decided",
    "whose": "whose error",
    "untried": "not assessable, missing: ",
    "missing": "missing: ",
}
CHINESE = {
    "fails": "不成立",
    "holds": "成立",
    "not_assessable": "无法检验",
    "error": "错误",
    "warning": "警告",
    "info": "提示",
    "headings": "结论|勾稽关系|项目|算式|原文",
    "colon": "：",
    "comma": "，",
    "list": "、",
    "suggestion": "疑似",
    "publisher": "发布机关",
    "reading": "读取存疑",
    "undecided": "未定",
    "whose": "差错归属",
    "untried": "无法检验，缺：",
    "missing": "缺：",
}


def print_verdicts(rows: Sequence[CheckRow], chinese: bool) -> None:
    """A table for each report is on the screen, under a line that counts its verdicts."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_IN_A_FILE
    words = CHINESE if chinese else ENGLISH
    for (file, year), found in groupby(rows, key=lambda row: (row.file, row.report_year)):
        of_report = list(found)
        counts = Counter(row.verdict for row in of_report)
        told = words["comma"].join(f"{counts[verdict]} {words[verdict]}" for verdict in ORDER if counts[verdict])
        console.print(Text(f"{file} ({year or ''}){words['colon']}{told}", style="bold"))
        console.print(_table(of_report, words, chinese))
        console.print()


def _table(rows: Sequence[CheckRow], words: Mapping[str, str], chinese: bool) -> Table:
    """What fails row by row; what holds or cannot be tried identity by identity."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    headings = words["headings"].split("|")
    table.add_column(headings[0], no_wrap=True)
    for heading, ratio in zip(headings[1:], RATIOS, strict=True):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for row in rows:
        if row.verdict == "fails":
            verdict = f"{words['fails']} ({words[row.severity]})"
            cells = (row.instance_zh if chinese else row.instance, _failure(row, words, chinese), row.evidence)
            table.add_row(Text(verdict, style=STYLE["fails"]), _identity(row, chinese), *map(Text, cells))
    for verdict in ORDER[1:]:
        of_verdict = [row for row in rows if row.verdict == verdict]
        for _, group in groupby(of_verdict, key=lambda row: row.identity_code):
            alike = list(group)
            told = "\n".join(_outcomes(alike, words, chinese))
            shown = Text(words[verdict], style=STYLE[verdict])
            count = str(len(alike)) if len(alike) > 1 else alike[0].instance_zh if chinese else alike[0].instance
            table.add_row(shown, _identity(alike[0], chinese), Text(count), Text(told), Text(_evidence(alike)))
    return table


def _identity(row: CheckRow, chinese: bool) -> Text:
    """What it demands, and its code."""
    return Text.assemble(row.title_zh if chinese else row.title, "\n", (row.identity_code, "dim"))


def _outcome(row: CheckRow, words: Mapping[str, str], chinese: bool) -> str:
    """The arithmetic, or what is missing, without the sentence of the identity before it."""
    title, told = (row.title_zh, row.explanation_zh) if chinese else (row.title, row.explanation)
    return told.removeprefix(title + words["colon"]).replace(words["untried"], words["missing"])


def _outcomes(rows: Sequence[CheckRow], words: Mapping[str, str], chinese: bool) -> Iterator[str]:
    """One line for each outcome, after the items that have it in common."""
    items: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        items[_outcome(row, words, chinese)].append(row.instance_zh if chinese else row.instance)
    for outcome, named in items.items():
        yield f"{words['list'].join(named)}{words['colon']}{outcome}" if any(named) and len(rows) > 1 else outcome


def _evidence(rows: Sequence[CheckRow]) -> str:
    said = list(dict.fromkeys(row.evidence for row in rows if row.evidence))
    return "\n".join([*said[:WORDS_SHOWN], *(["…"] if len(said) > WORDS_SHOWN else [])])


def _failure(row: CheckRow, words: Mapping[str, str], chinese: bool) -> str:
    lines = [_outcome(row, words, chinese)]
    if suggestion := row.suggestion_zh if chinese else row.suggestion:
        lines.append(f"{words['suggestion']}{words['colon']}{suggestion}")
    if row.whose_error:
        lines.append(f"{words['whose']}{words['colon']}{words[row.whose_error]}")
    return "\n".join(lines)
