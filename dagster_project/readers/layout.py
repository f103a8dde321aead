"""What every reader hands over – paragraphs, tables, page breaks in reading order – laid out as one Document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from dagster_project.document import Cell, Document, Grid, UnreadableFileError
from dagster_project.readers.script import fold, has_unseen, without_unseen
from dagster_project.records import record

MAX_CHARACTERS = 2_000_000
MAX_CELLS = 100_000
MAX_PLACES = 1_000_000
_row = attrgetter("row")


@record
class Placed:
    """The words of one cell at their place in a table."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose place in the text is not known yet; its cells stand in row order."""

    cells: Sequence[Placed]
    origin: str
    page_rows: tuple[int, ...] = ()  # rows with which a new page begins

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[str]], origin: str) -> Table:
        """A table without spans; rows may differ in length."""
        return cls([Placed(r, c, 1, 1, words) for r, row in enumerate(rows) for c, words in enumerate(row)], origin)

    def size(self) -> tuple[int, int]:
        """Height and width that hold every cell."""
        height = max([cell.row + cell.row_span for cell in self.cells], default=0)
        return height, max([cell.column + cell.column_span for cell in self.cells], default=0)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """From here on the words stand on the next page; the first page starts with one too."""


PAGE_MARK = "\f"  # inside a paragraph: the words after it stand on the next page
Block = str | Table | PageBreak


@dataclass(slots=True)
class _Laid:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    grids: list[Grid] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def say(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def add_paragraph(self, words: str) -> None:
        """The words and a line end; a page that begins amid them is noted."""
        if PAGE_MARK in words:
            *before, words = words.split(PAGE_MARK)
            for part in before:
                self.say(part)
                self.pages.append(self.length)
        self.say(words + "\n")

    def add_table(self, table: Table) -> None:
        """The rows of the table in the text, and the grid that points to them; none for an absurd or an empty one."""
        height, width = table.size()
        start, cells = self.length, list[Cell]()
        page = len(self.pages) or None
        for row, placed in groupby(table.cells, _row):
            if row in table.page_rows:
                self.pages.append(self.length)
            at = self.length
            words, own = [], []
            for cell in placed:
                said = cell.words
                words.append(said)
                end = at + len(said)
                own.append(Cell(row, cell.column, cell.row_span, cell.column_span, at, end))
                at = end + 1
            # a row that is one empty cell has no line, so no place to point to
            if at > self.length + 1:
                self.parts.append("\t".join(words) + "\n")
                self.length = at
                cells += own
        if cells and len(cells) <= MAX_CELLS and height * width <= MAX_PLACES:
            end = max(start, self.length - 1)
            self.grids.append(Grid(start, end, height, width, tuple(cells), table.origin, page))


def _lay(blocks: Iterable[Block]) -> _Laid:
    laid = _Laid()
    for block in blocks:
        if isinstance(block, str):
            if block:
                laid.add_paragraph(block)
        elif isinstance(block, Table):
            laid.add_table(block)
        else:
            laid.pages.append(laid.length)
    return laid


def _seen(block: Block) -> Block:
    if isinstance(block, str):
        return PAGE_MARK.join(without_unseen(part) for part in block.split(PAGE_MARK)).strip(" ")
    if isinstance(block, Table):
        cells = [
            Placed(c.row, c.column, c.row_span, c.column_span, " ".join(without_unseen(c.words).split()))
            for c in block.cells
        ]
        return Table(cells, block.origin, block.page_rows)
    return block


def refuse_endless(text: str) -> None:
    """No report is as long as this; reading on would only cost time and memory."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFileError("too_large", f"more than {MAX_CHARACTERS:,} characters of text")
    if text.count("\t") + text.count("|") > 4 * MAX_CELLS:
        raise UnreadableFileError("too_large", f"more than {4 * MAX_CELLS:,} cells")


def assemble(
    file: str,
    content: bytes,
    media_type: str,
    blocks: Sequence[Block],
    encoding: str = "",
    meta: Mapping[str, str] | None = None,
) -> Document:
    """The blocks as one Document. Paragraphs come stripped, words of cells with single spaces; blank ones vanish."""
    laid = _lay(blocks)
    text = "".join(laid.parts)
    if has_unseen(text):
        laid = _lay([_seen(block) for block in blocks])
        text = "".join(laid.parts)
    if not text.strip():
        raise UnreadableFileError("no_text", "no words were found in the file")
    refuse_endless(text)
    matched, printed = fold(text)
    sha256 = hashlib.sha256(content).hexdigest()
    pages = tuple(laid.pages)
    return Document(file, sha256, media_type, encoding, matched, printed, tuple(laid.grids), pages, dict(meta or {}))
