"""Cells on their way to statements: what was read where, by what it was decided, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.document import Document
from dagster_project.parsers.figures import Agreement, Problem, Statement
from dagster_project.parsers.tables.cells import BLANK, CellValue

Span = tuple[int, int]
SETTLED = "printed"
UNREAD = CellValue(None, "blank")
"""What stands in a cell and is no figure; such a cell makes a problem, no statement."""


@dataclass(slots=True)
class Read:
    """One cell as it was read. `words` is the evidence; `address` the place in a grid, empty in running text."""

    metric: str
    member: str
    place: str
    unit: str
    value: CellValue
    span: Span
    words: str
    address: str = ""
    confidence: Decimal = Decimal("0.98")
    decided_by: str = SETTLED
    readings: tuple[str, ...] = ()
    agreement: Agreement = "single"


@dataclass(frozen=True, slots=True)
class Consumed:
    """A stretch of the text whose numerals are accounted for, and why they are no figures."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """The statements of all tables of a document; `form_code` is the form of its tables, or none.

    `consumed` are stretches of tables whose numerals need no further reading: the numerals inside `statements` are
    figures, all others there are ignored for the reason given. Later stretches of the list do not overlap earlier ones
    except where a figure stands inside a table.
    """

    form_code: str
    statements: tuple[Statement, ...]
    consumed: tuple[Consumed, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Found:
    """What one table gave, before the parts are put together."""

    reads: list[Read] = field(default_factory=list)
    consumed: list[Consumed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    start: int = 0
    end: int = 0
    form: str = ""


def value_of(read: Read) -> tuple[str, Decimal | None]:
    """What two readings of a cell are compared by."""
    return read.value.semantic, read.value.value


def to_statement(document: Document, read: Read, place: str) -> Statement:
    """The statement that a cell makes."""
    start, end = read.span
    value = read.value
    page = document.page_of(start) if document.page_starts else None
    where = f"chars {start}-{end}"
    if read.address:
        where = f"{read.address}; {where}"
    if page is not None:
        where = f"page {page}, {where}"
    return Statement(
        read.metric,
        read.member,
        value.value,
        value.unit or read.unit,
        value.qualifier,
        value.semantic,
        document.printed[start:end],
        value.lower,
        value.upper,
        "table",
        place,
        start,
        end,
        read.words,
        where,
        read.confidence,
        read.decided_by,
        read.readings,
        read.agreement,
    )


def unread_cells(document: Document, reads: Sequence[Read]) -> list[Problem]:
    """A problem for each cell that holds something else than a figure."""
    return [
        Problem("cell_unread", "warning", f"{read.metric} {read.member}: {document.printed[slice(*read.span)]!r}")
        for read in reads
        if read.value is UNREAD
    ]


__all__ = [
    "BLANK",
    "UNREAD",
    "Consumed",
    "Found",
    "Read",
    "Span",
    "TableReading",
    "to_statement",
    "unread_cells",
    "value_of",
]
