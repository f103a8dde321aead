"""Cells on their way to statements: what was read where, by what it was decided, and what else it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from dagster_project.document import Document
from dagster_project.parsers.figures import Agreement, Problem, Statement
from dagster_project.parsers.tables.cells import BLANK, CellValue
from dagster_project.parsers.tables.confidence import AGREED, CERTAIN, DISPUTED, UNCONFIRMED
from dagster_project.parsers.tables.rows import FEWEST_SUMS
from dagster_project.parsers.tables.scan import FULL_ROW

_MONEY = frozenset(("yuan", "wan_yuan"))
Span = tuple[int, int]
SETTLED = "printed"
UNREAD = CellValue(None, "blank")
"""What stands in a cell and is no figure; such a cell makes a problem, no statement."""
LEFT_UNREAD = "unread_table"
"""The reason of a stretch in which a table stands that nothing was read from: its numerals are no prose either."""


@dataclass(frozen=True, slots=True)
class Open:
    """The readings of a run-together row that stay possible: a span for each cell, the most plausible reading first.

    `complete` is False when the search for readings was cut off, so that there may be others.
    """

    options: tuple[tuple[Span, ...], ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row that stays open among the statements: where its first one stands, and its cells in every reading.

    `spans` and `words` hold a tuple a reading, `runs` the whole run in each, also the cells that make no statement.
    `printed` is what stands on the page from `start` on; `confidence` that of a cell on which all readings agree.
    """

    label: str
    first: int
    spans: tuple[tuple[Span, ...], ...]
    words: tuple[tuple[str, ...], ...]
    runs: tuple[tuple[str, ...], ...]
    start: int
    printed: str
    complete: bool
    confidence: Decimal


@dataclass(slots=True)
class Read:
    """One cell as it was read. `words` is the evidence; `address` the place in a grid, empty in running text.

    `opened` is shared by the cells of one run-together row, `index` the place of the cell in each of its readings.
    """

    metric: str
    member: str
    place: str
    unit: str
    value: CellValue
    span: Span
    words: str
    address: str = ""
    confidence: Decimal = CERTAIN
    decided_by: str = SETTLED
    readings: tuple[str, ...] = ()
    agreement: Agreement = "single"
    opened: Open | None = None
    index: int = 0


@dataclass(frozen=True, slots=True)
class Consumed:
    """A stretch of the text whose numerals are accounted for, and why they are no figures."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """The statements of all tables of a document; `form_code` is the form of its tables, or none.

    A cell of an open row has a value only where every reading of the row gives it the same one.

    `consumed` are stretches of tables whose numerals need no further reading: the numerals inside `statements` are
    figures, all others there are ignored for the reason given. Later stretches of the list do not overlap earlier ones
    except where a figure stands inside a table.
    """

    form_code: str
    statements: tuple[Statement, ...]
    consumed: tuple[Consumed, ...]
    problems: tuple[Problem, ...]
    open_rows: tuple[OpenRow, ...] = ()


@dataclass(slots=True)
class Found:
    """What one table gave, before the parts are put together."""

    reads: list[Read] = field(default_factory=list)
    consumed: list[Consumed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    start: int = 0
    end: int = 0
    form: str = ""


def alone(reads: list[Read]) -> list[Read]:
    """The reads of drawn cells of which the text in its order makes nothing: no second reading bears them out."""
    for read in reads:
        read.confidence = min(read.confidence, UNCONFIRMED)
    return reads


def compare(first: Read, second: Read) -> None:
    """The first reading of a cell is surer where the second has the same value, doubtful where it has another."""
    if value_of(first) != value_of(second):
        first.agreement = "disagree"
        first.confidence = min(first.confidence, DISPUTED)
        first.readings = first.readings or (str(first.value.value), str(second.value.value))
        return
    first.agreement = "agree"
    if not first.readings:
        first.confidence = max(first.confidence, AGREED)


def is_inferred(document: Document, table: int) -> bool:
    """Whether the characters were recognised, or the cells of this grid are told by places alone."""
    return "recognised" in document.meta or bool(table and document.grids[table - 1].origin.endswith("columns"))


def doubt(reads: Sequence[Read], confidence: Decimal, whole_columns: Callable[[], frozenset[int]]) -> None:
    """Figures whose cells or characters were inferred are doubtful in a row that misses its sum.

    So are those of a row without a total, and of one with blank cells in columns which do not add up.
    """
    filled = [number for number, read in enumerate(reads) if read.value.value is not None]
    if not filled:
        return
    sure = filled[-1] == len(reads) - 1 and adds_up(reads)
    if sure and any(read.value.semantic == "blank" for read in reads):
        sure = whole_columns().issuperset(number for number in filled if number < len(reads) - 1)
    if not sure:
        for read in reads:
            read.confidence = min(read.confidence, confidence)


def adds_up(reads: Sequence[Read]) -> bool:
    """Whether the last cell is the sum of the others; blank cells add nothing."""
    figures = [read.value.value or 0 for read in reads]
    return sum(figures[:-1]) == figures[-1]


def missing_their_sum(rows: Iterable[list[Read]]) -> list[list[Read]]:
    """The full rows whose last cell is not the sum of the others."""
    return [row for row in rows if len(row) == FULL_ROW and not adds_up(row)]


def are_most(missing: Sequence[Sequence[Read]], rows: Iterable[Sequence[Read]]) -> bool:
    """Whether most of the rows with totals miss them, as they hardly would under the heads of their own columns."""
    told, missed = (sum(map(_tells_total, some)) for some in (rows, missing))
    return told >= FEWEST_SUMS and 2 * missed > told


def _tells_total(row: Sequence[Read]) -> bool:
    """Whether a full row has a total and anything but zeros."""
    printed = len(row) == FULL_ROW and row[-1].value.value is not None
    return printed and any(read.value.value for read in row)


def value_of(read: Read) -> tuple[str, Decimal | None]:
    """What two readings of a cell are compared by."""
    return read.value.semantic, read.value.value


def statements_of(document: Document, reads: Iterable[Read], table: str) -> list[Statement]:
    """The statements that the cells of a table make; `table` is what their places begin with, as 2021/applications/."""
    printed, paged = document.printed, len(document.page_starts) > 0
    found: list[Statement] = []
    for read in reads:
        start, end = read.span
        value = read.value
        where = f"{read.address}; chars {start}-{end}" if read.address else f"chars {start}-{end}"
        if paged:
            where = f"page {document.page_of(start)}, {where}"
        found.append(
            Statement(
                read.metric,
                read.member,
                value.value,
                value.unit or read.unit,
                value.qualifier,
                value.semantic,
                printed[start:end],
                value.lower,
                value.upper,
                "table",
                table + read.place,
                start,
                end,
                read.words,
                where,
                read.confidence,
                read.decided_by,
                read.readings,
                read.agreement,
            )
        )
    return found


def rows_left_open(document: Document, reads: Sequence[Read]) -> Iterator[OpenRow]:
    """The open rows among the reads, each reading once by the words that it gives the cells."""
    first = 0
    for opened, group in groupby(reads, key=attrgetter("opened")) if any(read.opened for read in reads) else ():
        cells = list(group)
        if opened is not None:
            yield _open_row(document, opened, first, cells)
        first += len(cells)


def _open_row(document: Document, opened: Open, first: int, cells: Sequence[Read]) -> OpenRow:
    spans = tuple(tuple(option[cell.index] for cell in cells) for option in opened.options)
    words = tuple(tuple(document.text[a:b] for a, b in option) for option in spans)
    runs = tuple(tuple(document.text[a:b] for a, b in option) for option in opened.options)
    start = min(a for option in spans for a, _ in option)
    end = max(b for option in spans for _, b in option)
    confidence = min(cell.confidence for cell in cells)
    label, printed = cells[0].words.split(" ", 1)[0], document.printed[start:end]
    return OpenRow(label, first, spans, words, runs, start, printed, opened.complete, confidence)


def unread_cells(document: Document, found: Found) -> list[Problem]:
    """A problem for each cell that holds something else than a figure; such cells are no longer among the reads.

    A part of a request or of a decision, 1.234, is no figure of theirs: a point was printed for a comma.
    """
    odd = [read for read in found.reads if read.value is UNREAD or not read.value.whole]
    unread = [read for read in odd if read.value is UNREAD or (read.value.unit or read.unit) not in _MONEY]
    if unread:
        left = set(map(id, unread))
        found.reads = [read for read in found.reads if id(read) not in left]
    return [
        Problem("cell_unread", "warning", f"{read.metric} {read.member}: {document.printed[slice(*read.span)]!r}")
        for read in unread
    ]


__all__ = [
    "BLANK",
    "LEFT_UNREAD",
    "UNREAD",
    "Consumed",
    "Found",
    "Open",
    "OpenRow",
    "Read",
    "Span",
    "TableReading",
    "adds_up",
    "alone",
    "doubt",
    "is_inferred",
    "rows_left_open",
    "statements_of",
    "unread_cells",
    "value_of",
]
