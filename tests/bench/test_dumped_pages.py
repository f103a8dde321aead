"""Web pages of kept reports, dumped as text the way tools do: no cell of a form is wrong and certain, few are lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.unseen import YUAN
from bench.unseen_reports import Cell, Report, Value, reports
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.readers.encoding import decode
from dagster_project.resources import load_codebook

SURE = Decimal("0.65")
# By what parts the texts of a page: of how many cells, how many may be lost. Blank cells leave no trace in a dump.
MARKS = {"\n": 453, " ": 453, "\t": 453, "|": 453, "": 726}
PAGES = [report for report in reports() if report.cells and report.file.endswith((".html", ".htm"))]


def dumped(report: Report, mark: str) -> Report:
    """The report as the text of its page, its texts without white space around them and parted by the mark."""
    text, _ = decode(report.content) or ("", "")
    page = LexborHTMLParser(text)
    page.strip_tags(["script", "style", "head"])
    return replace(report, content=page.text(separator=mark, strip=True).encode())


def read_of(report: Report, codebook: Codebook) -> dict[Cell, list[Statement]]:
    found: defaultdict[Cell, list[Statement]] = defaultdict(list)
    for document in read("page.txt", report.content):
        for _, reading in parse_parts(document, codebook, report.folder_year):
            for statement in reading.statements:
                found[statement.metric_code, statement.member].append(statement)
    return found


def value_of(statement: Statement) -> Value | None:
    """The value, money in yuan."""
    value = statement.value
    return value * YUAN.get(statement.unit, 1) if isinstance(value, Decimal) else value


def is_right(value: Value | None, statements: list[Statement]) -> bool:
    return value in map(value_of, statements) or (value is None and not statements)


@pytest.mark.parametrize("mark", MARKS)
def test_a_page_dumped_as_text_has_no_wrong_cell_that_is_certain(mark: str) -> None:
    codebook = load_codebook()
    lost: list[str] = []
    wrong: list[str] = []
    for page in PAGES:
        found = read_of(dumped(page, mark), codebook)
        for cell, value in page.cells.items():
            statements = found.get(cell, [])
            if not is_right(value, statements):
                lost.append(f"{page.file}: {cell}")
            told = [s for s in statements if s.source == "table" and s.confidence >= SURE and s.value is not None]
            wrong += [f"{page.file}: {cell} is {value}, read {s.value}" for s in told if value_of(s) != value]
    assert len(PAGES) > 8
    assert wrong == []
    assert len(lost) <= MARKS[mark], lost
