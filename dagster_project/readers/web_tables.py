"""One table of a web page → its caption and its grid, or the words only of one that is no grid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborNode

from dagster_project.document import UnreadableFileError
from dagster_project.readers.layout import MAX_CELLS, Block, Place, Shape, Table
from dagster_project.readers.stacked import unstacked
from dagster_project.readers.tags import CAPTIONS, CELLS, END, ROWS

MAX_SPAN = 1000
_LINES = END + END  # what a line break, or the end of a paragraph before another, leaves in a cell
LONG = 300  # characters from which a cell may hold running text of several paragraphs
_SPANNED = '[rowspan]:not([rowspan="1"]),[colspan]:not([colspan="1"])'
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")
_ALONE = (1, 1)
_LARGEST_REMEMBERED = 1000
Span = tuple[int, int]


def table_blocks(node: LexborNode) -> list[Block]:
    """The caption and the grid of a table; the words only of one that has a single column, or none at all."""
    spanned = {cell.mem_id for cell in node.css(_SPANNED)}
    caption: list[str] | None = None
    spans: list[Span | None] = []
    texts: list[str] = []
    for part in node.traverse():
        tag = part.tag_id
        if tag in CELLS:
            spans.append(span_of(part.attributes) if part.mem_id in spanned else _ALONE)
            texts.append(part.text_lexbor())
        elif tag in ROWS:
            spans.append(None)
        elif tag in CAPTIONS and caption is None:
            caption = _pieces(part.text())
    return [*(caption or ()), *blocks_of_cells(spans, texts)]


def blocks_of_cells(spans: Sequence[Span | None], texts: Sequence[str]) -> list[Block]:
    """The grid of cells of these spans, None starting a row, and texts; the words only of one that is no grid."""
    if _LINES in "\n".join(texts):
        spans, texts = unstacked(spans, texts)
    words = [text if text.isalnum() else " ".join(text.split()) for text in texts]
    places, shape = (_remembered if len(spans) <= _LARGEST_REMEMBERED else _placed)(tuple(spans))
    if not any(words):
        return []
    if all(column == 0 and across == 1 for _, column, _, across in places):
        return [piece for text in texts for piece in _pieces(text)]
    if max(map(len, words)) > LONG:
        flows = {place[0]: text for place, text, said in zip(places, texts, words, strict=True) if len(said) > LONG}
        return _around_flows(list(zip(places, words, strict=True)), flows, spans.count(None))
    return [Table(shape, words, "html")]


def _around_flows(cells: Sequence[tuple[Place, str]], flows: Mapping[int, str], height: int) -> list[Block]:
    """The grid; or grids above and below rows that only set a long running text into the table."""
    blocks: list[Block] = []
    top = 0
    for row in sorted(flows):
        across = [(down, words) for (start, _, down, _), words in cells if start <= row < start + down]
        if all(down == 1 for down, _ in across) and sum(bool(words) for _, words in across) == 1:
            blocks += [*_segment(cells, top, row), *_pieces(flows[row])]
            top = row + 1
    return blocks + _segment(cells, top, height)


def _segment(cells: Sequence[tuple[Place, str]], top: int, below: int) -> list[Block]:
    """The rows from top up to below as a grid of their own."""
    own = [(place, said) for place, said in cells if top <= place[0] < below]
    words = [said for _, said in own]
    places = [(row - top, column, down, across) for (row, column, down, across), _ in own]
    return [Table(Shape.of(_clipped(places, below - top)), words, "html")] if any(words) else []


def _pieces(text: str) -> list[str]:
    return [words for piece in text.split(END) if (words := " ".join(piece.split()))]


def _placed(spans: Sequence[Span | None]) -> tuple[list[Place], Shape]:
    """Where a browser draws the cells, and the shape of the grid, with which their spans end."""
    places: list[Place] = []
    taken: dict[int, int] = {}  # column → first row in which it is free again
    row, column = -1, 0
    for span in spans:
        if span is None:
            row, column = row + 1, 0
            continue
        while taken.get(column, 0) > row:
            column += 1
        down, across = span
        if down > 1:
            taken.update(dict.fromkeys(range(column, column + across), row + down))
        places.append((row, column, down, across))
        column += across
    if len(places) > MAX_CELLS:
        raise UnreadableFileError("too_large", f"a table of more than {MAX_CELLS:,} cells")
    return places, Shape.of(_clipped(places, row + 1))


_remembered = lru_cache(maxsize=64)(_placed)  # as most tables are of the same few forms


def span_of(attributes: Mapping[str, str | None]) -> Span:
    """The rows and columns over which a cell with these attributes goes."""
    return _span(attributes.get("rowspan"), 65_534), _span(attributes.get("colspan"), 1)


@lru_cache(maxsize=256)
def _span(value: str | None, zero: int) -> int:
    """The span that a browser reads from the attribute: digits up to the first other character, bounded."""
    match = _DIGITS.match(value) if value is not None else None
    if match is None:
        return 1
    return min(int(match[1]), 65_534 if zero > 1 else MAX_SPAN) or zero


def _clipped(places: list[Place], rows: int) -> list[Place]:
    """The places in a grid of these rows. Spans end with it: rows with the last row, an absurd colspan with the last
    column that others reach."""
    wide = [place for place in places if place[2:] != _ALONE]
    if not wide:
        return places
    height = min(rows, max(places[-1][0] + 1, *[row + down for row, _, down, _ in wide]))
    width = max(column + (across if across < 100 else 1) for _, column, _, across in places)
    return [
        (row, column, min(down, height - row), max(1, min(across, width - column)))
        for row, column, down, across in places
    ]
