"""Section three solved: the rows placed in the form, and which figures each has by the arithmetic of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.parsers.tables.balance import Balance
from dagster_project.parsers.tables.cells import count_in
from dagster_project.parsers.tables.confidence import BY_ORDER, DISPUTED, SUPPORTED
from dagster_project.parsers.tables.forms import FormRow
from dagster_project.parsers.tables.located import Instance
from dagster_project.parsers.tables.repeated import told_once
from dagster_project.parsers.tables.request_rows import figures_first
from dagster_project.parsers.tables.request_steps import rows_in_step
from dagster_project.parsers.tables.rows import DataRow, Placed, assign
from dagster_project.parsers.tables.scan import FULL_ROW
from dagster_project.parsers.tables.splitting import (
    Reading,
    Run,
    decide,
    run_of,
    run_with_subtotal,
    touches_mark,
)


@dataclass(slots=True)
class Solved:
    """A table read one way: for each form row the figures, how they were read and whether order placed the row."""

    placed: dict[int, Placed]
    readings: dict[int, Reading]
    by_order: Decimal = BY_ORDER


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table of requests, solved as the grids draw it and as its text runs."""

    instance: Instance
    grid: Solved
    text: Solved

    def full_rows(self) -> int:
        """How many rows have a figure for each kind of applicant, in the way that reads more of them."""
        return max(
            sum(len(reading.spans) == FULL_ROW for reading in solved.readings.values())
            for solved in (self.grid, self.text)
        )

    def filled_cells(self) -> int:
        """How many cells are not blank, in the way that reads more of them."""
        return max(
            sum(end > start for reading in solved.readings.values() for start, end in reading.spans)
            for solved in (self.grid, self.text)
        )


def solve(text: str, form: Sequence[FormRow], rows: list[DataRow], seen: frozenset[int]) -> Solved:
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
        fixed = {row: _values(text, reading) for row, reading in readings.items()}
        readings.update(decide(text, form, fixed, runs, 7))
    _mend_places(text, form, placed, readings)
    torn = any(item.by_order for item in placed.values())
    sure = not torn or (_is_whole(form, set(placed)) and _balanced(text, form, readings))
    return Solved(placed, readings, BY_ORDER if sure else DISPUTED)


def _mend_places(text: str, form: Sequence[FormRow], placed: dict[int, Placed], readings: dict[int, Reading]) -> None:
    """Figures of a row whose label is not known, which stand at the row before it or at its group, go to their own.

    That is the total, or the one part of the group that has no row, where all columns then add up. Figures beside the
    name of a group that are no sum of its parts are doubtful else.
    """
    total = next(number for number, row in enumerate(form) if row.role == "total")
    if total in readings and not any(form[row].kind == "group" for row in readings):
        return
    values = {row: _values(text, reading) for row, reading in readings.items() if len(reading.spans) == FULL_ROW}
    groups = [row for row in values if form[row].kind == "group" and _misses_parts(form, row, values)]
    moved = {row: part for row in groups if (part := _part_without_row(form, row, readings)) is not None}
    if total not in readings and values:
        results = [row for row in values if form[row].role in ("leaf", "subtotal")]
        moved |= {row: total for row in sorted(results, key=lambda row: values[row][-1])[-1:]}
    if moved and _balanced(text, form, {moved.get(row, row): reading for row, reading in readings.items()}):
        for row, other in moved.items():
            placed[other], readings[other] = Placed(placed.pop(row).data, other, by_order=True), readings.pop(row)
    for row in groups:
        if row in readings:
            readings[row].confidence = min(readings[row].confidence, DISPUTED)


def _misses_parts(form: Sequence[FormRow], group: int, values: Mapping[int, tuple[int, ...]]) -> bool:
    """Whether the parts of the group that are printed sum up to something else in one column at least."""
    known = [values[row] for row in values if form[row].parent == form[group].code]
    return bool(known) and tuple(map(sum, zip(*known, strict=True))) != values[group]


def _part_without_row(form: Sequence[FormRow], group: int, readings: Mapping[int, Reading]) -> int | None:
    """The one part of the group that has no row; None where there are several such or none."""
    parts = (number for number, row in enumerate(form) if row.parent == form[group].code)
    absent = [part for part in parts if part not in readings]
    return absent[0] if len(absent) == 1 else None


def _values(text: str, reading: Reading) -> tuple[int, ...]:
    return tuple(count_in(text[start:end]) for start, end in reading.spans)


def in_step(text: str, form: Sequence[FormRow], instance: Instance, solved: Solved) -> Solved:
    """The reading by the order of labels and figures where figures stand before labels and only so every sum is kept.

    Where that does not help, figures before their labels are doubtful unless every sum is kept.
    """
    low = figures_first(text, instance.marks[0])
    if low is None or _balanced(text, form, solved.readings):
        return solved
    stepped = solve(text, form, rows_in_step(text, instance, form, low), frozenset())
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


def whole_columns(text: str, form: Sequence[FormRow], solved: Solved) -> frozenset[int]:
    """The applicant columns whose rows add up over the whole table."""
    return _sums(text, form, solved.readings).whole(7)


def _balanced(text: str, form: Sequence[FormRow], readings: dict[int, Reading]) -> bool:
    """Whether every column sum holds, as it hardly would with a row at a wrong place."""
    return _sums(text, form, readings).kept(7) == 14


def _sums(text: str, form: Sequence[FormRow], readings: dict[int, Reading]) -> Balance:
    values = {row: _values(text, reading) for row, reading in readings.items() if len(reading.spans) == 7}
    return Balance(form, values)
