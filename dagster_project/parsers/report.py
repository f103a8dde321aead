"""One document read whole: its head, its tables, its prose, and the ledger of its numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from dagster_project.document import Document
from dagster_project.parsers.against_tables import against_tables, without_left_out
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Numeral, Problem, ReportReading, Statement
from dagster_project.parsers.head import HeadSeeds, read_head
from dagster_project.parsers.ledger import ledger
from dagster_project.parsers.mirrored import Vocabulary
from dagster_project.parsers.parts import parts_of
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rebase import as_cumulative, with_bases, with_documents
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.parsers.surroundings import surroundings
from dagster_project.parsers.tables import Consumed, TableForms, open_row_problems, read_tables, settle_by_prose

_FEWEST_UNREAD = 4
_RECOGNISED = Decimal("0.90")
_ERAS = frozenset({"2008", "2014", "2019", "2021"})
_NEW_WORDING = (
    "政府信息公开行政复议、行政诉讼情况",
    "收到和处理政府信息公开申请",
    "未经复议直接起诉",
    "对外公开的规范性文件总数",
    "规范性文件对外公开总数",
    "其他对外管理服务",
    "政府集中采购项目",
    "无法提供",
    "不予处理",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "结转下年",
)
_HEADING = re.compile(r"\n[一二三四五六七八九十]{1,3}、[^\n\t\d]{4,40}(?:情况|事项|问题)[^\n\t\d]{0,12}(?=\n)")
_NEW_HEADINGS = ("一、总体情况", "六、其他需要报告的事项")


def parse(document: Document, codebook: Codebook, folder_year: int | None) -> ReportReading:
    """Everything that the document says, each figure once for every place in which it stands."""
    document = codebook.view(Vocabulary).in_mainland_words(document)
    tables = read_tables(document, codebook.view(TableForms))
    opening = read_head(document, codebook.view(HeadSeeds), folder_year)
    head = opening.head
    form = era(head.form_code, tables.form_code, head.report_year, document.text)
    site = surroundings(document.text, opening.title, tables.consumed)
    cut = list(_but_headings(document.text, (*tables.consumed, *site)))
    prose = read_prose(document, cut, codebook.view(ProseRules), form, head.report_year)
    settled = settle_by_prose(tables, prose.statements)
    told = as_cumulative(with_documents(with_bases(prose.statements, settled.statements), settled.statements))
    spoken = against_tables(told, settled.statements)
    statements = (*opening.statements, *settled.statements, *spoken)
    ordered = tuple(sorted(statements, key=attrgetter("start", "end")))
    numerals = ledger(
        document,
        [(s.start, s.end) for s in ordered if s.value_semantic in ("reported", "ambiguous")],
        [(c.start, c.end, c.reason) for c in (*settled.consumed, *site)],
        without_left_out(prose.numerals, told, spoken),
    )
    problems = (
        *opening.problems,
        *settled.problems,
        *open_row_problems(settled.open_rows),
        *_unread_stretches(numerals),
        *_unread_members(document),
    )
    return ReportReading(head, _recognised(document, _paged(document, ordered)), numerals, problems)


def parse_parts(
    document: Document, codebook: Codebook, folder_year: int | None
) -> list[tuple[Document, ReportReading]]:
    """Each report in the document with what it says; of several, each names its own year, whatever the folder's."""
    parts = parts_of(document, codebook.view(HeadSeeds).names)
    year = folder_year if len(parts) == 1 else None
    return [(part, parse(part, codebook, year)) for part in parts]


def era(form: str, table_form: str, report_year: int | None, text: str) -> str:
    """The form whose codes the prose uses: that of the tables, else of the head, else what year and wording tell."""
    if table_form in _ERAS:
        return table_form
    if form in ("2019", "2021"):
        return form
    year = report_year or 0
    if year >= 2021:
        return "2021"
    if year == 2020 or (year == 2019 and (form not in _ERAS or _is_new(text))):
        return "2019"
    return form if form in _ERAS else "2014" if year >= 2014 else "2008"


def _but_headings(text: str, spans: Iterable[Consumed]) -> Iterator[tuple[int, int]]:
    """What tables took, but not the headings of sections in it: these are headings of the prose around it too."""
    for span in spans:
        start = span.start
        for heading in _HEADING.finditer(text, max(0, start - 1), span.end):
            yield start, max(start, heading.start())
            start = heading.end()
        yield start, span.end


def _is_new(text: str) -> bool:
    """Whether the text speaks as the form of 2019 does, which opens with 总体情况 and asks of no reductions of fees."""
    if any(words in text for words in _NEW_WORDING):
        return True
    return "减免" not in text and any(words in text for words in _NEW_HEADINGS)


def _recognised(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements; where the characters themselves were recognised, none is sure and no two readings are two."""
    if "recognised" not in document.meta:
        return statements
    return tuple(
        replace(
            s,
            agreement="single" if s.agreement == "agree" else s.agreement,
            confidence=min(s.confidence, _RECOGNISED),
        )
        for s in statements
    )


def _unread_stretches(numerals: Sequence[Numeral]) -> Iterator[Problem]:
    """A problem for each stretch of numerals that nothing claims, as a table leaves that was not recognised."""
    if len([numeral for numeral in numerals if numeral.disposition == "unread"]) < _FEWEST_UNREAD:
        return
    for disposition, group in groupby(numerals, key=attrgetter("disposition")):
        stretch = list(group)
        if disposition == "unread" and len(stretch) >= _FEWEST_UNREAD:
            reason = f"chars {stretch[0].start}-{stretch[-1].end}: {len(stretch)} numerals are read as no figure"
            yield Problem("table_unread", "warning", reason)


def _unread_members(document: Document) -> Iterator[Problem]:
    """A problem when the archive that the document came in holds more, or it has pages, which could not be read."""
    if pages := document.meta.get("unread_pages"):
        yield Problem("page_unread", "warning", f"pages that are pictures and were not recognised: {pages}")
    if reasons := document.meta.get("unread_members"):
        yield Problem("member_unread", "warning", f"beside it in the archive: {reasons}")


def _paged(document: Document, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements of a paged document, each with its page in the locator."""
    if not document.page_starts:
        return statements
    return tuple(
        s if s.locator.startswith("page ") else replace(s, locator=f"page {document.page_of(s.start)}, {s.locator}")
        for s in statements
    )


__all__ = ["era", "parse", "parse_parts"]
