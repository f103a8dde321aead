"""The cells of section three as they are read: twice where grid and text both tell them, with address and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain, repeat

from dagster_project.document import Document
from dagster_project.parsers.figures import Agreement, Problem
from dagster_project.parsers.tables.cells import BLANK, read_cell
from dagster_project.parsers.tables.confidence import AGREED, DISPUTED, SUPPORTED
from dagster_project.parsers.tables.forms import FormRow, TableForms
from dagster_project.parsers.tables.located import REQUESTS
from dagster_project.parsers.tables.reading import (
    UNREAD,
    Found,
    Read,
    adds_up,
    alone,
    are_most,
    doubt,
    is_inferred,
    missing_their_sum,
    value_of,
)
from dagster_project.parsers.tables.request_solving import Candidate, Solved, whole_columns
from dagster_project.parsers.tables.rows import DataRow, Placed
from dagster_project.parsers.tables.scan import FULL_ROW, Mark

LONGEST_EVIDENCE = 200
_APART = re.compile(r"\d(?: \d)+")


def read_all(document: Document, forms: TableForms, best: Candidate, found: Found) -> None:
    """The cells of the table, the drawn reading first, compared with the reading in text order."""
    grid, text = best.grid, best.text
    rows: list[list[Read]] = []
    for row in sorted({*grid.placed, *text.placed}):
        twice = _same_spans(grid, text, row)
        reads = drawn = _cells(document, forms, grid, row, twice)
        if not drawn or not twice:
            flowing = _cells(document, forms, text, row)
            if not drawn and not flowing:
                found.problems.append(_unread(forms.rows[REQUESTS][row], text.placed.get(row) or grid.placed[row]))
            reads = _merge(drawn, flowing)
        solved = grid if row in grid.placed else text
        if is_inferred(document, solved.placed[row].data.table):
            doubt(reads, DISPUTED, partial(whole_columns, document.text, forms.rows[REQUESTS], solved))
        rows.append(reads)
    found.reads.extend(chain.from_iterable(rows))
    missing = missing_their_sum(rows)
    doubtful = found.reads if are_most(missing, rows) else _told_by_text_alone(document, forms, text, missing)
    for read in doubtful:
        read.confidence = min(read.confidence, DISPUTED)


def _told_by_text_alone(
    document: Document, forms: TableForms, text: Solved, missing: Sequence[Sequence[Read]]
) -> list[Read]:
    """The figures of rows that miss their sum, told by the text alone, unless every column bears them out.

    Blank cells leave no trace in a text, and dumps of pages print 12 as 1 and 2, or the next row's figure in this one.
    """
    reads = [read for row in missing if not row[0].address for read in row]
    whole = bool(reads) and len(whole_columns(document.text, forms.rows[REQUESTS], text)) == FULL_ROW
    return [] if whole else reads


def _same_spans(grid: Solved, text: Solved, row: int) -> bool:
    """Whether both readings find the figures of the row at the same places, so that they cannot differ."""
    drawn, flowing = grid.readings.get(row), text.readings.get(row)
    return drawn is not None and flowing is not None and row in text.placed and flowing.spans == drawn.spans


def _merge(drawn: list[Read], flowing: list[Read]) -> list[Read]:
    """One reading of each cell, the drawn one unless only the other adds up, marked by whether both agree.

    A row that one way of reading leaves open is read in the other way.
    """
    if not flowing:
        return alone(drawn)
    if not drawn:
        return flowing
    if len(drawn) != len(flowing):
        return alone(drawn)
    if drawn[0].opened or flowing[0].opened:
        return flowing if drawn[0].opened and not flowing[0].opened else drawn
    if not adds_up(drawn) and adds_up(flowing):
        drawn, flowing = flowing, drawn
    for first, second in zip(drawn, flowing, strict=True):
        same = value_of(first) == value_of(second)
        first.agreement = "agree" if same else "disagree"
        if first.value is UNREAD:
            first.value, first.span = second.value, second.span
        if not same:
            first.confidence = min(first.confidence, DISPUTED)
            first.readings = first.readings or (str(first.value.value), str(second.value.value))
        elif not first.readings:
            first.confidence = max(first.confidence, AGREED)
    return drawn


def _unread(row: FormRow, placed: Placed) -> Problem:
    start, end = placed.data.spans[0][0], placed.data.spans[-1][1]
    return Problem("row_unread", "warning", f"{row.label}: chars {start}-{end} are not seven cells")


def _cells(document: Document, forms: TableForms, solved: Solved, row: int, twice: bool = False) -> list[Read]:
    """The seven cells of a row, marked as agreeing where both readings find them `twice`; none of a row not solved."""
    placed = solved.placed.get(row)
    reading = solved.readings.get(row)
    if placed is None or reading is None:
        return []
    form_row = forms.rows[REQUESTS][row]
    if len(reading.spans) != 7:
        return []
    text, data = document.text, placed.data
    evidence = _evidence(document, form_row, placed)
    confidence = min(reading.confidence, solved.by_order) if placed.by_order else reading.confidence
    unread = DISPUTED
    if twice and not reading.readings and not reading.opened:
        confidence, unread = max(confidence, AGREED), AGREED
    addresses = _addresses(data)
    agreement: Agreement = "agree" if twice else "single"
    metric, unit = form_row.metric, form_row.unit
    decided_by, readings, opened = reading.decided_by, reading.readings, reading.opened
    cells: list[Read] = []
    torn = False
    printed = forms.requests[row][:-1] if data.untotalled else forms.requests[row]
    for (member, place), address, span in zip(printed, addresses, reading.spans, strict=False):
        start, end = span
        value = read_cell(text[start:end]) if end > start else BLANK
        torn = torn or value is None
        cells.append(
            Read(
                metric,
                member,
                place,
                unit,
                UNREAD if value is None else value,
                span,
                evidence,
                address,
                unread if value is None else confidence,
                decided_by,
                readings,
                agreement,
                opened,
                len(cells),
            )
        )
    if torn:
        _close_gap(text, cells)
    return cells


def _close_gap(text: str, cells: Sequence[Read]) -> None:
    """Reads the one cell whose digits stand apart (1 3) as one figure where the row then adds up."""
    unread = [read for read in cells if read.value is UNREAD]
    if len(unread) > 1 or not _APART.fullmatch(text, *unread[0].span):
        return
    unread[0].value = read_cell(text[slice(*unread[0].span)].replace(" ", "")) or UNREAD
    if adds_up(list(cells)):
        unread[0].decided_by, unread[0].confidence = "row_sum", SUPPORTED
    else:
        unread[0].value = UNREAD


def _addresses(data: DataRow) -> Iterable[str]:
    """The places of the cells in their grid; empty in running text."""
    if data.places:
        return data.places
    if not data.table:
        return repeat("")
    if not data.lines:
        return _addresses_of_row(data.table, data.grid_row, tuple(data.columns))
    return [
        f"table {data.table}, row {row}, column {column + 1}"
        for row, column in zip(data.lines, data.columns, strict=False)
    ]


@lru_cache(maxsize=1024)
def _addresses_of_row(table: int, row: int, columns: tuple[int, ...]) -> tuple[str, ...]:
    """The addresses of the cells of one row of a grid, which are those of the same row of every table of the form."""
    return tuple([f"table {table}, row {row}, column {column + 1}" for column in columns])


def _evidence(document: Document, row: FormRow, placed: Placed) -> str:
    """The label as printed (the form's own when it stands elsewhere) and the figures of the row as printed."""
    data = placed.data
    label = data.own or data.near
    words = document.printed[label.start : label.end] if label and row_is(label, placed.row) else row.label
    in_order = sorted(data.spans)
    low, high = in_order[0][0], in_order[-1][1]
    apart = high - low > LONGEST_EVIDENCE
    figures = " ".join(document.printed[a:b] for a, b in data.spans) if apart else document.printed[low:high]
    return f"{' '.join(words.split())} {' '.join(figures.split())}"


def row_is(label: Mark, row: int) -> bool:
    """Whether a label may name this row."""
    return row in label.rows
