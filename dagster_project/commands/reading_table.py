"""A report's reading as a person checks it against the page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dagster_project.document import Document
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import ReportReading, Statement

QUALIFIERS = {"approx": "约 ", "at_least": "≥ ", "at_most": "≤ ", "exact": ""}
SEMANTICS = {"blank": "(空白 blank)", "not_applicable": "(不适用 n/a)"}
WORDS_AROUND = 18
READINGS_SHOWN = 3
WIDTH_IN_A_FILE = 200


def print_reading(file: str, document: Document, reading: ReportReading, codebook: Codebook) -> None:
    """The head, every figure with its words, every problem and every numeral not understood are on the screen."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_IN_A_FILE
    _print_head(console, file, reading)
    labels = {row["metric_code"]: row.get("label_zh", "") for row in codebook.tables.get("metrics", ())}
    console.print(_figures(reading, labels))
    for problem in reading.problems:
        console.print(Text(f"{problem.severity}: {problem.reason}", style="red" if problem.severity == "error" else ""))
    _print_unread(console, document, reading)
    console.print()


def _print_head(console: Console, file: str, reading: ReportReading) -> None:
    head = reading.head
    console.print(Text(file, style="bold"))
    lines = {
        "title": head.title,
        "issuer": f"{head.issuer} ({head.organ_kind}, {head.scope})",
        "place": head.jurisdiction_key or f"undecided: {', '.join(head.place_candidates) or 'no candidate'}",
        "year": f"{head.report_year or 'unknown'} (by {head.report_year_basis}), form {head.form_code}",
        "period": f"{head.period_start or '?'} to {head.period_end or '?'}, published {head.published_on or '?'}",
    }
    for name, words in lines.items():
        console.print(Text(f"  {name:<7} {words}"))


def _figures(reading: ReportReading, labels: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    for name in ("metric", "member", "words on the page", "where", "sure"):
        table.add_column(name, overflow="fold")
    for said in sorted(reading.statements, key=lambda s: (s.start, s.end)):
        label = labels.get(said.metric_code, "")
        metric = Text(f"{said.metric_code} {label}")
        table.add_row(
            Text(_value(said)), Text(said.unit), metric, Text(said.member), Text(said.evidence), Text(said.locator),
            Text(_certainty(said)),
        )  # fmt: skip
    return table


def _value(said: Statement) -> str:
    if said.value_semantic == "ambiguous":
        return f"{_bound(said.lower)}…{_bound(said.upper)}"
    if said.value is None:
        return SEMANTICS.get(said.value_semantic, "(?)")
    return f"{QUALIFIERS[said.qualifier]}{said.value}"


def _certainty(said: Statement) -> str:
    if said.value_semantic == "ambiguous":
        rest = " …" if len(said.readings) > READINGS_SHOWN else ""
        return f"ambiguous 存疑: {' or '.join(said.readings[:READINGS_SHOWN])}{rest}"
    doubts = f" or {' / '.join(said.readings[:READINGS_SHOWN])}" if said.readings else ""
    how = "" if said.decided_by == "printed" else f" by {said.decided_by}"
    return f"{said.confidence}{how}{doubts}"


def _bound(bound: Decimal | None) -> str:
    return "?" if bound is None else f"{bound}"


def _print_unread(console: Console, document: Document, reading: ReportReading) -> None:
    unread = [numeral for numeral in reading.numerals if numeral.disposition == "unread"]
    figures, numerals = len(reading.statements), len(reading.numerals)
    console.print(Text(f"{figures} figures; {len(unread)} of {numerals} numerals not understood"))
    for numeral in unread:
        before = document.printed[max(0, numeral.start - WORDS_AROUND) : numeral.start]
        after = document.printed[numeral.end : numeral.end + WORDS_AROUND]
        console.print(Text(" ".join(f"  …{before}[{numeral.text}]{after}…".split())))
