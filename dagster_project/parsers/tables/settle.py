"""Run-together rows that stay open: what the prose of the same report settles of them, and what is sure of the rest.

A cell of which the readings differ has no value: a figure that was guessed would look like one that was filed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from dagster_project.parsers.figures import Problem, Statement
from dagster_project.parsers.tables.cells import BLANK, CellValue, read_cell
from dagster_project.parsers.tables.confidence import OPEN, SUPPORTED, UNCONFIRMED
from dagster_project.parsers.tables.reading import OpenRow, TableReading

MOST_READINGS = 64
MORE = "…"
_Said = dict[tuple[str, str], set[Decimal]]


def settle_by_prose(reading: TableReading, prose: Sequence[Statement]) -> TableReading:
    """The reading with each open row narrowed to what agrees with exact prose figures of the same metrics.

    A row is settled when one reading agrees with the prose and no other does so as well; where several do, they
    stay possible. A prose figure that no reading knows changes nothing. A row of the same characters and readings as
    one that is settled follows it.
    """
    if not reading.open_rows:
        return reading
    said: _Said = {}
    for statement in prose:
        if isinstance(statement.value, Decimal) and statement.qualifier == "exact":
            said.setdefault((statement.metric_code, statement.member), set()).add(statement.value)
    if not said:
        return reading
    statements = list(reading.statements)
    narrowed = [_narrowed(row, statements, said) for row in reading.open_rows]
    decided = {row.runs: now.runs for row, now in zip(reading.open_rows, narrowed, strict=True) if _is_one(now)}
    still = []
    for row, now in zip(reading.open_rows, narrowed, strict=True):
        if row.runs in decided and not _is_one(now):
            as_twin = _kept(row, [i for i, run in enumerate(row.runs) if run in decided[row.runs]])
            _lay(statements, as_twin, "other_table", UNCONFIRMED)
        elif now is not row:
            _lay(statements, now, "prose", SUPPORTED)
        if row.runs not in decided:
            still.append(now)
    return replace(reading, statements=tuple(statements), open_rows=tuple(still))


def _is_one(row: OpenRow) -> bool:
    """Whether all readings that are left give the cells the same words."""
    return len(set(row.words)) == 1


def _narrowed(row: OpenRow, statements: Sequence[Statement], said: _Said) -> OpenRow:
    """The row with the readings that agree with most of what the prose says; as it is when none agrees."""
    cells = statements[row.first : row.first + len(row.words[0])]
    agreeing = [sum(_agrees(s, word, said) for s, word in zip(cells, words, strict=True)) for words in row.words]
    most = max(agreeing)
    if most == 0 or not row.complete:
        return row
    return _kept(row, [index for index, agreed in enumerate(agreeing) if agreed == most])


def _kept(row: OpenRow, indexes: Sequence[int]) -> OpenRow:
    return replace(
        row,
        spans=tuple(row.spans[i] for i in indexes),
        words=tuple(row.words[i] for i in indexes),
        runs=tuple(row.runs[i] for i in indexes),
    )


def _agrees(statement: Statement, word: str, said: _Said) -> bool:
    value = _value(word).value
    return value is not None and value in said.get((statement.metric_code, statement.member), ())


def closed(statements: Sequence[Statement], rows: Sequence[OpenRow]) -> tuple[Statement, ...]:
    """The statements with those of open rows saying no more than all readings of their row say."""
    told = list(statements)
    for row in rows:
        _lay(told, row, "all_readings", row.confidence)
    return tuple(told)


def _lay(statements: list[Statement], row: OpenRow, decided_by: str, confidence: Decimal) -> None:
    """Puts into the list what the readings of a row say of its cells, in place of what stood there."""
    readings = listed(row)
    for index in range(len(row.words[0])):
        at = row.first + index
        spans = [option[index] for option in row.spans]
        values = [_value(words[index]) for words in row.words]
        one = all((v.value, v.semantic) == (values[0].value, values[0].semantic) for v in values)
        if one and row.complete:
            statements[at] = _decided(statements[at], row, spans[0], values[0], decided_by, confidence)
        else:
            statements[at] = _ambiguous(statements[at], row, spans, values, readings)


def _decided(
    said: Statement, row: OpenRow, span: tuple[int, int], value: CellValue, decided_by: str, confidence: Decimal
) -> Statement:
    start, end = span
    return replace(
        said,
        value=value.value,
        value_semantic=value.semantic,
        lower=value.lower,
        upper=value.upper,
        value_text=row.printed[start - row.start : end - row.start],
        start=start,
        end=end,
        locator=_moved(said, start, end),
        confidence=confidence,
        decided_by=decided_by,
        readings=(),
    )


def _ambiguous(
    said: Statement,
    row: OpenRow,
    spans: Sequence[tuple[int, int]],
    values: Sequence[CellValue],
    readings: tuple[str, ...],
) -> Statement:
    """A cell without a value, bounded by the smallest and largest that a reading gives it when all are known."""
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    figures = [value.value for value in values if value.value is not None]
    known = row.complete and bool(figures)
    return replace(
        said,
        value=None,
        value_semantic="ambiguous",
        lower=min(figures) if known else None,
        upper=max(figures) if known else None,
        value_text=row.printed[start - row.start : end - row.start],
        start=start,
        end=end,
        locator=_moved(said, start, end),
        confidence=min(said.confidence, OPEN),
        decided_by="ambiguous",
        readings=readings,
    )


def _moved(said: Statement, start: int, end: int) -> str:
    """The locator of a statement that is found to stand elsewhere in its row."""
    return said.locator.replace(f"chars {said.start}-{said.end}", f"chars {start}-{end}")


def _value(word: str) -> CellValue:
    return read_cell(word) or BLANK


def listed(row: OpenRow) -> tuple[str, ...]:
    """The readings as they are written down, cells parted by bars; an ellipsis at the end when there are more."""
    words = ["|".join(reading) for reading in dict.fromkeys(row.words)]
    return tuple(words) if len(words) <= MOST_READINGS and row.complete else (*words[:MOST_READINGS], MORE)


def open_row_problems(rows: Sequence[OpenRow]) -> Iterator[Problem]:
    """A problem for each row that stays open."""
    for row in rows:
        yield Problem("ambiguous_row", "warning", f"{row.label}: {' or '.join(listed(row)[:4])}")
