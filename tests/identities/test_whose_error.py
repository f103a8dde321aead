"""Whose error a failure is: what two readings of a printed table agree on, disagree on, or leave to one alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import duckdb
import pytest

from dagster_project.document import Document
from dagster_project.identities import CheckRow, check
from dagster_project.identities.evaluation import build, evaluate
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.report import parse
from dagster_project.resources import SEEDS, SeedTables
from tests.identities.made_reports import Made, frames, seeds
from tests.tables.cases import PRINTED_REMEDIES, REQUESTS_2021
from tests.tables.printing import HEADS, document, lined, piped, run_together, spanned, words_of_rows

TITLE = "某某县人民政府2022年政府信息公开工作年度报告\n"
ROWS = words_of_rows(REQUESTS_2021)
GRANTED = "applications.outcome.granted"
# One granted request too many, in its row and in the total of the row: the rows add up and two columns do not.
MISPRINTED = {**ROWS, GRANTED: ["13", "3", "0", "0", "0", "1", "17"]}
PRINTED_ROW = "".join(f"<td>{cell}</td>" for cell in MISPRINTED[GRANTED])
PAGE = spanned("2021", MISPRINTED, PRINTED_REMEDIES)


@cache
def codebook() -> Codebook:
    return Codebook.from_tables(SeedTables(SEEDS))


def failures(page: Document) -> list[CheckRow]:
    """What fails in the document."""
    rows = check([(page.file, parse(page, codebook(), 2022))], codebook()).rows
    return [row for row in rows if row.verdict == "fails"]


def titled(html: str) -> str:
    return html.replace("<html><body>", f"<html><body><h1>{TITLE.strip()}</h1>")


def total_first(page: str) -> str:
    """The table with its total before the other columns, as its heads say."""
    moved = {metric: [row[6], *row[:6]] for metric, row in MISPRINTED.items()}
    html = spanned("2021", moved, PRINTED_REMEDIES)
    total = f'<td rowspan="2">{HEADS[6]}</td>'
    first = f'<td rowspan="2">{HEADS[0]}</td>'
    assert total in page
    assert first in page
    return html.replace(total, "").replace(first, total + first)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("page.html", titled(PAGE)),
        ("moved.html", titled(total_first(PAGE))),
        ("pipes.md", TITLE + piped("2021", MISPRINTED, PRINTED_REMEDIES)),
        ("lines.txt", TITLE + lined("2021", MISPRINTED, PRINTED_REMEDIES)),
        ("spaced.txt", TITLE + run_together("2021", MISPRINTED, PRINTED_REMEDIES, " ")),
    ],
)
def test_a_misprint_that_is_read_alike_twice_or_printed_apart_is_the_publishers(name: str, words: str) -> None:
    failed = failures(document(words, name))
    assert {(row.identity_code, row.member) for row in failed} == {
        ("APP.LEAF.2021", "natural_person"),
        ("APP.LEAF.2021", "total"),
    }
    assert {row.whose_error for row in failed} == {"publisher"}


def test_a_failure_on_which_two_readings_disagree_is_the_readers() -> None:
    page = document(titled(PAGE), "page.html")
    reading = parse(page, codebook(), 2022)
    disputed = [replace(s, agreement="disagree") if s.metric_code == GRANTED else s for s in reading.statements]
    rows = check([(page.file, replace(reading, statements=disputed))], codebook()).rows
    failed = [row for row in rows if row.verdict == "fails"]
    assert {row.member for row in failed} == {"natural_person", "total"}
    assert {row.whose_error for row in failed} == {"reading"}
    assert all("读取结果存疑" in row.explanation_zh for row in failed)


def test_a_failure_of_digits_that_arithmetic_parted_is_undecided() -> None:
    failed = failures(document(TITLE + run_together("2021", MISPRINTED, PRINTED_REMEDIES), "run.txt"))
    assert {row.member for row in failed} == {"natural_person", "total"}
    assert {row.whose_error for row in failed} == {"undecided"}


def test_a_drawn_row_of_which_the_text_makes_nothing_convicts_no_publisher() -> None:
    shifted = PAGE.replace(PRINTED_ROW, "<td>1</td>" + PRINTED_ROW)
    failed = failures(document(titled(shifted), "page.html"))
    assert failed
    assert {row.whose_error for row in failed} == {"undecided"}


def test_recognised_characters_are_one_reading_however_often_they_are_laid_out() -> None:
    page = document(titled(PAGE), "page.html")
    scan = Document(
        page.file, page.content, page.media_type, page.encoding, page.text, page.printed, page.grids,
        page.page_starts, {"recognised": "ocr"},
    )  # fmt: skip
    assert {row.whose_error for row in failures(scan)} == {"undecided"}


@pytest.mark.parametrize(("times", "whose"), [(1, "undecided"), (2, "publisher")])
def test_what_the_text_says_once_is_undecided_and_what_it_says_twice_alike_is_said(times: int, whose: str) -> None:
    received = "applications.received.new"
    report = Made("a", table={(received, "total"): 9}, prose=[(received, "total", 8)] * times)
    found = evaluate(frames([report]), seeds())["fct_identity"]
    failed = found.filter(found["identity_code"] == "TXT.NEW").select("verdict", "whose_error").rows()
    assert failed == [("fails", whose)]


def test_the_work_list_is_of_reports_as_they_are_now_and_of_what_nobody_has_decided() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table dim_report as select * from (values ('a', true), ('a@v1', false))"
                           " as reports (report_key, is_current)")  # fmt: skip
        others = ("member", "report_year", "severity", "arithmetic", "arithmetic_zh", "remark", "missing_operands",
                  "missing_operands_zh", "evidence", "locator", "statement_no")  # fmt: skip
        connection.execute(
            f"create table fct_identity as select *, {', '.join(f'null as {name}' for name in others)} from (values"
            " ('a', 'open', 'fails', 'undecided', false, false), ('a', 'doubtful', 'fails', 'reading', false, true),"
            " ('a', 'print', 'fails', 'publisher', false, false), ('a', 'waived', 'fails', 'reading', true, true),"
            " ('a', 'many', 'not_assessable', null, false, true), ('a', 'no', 'not_assessable', null, false, false),"
            " ('a@v1', 'restated', 'fails', 'undecided', false, false), ('a', 'fine', 'holds', null, false, true)"
            ") as found (report_key, identity_code, verdict, whose_error, is_waived, is_doubtful)"
        )
        build(connection, {}, ["fct_identity_undecided"])
        listed = connection.execute(
            "select identity_code, whose_error from fct_identity_undecided order by 1"
        ).fetchall()
    assert listed == [("doubtful", "reading"), ("many", "reading"), ("open", "undecided")]
