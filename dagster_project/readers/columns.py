"""Recognised words without ruling lines → blocks: rows by their heights, columns by where figures stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dagster_project.readers.ink import Ink, Line, joined, lines_of, wraps
from dagster_project.readers.layout import Block, Table

Row = list[Ink]


def blocks_of_inks(inks: Sequence[Ink]) -> list[Block]:
    """Paragraphs, and runs of rows that stand in three columns or more as grids."""
    rows = _rows(inks)
    lines = [line for row in rows for line in lines_of(row)]
    left, right = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        after = _table_end(rows, at)
        if after - at > 1:
            blocks.append(_grid(rows[at:after]))
        else:
            after = _paragraph_end(rows, at, left, right)
            blocks.append(joined([line for row in rows[at:after] for line in lines_of(row)]))
        at = after
    return blocks


def _rows(inks: Sequence[Ink]) -> list[Row]:
    """Words whose middles lie at one height, from left to right."""
    rows: list[Row] = []
    for ink in sorted(inks, key=lambda ink: ink.top + ink.bottom):
        middle, size = (ink.top + ink.bottom) / 2, ink.bottom - ink.top
        last = rows[-1][-1] if rows else None
        if last is not None and abs((last.top + last.bottom) / 2 - middle) < 0.4 * min(size, last.bottom - last.top):
            rows[-1].append(ink)
        else:
            rows.append([ink])
    return [sorted(row, key=lambda ink: ink.left) for row in rows]


def _table_end(rows: Sequence[Row], at: int) -> int:
    """The row after the run of table rows that starts here; at most two wrapped labels stand between its rows."""
    end = after = at
    while after < len(rows) and after - end < 3:
        after += 1
        if len(rows[after - 1]) >= 3 or (len(rows[after - 1]) == 2 and end > at):
            end = after
    return end


def _paragraph_end(rows: Sequence[Row], at: int, left: float, right: float) -> int:
    after = at + 1
    while after < len(rows) and len(rows[after]) < 3 and wraps(_line(rows[after - 1]), _line(rows[after]), left, right):
        after += 1
    return after


def _line(row: Row) -> Line:
    return lines_of(row)[-1]


def _grid(rows: Sequence[Row]) -> Table:
    """The rows as a grid: each box in the column that it overlaps most, a label's lines put back together."""
    columns = _columns(rows)
    table: list[list[list[Ink]]] = []
    for row in rows:
        places: list[list[Ink]] = [[] for _ in columns]
        for ink in row:
            places[_nearest(columns, ink)].append(ink)
        table.append(places)
    return Table.of_rows([[joined(lines_of(place)) for place in row] for row in _with_labels(table)], "ocr")


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The stretches of the page in which boxes of full rows stand above each other."""
    widest = max(len(row) for row in rows)
    boxes = sorted((ink.left, ink.right) for row in rows if len(row) >= 0.6 * widest for ink in row)
    columns = [boxes[0]]
    for left, right in boxes[1:]:
        if left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(right, columns[-1][1])
        else:
            columns.append((left, right))
    return columns


def _nearest(columns: Sequence[tuple[float, float]], ink: Ink) -> int:
    middle = (ink.left + ink.right) / 2
    return min(range(len(columns)), key=lambda c: max(columns[c][0] - middle, middle - columns[c][1], 0.0))


def _with_labels(table: Sequence[list[list[Ink]]]) -> Iterator[list[list[Ink]]]:
    """Rows of figures with the lines of their label, which may stand half a line above and below them."""
    at = 0
    while at < len(table):
        row = table[at]
        below = table[at + 1] if at + 1 < len(table) else None
        if _is_label(row) and below is not None and not below[0]:
            row = [row[0], *below[1:]]
            at += 1
            if at + 1 < len(table) and _is_label(table[at + 1]) and not _labels_next(table, at + 1):
                row = [row[0] + table[at + 1][0], *row[1:]]
                at += 1
        yield row
        at += 1


def _is_label(row: Sequence[list[Ink]]) -> bool:
    return bool(row[0]) and not any(row[1:])


def _labels_next(table: Sequence[list[list[Ink]]], at: int) -> bool:
    """Whether the row below the label at this place has figures without a label of its own."""
    return at + 1 < len(table) and not table[at + 1][0]
