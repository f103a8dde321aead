"""Two figures in one drawn cell: parted where the cell lies over two columns, or where one way alone adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dagster_project.document import Cell
from dagster_project.parsers.tables.grids import GridRow
from dagster_project.parsers.tables.reading import Span

_TWO = re.compile(r"(\d+)\s+(\d+)")


def parted(row: GridRow) -> GridRow:
    """The row with two cells for each that holds two figures over two columns; over one column they are no label."""
    pairs = [
        _TWO.fullmatch(words) if not is_figure and words[-1:].isdigit() else None
        for words, is_figure in zip(row.words, row.values, strict=True)
    ]
    if not any(pairs):
        return row
    made = GridRow([], [], [])
    for cell, words, is_figure, two in zip(row.cells, row.words, row.values, pairs, strict=True):
        if two is None or cell.column_span != 2:
            parts = [(cell, words, is_figure or two is not None)]
        else:
            parts = [(_half(cell, two, n), two[n], True) for n in (1, 2)]
        for half, said, holds in parts:
            made.cells.append(half)
            made.words.append(said)
            made.values.append(holds)
    return made


def _half(cell: Cell, two: re.Match[str], number: int) -> Cell:
    start, end = two.span(number)
    return Cell(cell.row, cell.column + number - 1, cell.row_span, 1, cell.start + start, cell.start + end)


def laid(text: str, spans: Sequence[Span]) -> tuple[list[Span], bool]:
    """The cells of a row with two figures of one laid into it and a blank one beside it, and whether a sum says so.

    Where not one way alone adds up, neither cell is known: both are the whole of what is printed.
    """
    for start, end in spans:
        if end - start > 2:
            return _laid(text, spans)
    return list(spans), False


def _laid(text: str, spans: Sequence[Span]) -> tuple[list[Span], bool]:
    pairs = [place for place, (a, b) in enumerate(spans) if _TWO.fullmatch(text, a, b)]
    if not pairs:
        return list(spans), False
    options = [list(spans)]
    for place in pairs:
        options = [way for option in options for way in _ways(text, option, place)]
    summing = [option for option in options if _adds_up(text, option)]
    if len(summing) == 1:
        return summing[0], True
    unknown = list(spans)
    for place in pairs:
        for beside in _blank_beside(spans, place):
            unknown[beside] = spans[place]
    return unknown, False


def _ways(text: str, spans: list[Span], place: int) -> Iterator[list[Span]]:
    two = _TWO.fullmatch(text, *spans[place])
    for beside in _blank_beside(spans, place):
        if two is not None:
            way = list(spans)
            way[min(place, beside)], way[max(place, beside)] = two.span(1), two.span(2)
            yield way


def _blank_beside(spans: Sequence[Span], place: int) -> list[int]:
    return [at for at in (place - 1, place + 1) if 0 <= at < len(spans) and spans[at][0] == spans[at][1]]


def _adds_up(text: str, spans: Sequence[Span]) -> bool:
    words = [text[a:b] or "0" for a, b in spans]
    return all(word.isdecimal() for word in words) and sum(map(int, words[:-1])) == int(words[-1])
