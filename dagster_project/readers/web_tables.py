"""One table of a web page → its caption and its grid, or the words only of one that is no grid."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from dagster_project.document import UnreadableFileError
from dagster_project.readers.layout import MAX_CELLS, Block, Placed, Table
from dagster_project.readers.tags import END, ROWS

MAX_SPAN = 1000
LONG = 300  # characters from which a cell may hold running text of several paragraphs
_ROWS_AND_CELLS = "tr,td,th"
_SPANNED = '[rowspan]:not([rowspan="1"]),[colspan]:not([colspan="1"])'
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")


def table_blocks(node: LexborNode) -> list[Block]:
    """The caption and the grid of a table; the words only of one that has a single column, or none at all."""
    flows: dict[int, list[str]] = {}
    cells, height = _placed(node, flows)
    caption = node.css_first("caption")
    blocks: list[Block] = list(_pieces(caption.text())) if caption is not None else []
    if not any(cell.words for cell in cells):
        return blocks
    if all(cell.column == 0 and cell.column_span == 1 for cell in cells):
        return blocks + [piece for cell in node.css("td,th") for piece in _pieces(cell.text())]
    return blocks + (_around_flows(cells, flows, height) if flows else [_grid(cells, height)])


def _around_flows(cells: list[Placed], flows: dict[int, list[str]], height: int) -> list[Block]:
    """The grid; or grids above and below rows that only set a long running text into the table."""
    blocks: list[Block] = []
    top = 0
    for row in sorted(flows):
        across = [cell for cell in cells if cell.row <= row < cell.row + cell.row_span]
        if all(cell.row_span == 1 for cell in across) and sum(bool(cell.words) for cell in across) == 1:
            blocks += [*_segment(cells, top, row), *flows[row]]
            top = row + 1
    return blocks + _segment(cells, top, height)


def _segment(cells: list[Placed], top: int, below: int) -> list[Block]:
    """The rows from top up to below as a grid of their own."""
    own = [cell for cell in cells if top <= cell.row < below]
    if top:
        own = [Placed(cell.row - top, cell.column, cell.row_span, cell.column_span, cell.words) for cell in own]
    return [_grid(own, below - top)] if any(cell.words for cell in own) else []


def _pieces(text: str) -> list[str]:
    return [words for piece in text.split(END) if (words := " ".join(piece.split()))]


def _placed(node: LexborNode, flows: dict[int, list[str]]) -> tuple[list[Placed], int]:
    """The cells at the places where a browser draws them, spans not clipped yet, and the number of rows.

    Long texts by row go into flows.
    """
    cells: list[Placed] = []
    spanned = {cell.mem_id for cell in node.css(_SPANNED)}
    taken: dict[int, int] = {}  # column → first row in which it is free again
    row, column = -1, 0
    for part in node.css(_ROWS_AND_CELLS):
        if part.tag_id in ROWS:
            row, column = row + 1, 0
            continue
        while taken.get(column, 0) > row:
            column += 1
        text = part.text()
        words = text if text.isalnum() else " ".join(text.split())
        if len(words) > LONG:
            flows[row] = _pieces(text)
        if part.mem_id not in spanned:
            cells.append(Placed(row, column, 1, 1, words))
            column += 1
            continue
        row_span, column_span = _spans(part)
        if row_span > 1:
            taken.update(dict.fromkeys(range(column, column + column_span), row + row_span))
        cells.append(Placed(row, column, row_span, column_span, words))
        column += column_span
    if len(cells) > MAX_CELLS:
        raise UnreadableFileError("too_large", f"a table of more than {MAX_CELLS:,} cells")
    return cells, row + 1


def _spans(cell: LexborNode) -> tuple[int, int]:
    attributes = cell.attributes
    return _span(attributes.get("rowspan"), 65_534), _span(attributes.get("colspan"), 1)


def _span(value: str | None, zero: int) -> int:
    """The span that a browser reads from the attribute: digits up to the first other character, bounded."""
    match = _DIGITS.match(value) if value is not None else None
    if match is None:
        return 1
    return min(int(match[1]), 65_534 if zero > 1 else MAX_SPAN) or zero


def _grid(cells: list[Placed], rows: int) -> Table:
    """The cells as a grid. Spans end with it: rows with the last row, an absurd colspan with the last column that
    others reach."""
    wide = [cell for cell in cells if cell.row_span > 1 or cell.column_span > 1]
    if not wide:
        return Table(cells, "html")
    height = min(rows, max(cells[-1].row + 1, *[cell.row + cell.row_span for cell in wide]))
    width = max(c.column + (c.column_span if c.column_span < 100 else 1) for c in cells)
    if all(c.row + c.row_span <= height and c.column + c.column_span <= width for c in wide):
        return Table(cells, "html")
    return Table([_clipped(cell, height, width) for cell in cells], "html")


def _clipped(cell: Placed, height: int, width: int) -> Placed:
    row_span, column_span = min(cell.row_span, height - cell.row), min(cell.column_span, width - cell.column)
    return Placed(cell.row, cell.column, row_span, max(1, column_span), cell.words)
