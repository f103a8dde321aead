"""Section three, requests by applicant and result: rows of seven figures, however they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain, repeat

from dagster_project.document import Document
from dagster_project.parsers.figures import Agreement, Problem
from dagster_project.parsers.tables.balance import Balance
from dagster_project.parsers.tables.cells import BLANK, read_cell
from dagster_project.parsers.tables.forms import FormRow, TableForms
from dagster_project.parsers.tables.listed_rows import listed_rows
from dagster_project.parsers.tables.located import (
    FEWEST_ROWS,
    REQUESTS,
    Instance,
    head_start,
    instances,
    is_decoy,
    run_together,
)
from dagster_project.parsers.tables.reading import (
    LEFT_UNREAD,
    UNREAD,
    Consumed,
    Found,
    Read,
    adds_up,
    alone,
    doubt,
    is_inferred,
    mostly_miss_their_sum,
    value_of,
)
from dagster_project.parsers.tables.repeated import told_once
from dagster_project.parsers.tables.request_halves import rows_in_halves
from dagster_project.parsers.tables.request_rows import drawn_rows, figures_first, text_rows
from dagster_project.parsers.tables.request_steps import rows_in_step
from dagster_project.parsers.tables.rows import DataRow, Placed, assign
from dagster_project.parsers.tables.scan import Mark
from dagster_project.parsers.tables.splitting import (
    SUPPORTED,
    Reading,
    Run,
    decide,
    run_of,
    run_with_subtotal,
    touches_mark,
)
from dagster_project.parsers.tables.turned import turned_rows

AGREED, DISPUTED, BY_ORDER = Decimal("0.99"), Decimal("0.60"), Decimal("0.92")
EXAMPLE = "example_table"
LONGEST_EVIDENCE = 200


@dataclass(slots=True)
class Solved:
    """A table read one way: for each form row the figures, how they were read and whether order placed the row."""

    placed: dict[int, Placed]
    readings: dict[int, Reading]
    by_order: Decimal = BY_ORDER


def read_applications(document: Document, forms: TableForms) -> Found:
    """Every cell of the table of requests that the document states; nothing when it has none."""
    form = forms.rows[REQUESTS]
    candidates = []
    unread: list[Consumed] = []
    if (listed := listed_rows(document.text, forms)).end >= 0:
        if not listed.rows:
            unread.append(Consumed(listed.start, listed.end, LEFT_UNREAD))
            return _left_unread(Found(), unread)
        solved = _solve(document.text, form, listed.rows, frozenset(row.own.rows[0] for row in listed.rows if row.own))
        return _choose(document, forms, [(Instance([], listed.start, listed.end), Solved({}, {}), solved)])
    told = instances(document, forms)
    if rows := rows_in_halves(document, forms, told):
        solved = _solve(document.text, form, rows, frozenset(row.own.rows[0] for row in rows if row.own))
        whole = Instance(
            [], min(row.own.start for row in rows if row.own), max(told[-1].end, *(row.spans[-1][1] for row in rows))
        )
        return _choose(document, forms, [(whole, solved, Solved({}, {}))])
    for instance in told:
        seen = frozenset(row for mark in instance.marks for row in mark.rows)
        solved_text = _solve(document.text, form, text_rows(document.text, instance, forms), seen)
        solved_grid = _solve(document.text, form, drawn_rows(document, forms, instance), seen)
        if not solved_grid.placed:
            solved_text = _in_step(document.text, form, instance, solved_text)
        filled = max(_rows_read(solved_text), _rows_read(solved_grid))
        if filled < FEWEST_ROWS and (turned := turned_rows(document, forms, instance)).end >= 0:
            solved_text = _solve(document.text, form, turned.flowing, seen)
            solved_grid = _solve(document.text, form, turned.drawn, seen)
            filled = max(_rows_read(solved_text), _rows_read(solved_grid))
            instance.end = turned.end
            if not filled:
                unread.append(Consumed(instance.start, instance.end, LEFT_UNREAD))
        if filled >= FEWEST_ROWS:
            candidates.append((instance, solved_grid, solved_text))
        elif not unread and (stretch := run_together(document.text, instance)):
            unread.append(Consumed(*stretch, LEFT_UNREAD))
    return _left_unread(_choose(document, forms, candidates), unread)


def _left_unread(found: Found, unread: Sequence[Consumed]) -> Found:
    """What was found, with a problem for each table that stays unread."""
    if unread and not found.end:
        found.start, found.end = unread[0].start, unread[0].end
    found.consumed += unread
    found.problems += [
        Problem("table_unread", "warning", f"chars {stretch.start}-{stretch.end}: figures that no head names")
        for stretch in unread
    ]
    return found


def _rows_read(solved: Solved) -> int:
    return sum(len(reading.spans) == 7 for reading in solved.readings.values())


def _solve(text: str, form: Sequence[FormRow], rows: list[DataRow], seen: frozenset[int]) -> Solved:
    """The rows at their places in the form, run-together ones split by the sums of the table."""
    placed = {item.row: item for item in assign(told_once(text, rows), form, seen)}
    runs: dict[int, Run] = {}
    readings: dict[int, Reading] = {}
    for row, item in placed.items():
        spans = item.data.spans
        extra = item.data.extra
        if item.data.summed:
            readings[row] = Reading(spans, "row_sum", SUPPORTED)
        elif item.data.celled or len(spans) == 7:
            readings[row] = Reading(spans)
        elif len(spans) == 1 and spans[0][1] - spans[0][0] == 7 + (extra >= 0) and not touches_mark(text, spans[0]):
            readings[row] = Reading([(at, at + 1) for at in range(*spans[0]) if at != spans[0][0] + extra or extra < 0])
        else:
            runs[row] = run_of(text, spans, 7) if extra < 0 else run_with_subtotal(text, spans, 7, extra)
    if runs:
        fixed = {row: tuple(_integer(text[a:b]) for a, b in reading.spans) for row, reading in readings.items()}
        readings.update(decide(text, form, fixed, runs, 7))
    torn = any(item.by_order for item in placed.values())
    sure = not torn or (_is_whole(form, set(placed)) and _balanced(text, form, readings))
    return Solved(placed, readings, BY_ORDER if sure else DISPUTED)


def _in_step(text: str, form: Sequence[FormRow], instance: Instance, solved: Solved) -> Solved:
    """The reading by the order of labels and figures where figures stand before labels and only so every sum is kept.

    Where that does not help, figures before their labels are doubtful unless every sum is kept.
    """
    low = figures_first(text, instance.marks[0])
    if low is None or _balanced(text, form, solved.readings):
        return solved
    stepped = _solve(text, form, rows_in_step(text, instance, form, low), frozenset())
    if _balanced(text, form, stepped.readings):
        return stepped
    for reading in solved.readings.values():
        reading.confidence = min(reading.confidence, DISPUTED)
    return solved


def _is_whole(form: Sequence[FormRow], placed: set[int]) -> bool:
    """Whether every row of the form has figures, so that none can stand in another's place."""
    other = {number for number, row in enumerate(form) if row.parent == "g6"}
    wanted = {number for number, row in enumerate(form) if row.kind == "data"}
    return not (wanted if other & placed else wanted - other) - placed


def _balanced(text: str, form: Sequence[FormRow], readings: dict[int, Reading]) -> bool:
    """Whether every column sum holds, as it hardly would with a row at a wrong place."""
    return _sums(text, form, readings).kept(7) == 14


def _whole_columns(text: str, form: Sequence[FormRow], solved: Solved) -> frozenset[int]:
    return _sums(text, form, solved.readings).whole(7)


def _sums(text: str, form: Sequence[FormRow], readings: dict[int, Reading]) -> Balance:
    values = {
        row: tuple(_integer(text[a:b]) for a, b in reading.spans)
        for row, reading in readings.items()
        if len(reading.spans) == 7
    }
    return Balance(form, values)


def _integer(words: str) -> int:
    if words.isascii() and words.isdigit():
        return int(words)
    value = read_cell(words)
    return int(value.value) if value and value.value is not None else 0


def _choose(document: Document, forms: TableForms, candidates: Sequence[tuple[Instance, Solved, Solved]]) -> Found:
    """The table that counts: the first that is no example and no return of a part of the year."""
    found = Found()
    if not candidates:
        return found
    ranked = list(candidates)
    if len(ranked) > 1:
        ranked.sort(key=lambda c: (is_decoy(document.text, c[0].start), _rank(c)))
    best = ranked[0]
    found.start, found.end = head_start(document.text, best[0].start), best[0].end
    for instance, _, _ in ranked[1:]:
        found.consumed.append(Consumed(instance.start, instance.end, "another_table"))
        found.problems.append(Problem("several_tables", "warning", f"chars {instance.start}-{instance.end}: not read"))
    if is_decoy(document.text, best[0].start):
        found.problems.append(Problem("decoy_table", "warning", "the only table of requests is called an example"))
        found.consumed.append(Consumed(found.start, found.end, EXAMPLE))
        return found
    found.form = _form_of(best, forms)
    found.consumed.append(Consumed(found.start, found.end, "table_label"))
    _read_all(document, forms, best, found)
    return found


def _rank(candidate: tuple[Instance, Solved, Solved]) -> tuple[int, int]:
    instance, grid, text = candidate
    figures = max(_figures_in(grid), _figures_in(text))
    return (-min(figures, 100), instance.start)


def _figures_in(solved: Solved) -> int:
    return sum(b > a for reading in solved.readings.values() for a, b in reading.spans)


def _form_of(candidate: tuple[Instance, Solved, Solved], forms: TableForms) -> str:
    """2021 when the results of 其他处理 are told apart, 2019 when it is one row; section two may know better."""
    form = forms.rows[REQUESTS]
    children = {number for number, row in enumerate(form) if row.parent == "g6"}
    return "2021" if any(children & set(solved.placed) for solved in candidate[1:]) else "2019"


def _read_all(document: Document, forms: TableForms, best: tuple[Instance, Solved, Solved], found: Found) -> None:
    """The cells of the table, the drawn reading first, compared with the reading in text order."""
    _, grid, text = best
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
            doubt(reads, DISPUTED, partial(_whole_columns, document.text, forms.rows[REQUESTS], solved))
        rows.append(reads)
    found.reads.extend(chain.from_iterable(rows))
    if mostly_miss_their_sum(rows):
        for read in found.reads:
            read.confidence = min(read.confidence, DISPUTED)


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
    printed = forms.requests[row][:-1] if data.untotalled else forms.requests[row]
    for (member, place), address, span in zip(printed, addresses, reading.spans, strict=False):
        start, end = span
        value = read_cell(text[start:end]) if end > start else BLANK
        cells.append(
            Read(
                metric,
                member,
                place,
                unit,
                value or UNREAD,
                span,
                evidence,
                address,
                confidence if value else unread,
                decided_by,
                readings,
                agreement,
                opened,
                len(cells),
            )
        )
    return cells


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
    low, high = min(data.spans)[0], max(data.spans)[1]
    apart = high - low > LONGEST_EVIDENCE
    figures = " ".join(document.printed[a:b] for a, b in data.spans) if apart else document.printed[low:high]
    return f"{' '.join(words.split())} {' '.join(figures.split())}"


def row_is(label: Mark, row: int) -> bool:
    """Whether a label may name this row."""
    return row in label.rows
