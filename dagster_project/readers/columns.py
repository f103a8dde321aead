"""Recognised words without ruling lines → tables: rows by their heights, columns by where figures stand."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.readers.ink import Ink, Line, joined, words_apart
from dagster_project.readers.ruled import RuledCell, RuledTable

Row = list[Line]
_FULL = 3  # words in a row from which it is taken for a row of a table


def column_tables(inks: Sequence[Ink]) -> tuple[list[RuledTable], list[Ink]]:
    """Runs of rows that stand in three columns or more, and the ink of everything else."""
    rows = words_apart(inks)
    tables: list[RuledTable] = []
    at = 0
    while at < len(rows):
        after = _table_end(rows, at)
        if after - at > 1:
            tables.append(_table(rows[at:after]))
        at = max(after, at + 1)
    rest = [ink for ink in inks if not any(t.box[1] <= (ink.top + ink.bottom) / 2 <= t.box[3] for t in tables)]
    return tables, rest


def _table_end(rows: Sequence[Row], at: int) -> int:
    """The row after the run of table rows that starts here; at most two lines of a label stand between its rows."""
    end = after = at
    while after < len(rows) and after - end < _FULL:
        after += 1
        if len(rows[after - 1]) >= _FULL:
            end = after
    return end if len(rows[at]) >= _FULL else at


def _table(rows: Sequence[Row]) -> RuledTable:
    columns = _columns(rows)
    cells = []
    for number, row in enumerate(rows):
        for column, (left, right) in enumerate(columns):
            words = [line for line in row if _nearest(columns, line) == column]
            cells.append(RuledCell(number, number + 1, left, right, joined(words)))
    lines = [line for row in rows for line in row]
    box = columns[0][0], min(line.top for line in lines), columns[-1][1], max(line.bottom for line in lines)
    return RuledTable(box, len(rows), tuple(cells))


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The stretches of the page in which the words of full rows stand above each other."""
    widest = max(len(row) for row in rows)
    words = sorted((line.left, line.right) for row in rows if len(row) >= 0.6 * widest for line in row)
    columns = [words[0]]
    for left, right in words[1:]:
        if left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(right, columns[-1][1])
        else:
            columns.append((left, right))
    return columns


def _nearest(columns: Sequence[tuple[float, float]], line: Line) -> int:
    middle = (line.left + line.right) / 2
    return min(range(len(columns)), key=lambda c: max(columns[c][0] - middle, middle - columns[c][1], 0.0))
