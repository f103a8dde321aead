"""Ruled tables on pages: boxes of cells → grids with spans, put together again over page breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.readers.ink import Ink, is_item_start, joined, lines_of
from dagster_project.readers.layout import Placed, Table

Box = tuple[float, float, float, float]  # left, top, right, bottom
_NEAR = 4.0


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell of a ruled table: its rows (up to but without `below`), its edges and its words."""

    row: int
    below: int
    left: float
    right: float
    words: str


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The cells of a table over one or more pages; `breaks` are the rows with which a page begins.

    `columns` are the edges of the columns of figures where no rules draw the cells, but their places tell them.
    """

    box: Box
    height: int
    cells: tuple[RuledCell, ...]
    breaks: tuple[int, ...] = ()
    columns: tuple[tuple[float, float], ...] = ()


def ruled_table(boxes: Sequence[Box], inks: Sequence[Ink]) -> RuledTable:
    """The table that these cell boxes draw, each character in the cell that holds its middle."""
    tops, lefts = _edges([box[1] for box in boxes]), _edges([box[0] for box in boxes])
    bottoms = [*tops[1:], max(box[3] for box in boxes)]
    owner: dict[tuple[int, int], int] = {}
    spans = [
        (_place(tops, b[1]), _last(bottoms, b[3]), _place(lefts, b[0]), _place(lefts, b[2] - _NEAR)) for b in boxes
    ]
    for number, (top, bottom, left, right) in enumerate(spans):
        owner |= {(row, column): number for row in range(top, bottom + 1) for column in range(left, right + 1)}
    held: list[list[Ink]] = [[] for _ in boxes]
    for ink in inks:
        place = bisect_right(tops, (ink.top + ink.bottom) / 2) - 1, bisect_right(lefts, (ink.left + ink.right) / 2) - 1
        if place in owner:
            held[owner[place]].append(ink)
    cells = [
        RuledCell(top, bottom + 1, box[0], box[2], joined(lines_of(mine), box[2] - box[0]))
        for box, (top, bottom, _, _), mine in zip(boxes, spans, held, strict=True)
    ]
    return RuledTable(outline(boxes), len(tops), tuple(cells))


def holds(box: Box, ink: Ink) -> bool:
    """Whether the middle of the ink lies in the box."""
    return box[0] <= (ink.left + ink.right) / 2 <= box[2] and box[1] <= (ink.top + ink.bottom) / 2 <= box[3]


def outline(boxes: Sequence[Box]) -> Box:
    """The box around all of these."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def lifted(tables: Sequence[Sequence[Box]], inks: Sequence[Ink]) -> tuple[list[RuledTable], list[Ink]]:
    """The tables that have words, from top to bottom, and the ink that stands outside of them."""
    found: list[RuledTable] = []
    rest = list(inks)
    for boxes in tables:
        around = outline(boxes)
        table = ruled_table(boxes, [ink for ink in rest if holds(around, ink)])
        if any(cell.words for cell in table.cells):
            found.append(table)
            rest = [ink for ink in rest if not holds(around, ink)]
    return sorted(found, key=lambda table: table.box[1]), rest


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges in order; those nearer than a line's thickness are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _place(edges: Sequence[float], value: float) -> int:
    return max(0, bisect_right(edges, value + _NEAR / 2) - 1)


def _last(bottoms: Sequence[float], value: float) -> int:
    return min(range(len(bottoms)), key=lambda row: abs(bottoms[row] - value))


def continues(above: RuledTable, below: RuledTable) -> bool:
    """Whether the table below, first on its page, has the outline of the one above, last on the page before."""
    return (
        len(above.columns) == len(below.columns)
        and abs(above.box[0] - below.box[0]) < 2 * _NEAR
        and abs(above.box[2] - below.box[2]) < 2 * _NEAR
    )


def stacked(above: RuledTable, below: RuledTable) -> RuledTable:
    """Both parts as one table: cells cut by the page break are one cell again, and so is a row that it cuts."""
    shift = above.box[0] - below.box[0]
    offset = above.height
    lower = [RuledCell(c.row + offset, c.below + offset, c.left + shift, c.right + shift, c.words) for c in below.cells]
    upper = list(above.cells)
    first = [cell for cell in lower if cell.row == offset]
    last = [cell for cell in upper if cell.below == offset]
    pairs = [(up, low) for low in first for up in last if _same_column(up, low)]
    whole_row = _row_cut(pairs, len(first))
    for up, low in pairs:
        if whole_row or (not low.words and _is_cut(low, first)):
            upper.remove(up)
            lower.remove(low)
            upper.append(RuledCell(up.row, low.below, up.left, up.right, _put_together(up.words, low.words)))
    height = above.height + below.height
    return RuledTable(above.box, height, (*upper, *lower), (*above.breaks, offset), above.columns)


def _same_column(up: RuledCell, low: RuledCell) -> bool:
    return abs(up.left - low.left) < _NEAR and abs(up.right - low.right) < _NEAR


def _is_cut(cell: RuledCell, row: Sequence[RuledCell]) -> bool:
    """A blank cell at the top of a page is the rest of a label when it runs over rows or stands left of all words."""
    if cell.below - cell.row > 1:
        return True
    written = [other.left for other in row if other.words]
    return bool(written) and cell.left < min(written)


def _row_cut(pairs: Sequence[tuple[RuledCell, RuledCell]], columns: int) -> bool:
    """Whether the first row below is the rest of the last row above: a label goes on, no other cell is filled twice."""
    if len(pairs) != columns or columns < 3:
        return False
    both = [(up, low) for up, low in pairs if up.words and low.words]
    figures = [(up, low) for up, low in pairs if not (up.words and low.words) and (up.words or low.words)]
    return len(both) == 1 and bool(figures) and not is_item_start(both[0][1].words) and not both[0][1].words.isdigit()


def _put_together(above: str, below: str) -> str:
    if not above or not below:
        return above or below
    return above + below if above[-1] > "\u2e7f" or below[0] > "\u2e7f" else f"{above} {below}"


def placed(table: RuledTable, origin: str) -> Table:
    """The table with rows and columns counted; a row that no cell begins in after a cut vanishes with it."""
    lefts = _edges([cell.left for cell in table.cells])
    rights = [*lefts[1:], max(cell.right for cell in table.cells)]
    starts = sorted({cell.row for cell in table.cells})
    row_of = {row: number for number, row in enumerate(starts)}
    cells = []
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.left)):
        column = _place(lefts, cell.left)
        end = _last(rights, cell.right) + 1
        below = sum(start < cell.below for start in starts)
        row = row_of[cell.row]
        cells.append(Placed(row, column, max(1, below - row), max(1, end - column), cell.words))
    breaks = tuple(sum(start < at for start in starts) for at in table.breaks)
    return Table.of_cells(cells, f"{origin} columns" if table.columns else origin, breaks)
