"""Drawn tables → rows of figures under the columns that their headers name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from operator import attrgetter

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.tables.applicant_heads import NOBODY, applicants_of
from dagster_project.parsers.tables.cells import read_cell
from dagster_project.parsers.tables.forms import FormColumn, Found, Lexicon, words_of
from dagster_project.parsers.tables.rows import DataRow
from dagster_project.parsers.tables.scan import JOINT, Mark, Span

LIKENESS = 0.72
_column, _start, _end = attrgetter("column"), attrgetter("start"), attrgetter("end")
MOST_REMEMBERED = 5_000
NO_HEAD = (-1, -1)
_NOT_COUNTED = "不计其他"  # in a note, not the name of a row


@dataclass(slots=True)
class GridRow:
    """The cells of one row of a grid, each once and in order, their words, and whether each may hold a figure."""

    cells: list[Cell]
    words: list[str]
    values: list[bool]


@lru_cache(maxsize=16)
def grid_rows(text: str, grid: Grid) -> Sequence[GridRow]:
    """The rows of a grid with their words. The readers of one document ask one after another."""
    return [with_words(text, row) for row in cell_rows(grid)]


def cell_rows(grid: Grid) -> list[list[Cell]]:
    """The cells of each row of a grid; a cell that spans rows stands in each."""
    rows: list[list[Cell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        if cell.row_span == 1:
            rows[cell.row].append(cell)
        else:
            for row in rows[cell.row : cell.row + cell.row_span]:
                row.append(cell)
    for row in rows:
        if _overlap(row):
            row.sort(key=_column)
            if _overlap(row):
                return [_once(places) for places in grid.places()]
    return rows


def within(grid: Grid, low: int, high: int) -> Grid:
    """The part of a grid that stands between two places of the text, its cells at the rows and columns of the whole.

    Cells stand in the text in their order.
    """
    if grid.start >= low and grid.end <= high:
        return grid
    first = bisect_left(grid.cells, low, key=_start)
    cells = grid.cells[first : bisect_right(grid.cells, high, lo=first, key=_end)]
    start, end = (cells[0].start, cells[-1].end) if cells else (low, low)
    height = max([cell.row + cell.row_span for cell in cells], default=0)
    return replace(grid, start=start, end=end, height=height, cells=cells)


def grids_within(document: Document, low: int, high: int) -> Iterator[tuple[int, Grid]]:
    """The grids that reach into a stretch of the text, each with its number and cut to the stretch."""
    for number, grid in enumerate(document.grids, 1):
        if grid.end > low and grid.start < high:
            yield number, within(grid, low, high)


def _overlap(row: Sequence[Cell]) -> bool:
    end = 0
    for cell in row:
        if cell.column < end:
            return True
        end = cell.column + cell.column_span
    return False


def _once(places: Sequence[Cell | None]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in places:
        if cell is not None and (not cells or cell is not cells[-1]):
            cells.append(cell)
    return cells


def with_words(text: str, cells: list[Cell]) -> GridRow:
    """The row of these cells."""
    words = [text[cell.start : cell.end] for cell in cells]
    return GridRow(cells, words, [read_cell(word) is not None for word in words])


def is_value(words: str) -> bool:
    """Whether a cell may hold a figure: a number, a mark for nothing, or blank."""
    return read_cell(words) is not None


def nearest_heads(told: Sequence[Sequence[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """For each place of a grid the nearest head of each of two kinds to the left of it, then above it.

    `told` holds what each place names, NO_HEAD itself where it names nothing; -1 stands for a kind that is not named.
    """
    nearest: list[list[tuple[int, int]]] = []
    above = [NO_HEAD] * max(map(len, told), default=0)
    for row in told:
        left = NO_HEAD
        line = []
        for column, head in enumerate(row):
            over = above[column]
            line.append(_nearer(left, over))
            if head is not NO_HEAD:
                left, above[column] = _nearer(head, left), _nearer(head, over)
        nearest.append(line)
    return nearest


def _nearer(near: tuple[int, int], far: tuple[int, int]) -> tuple[int, int]:
    """The heads of both kinds, those that stand nearer first."""
    if near is NO_HEAD:
        return far
    return (near[0] if near[0] >= 0 else far[0], near[1] if near[1] >= 0 else far[1])


def label_of(words: str, lexicon: Lexicon) -> tuple[int, ...]:
    """The rows that a label cell may name: the exact words, words that contain a label, or words much like one."""
    known = lexicon.memory.get(words)
    if known is None:
        known = known_label(words, lexicon) or _nearest(words_of(words), lexicon)
        if len(lexicon.memory) < MOST_REMEMBERED:
            lexicon.memory[words] = known
    return known


def known_label(words: str, lexicon: Lexicon) -> tuple[int, ...]:
    """The rows that a label cell names in the words of the form, alone or within more words.

    Behind the words of its group (不予处理2.重复申请, 不予处理-重复申请) a part of it is what is meant.
    """
    bare = words_of(words)
    if _NOT_COUNTED in bare:
        bare = bare.replace(_NOT_COUNTED, "")
    exact = lexicon.exact(bare) or lexicon.exact(words_of(JOINT.split(words)[-1]))
    if exact or len(bare) < 3:
        return exact
    found = lexicon.find(bare)
    if len(found) > 1 and lexicon.groups:
        found = tuple(one for at, one in enumerate(found) if _is_part(one, found[:at], lexicon)) or found
    return max(found, key=lambda item: item[1] - item[0])[2] if found else ()


def _is_part(one: Found, before: Sequence[Found], lexicon: Lexicon) -> bool:
    groups = {number for _, _, numbers in before for number in numbers}
    return any(lexicon.groups.get(number) in groups for number in one[2])


def _nearest(bare: str, lexicon: Lexicon) -> tuple[int, ...]:
    close = get_close_matches(bare, lexicon.words, 1, LIKENESS) if 4 <= len(bare) <= 60 else []
    return lexicon.exact(close[0]) if close else ()


def columns_of(rows: Sequence[GridRow], columns: Sequence[FormColumn], lexicon: Lexicon) -> dict[int, int]:
    """Grid column → form column, as far as header cells name them."""
    heads = [
        (cell, words)
        for row in rows
        for cell, words in zip(row.cells, row.words, strict=True)
        if cell.column_span <= 2 and words and not words.isascii() and words[0] not in "(0123456789"
    ]
    meant = applicants_of([words for _, words in heads], columns, lexicon)
    return {cell.column: number for (cell, _), number in zip(heads, meant, strict=True) if number != NOBODY}


def labelled_row(row: GridRow, lexicon: Lexicon) -> tuple[int, list[Mark]]:
    """How many cells at the left are label, and the labels that they hold."""
    first, marks = 0, []
    for index, is_figure in enumerate(row.values):
        if is_figure:
            continue
        first = index + 1
        meant = label_of(row.words[index], lexicon)
        if meant:
            cell = row.cells[index]
            marks.append(Mark(cell.start, cell.end, meant))
    return first, marks


def data_row(row: GridRow, first: int, size: int, wanted: Sequence[int]) -> DataRow | None:
    """The figures of a row: under the headers that name their columns, else as many as the form has, in order."""
    kept = _under_heads(row, first, wanted) if len(wanted) == size else []
    if len(kept) != size:
        kept = list(_trimmed(row.cells[first:], size))
    spans: list[Span] = [(cell.start, cell.end) for cell in kept]
    if not first and not any(end > start for start, end in spans):
        return None
    return DataRow(spans, len(kept) == size, columns=[cell.column for cell in kept])


def _under_heads(row: GridRow, first: int, wanted: Sequence[int]) -> list[Cell]:
    """The cells under the heads, when most of them may hold a figure."""
    behind = row.cells[first:]
    if all(row.values[first:]) and [cell.column for cell in behind] == wanted:
        return behind
    by_column = {cell.column: place for place, cell in enumerate(row.cells)}
    places = [by_column[column] for column in wanted if column in by_column]
    plain = sum(row.values[place] for place in places)
    return [row.cells[place] for place in places] if plain * 2 > len(wanted) else []


def _trimmed(cells: Sequence[Cell], size: int) -> Sequence[Cell]:
    """As many cells as the form has without blank ones at the ends, first behind: hardly any total is blank."""
    while len(cells) > size and cells[-1].start == cells[-1].end:
        cells = cells[:-1]
    while len(cells) > size and cells[0].start == cells[0].end:
        cells = cells[1:]
    return cells
