"""What every reader hands over – paragraphs, tables, page breaks in reading order – laid out as one Document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from operator import add

from dagster_project.document import Cell, Document, Grid, UnreadableFileError
from dagster_project.readers.script import UNSEEN, as_seen, fold, has_year_apart, look_of
from dagster_project.records import record

MAX_CHARACTERS = 2_000_000
MAX_CELLS = 100_000
MAX_PLACES = 1_000_000


@record
class Placed:
    """The words of one cell at their place in a table."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: str


Place = tuple[int, int, int, int]  # row, column, row span and column span of a cell


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the cells of a table stand, in row order; `lines` are the first and the last cell, and one more, of a row.

    `height` and `width` hold every cell. Many tables are of one shape: it is worked out once for those of a web page.
    """

    cells: Sequence[Place]
    columns: tuple[tuple[int, ...], ...]
    lines: tuple[tuple[int, int], ...]
    height: int
    width: int

    @classmethod
    def of(cls, cells: Sequence[Place]) -> Shape:
        """The shape of the table with cells at these places."""
        rows, columns, downs, acrosses = zip(*cells, strict=True) if cells else ((), (), (), ())
        firsts = [at for at, row in enumerate(rows) if not at or row != rows[at - 1]]
        return cls(
            cells,
            (rows, columns, downs, acrosses),
            tuple(pairwise([*firsts, len(cells)])),
            max(map(add, rows, downs), default=0),
            max(map(add, columns, acrosses), default=0),
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose place in the text is not known yet: the shape of it and the words of its cells, in row order."""

    shape: Shape
    words: Sequence[str]
    origin: str
    page_rows: tuple[int, ...] = ()  # rows with which a new page begins

    @classmethod
    def of_cells(cls, cells: Sequence[Placed], origin: str, page_rows: tuple[int, ...] = ()) -> Table:
        """A table of these cells, which stand in row order."""
        places = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells]
        return cls(Shape.of(places), [cell.words for cell in cells], origin, page_rows)

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[str]], origin: str) -> Table:
        """A table without spans; rows may differ in length."""
        lines = list(rows)
        places = [(row, column, 1, 1) for row, line in enumerate(lines) for column in range(len(line))]
        return cls(Shape.of(places), [words for line in lines for words in line], origin)

    def without_lone_blanks(self) -> Table:
        """The table without the rows that are a single empty cell: they have no line in the text to point to."""
        blank = {at for at, after in self.shape.lines if after == at + 1 and not self.words[at]}
        if not blank:
            return self
        kept = [at for at in range(len(self.words)) if at not in blank]
        shape = Shape.of([self.shape.cells[at] for at in kept])
        return replace(self, shape=shape, words=[self.words[at] for at in kept])


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

    def add_paragraphs(self, paragraphs: Sequence[str]) -> None:
        """Each on a line of its own; a page that begins amid the words of one is noted."""
        if not paragraphs:
            return
        words = "\n".join([*paragraphs, ""])
        if PAGE_MARK in words:
            *before, words = words.split(PAGE_MARK)
            for part in before:
                self.say(part)
                self.pages.append(self.length)
        self.say(words)

    def add_table(self, table: Table) -> None:
        """The rows of the table in the text, and the grid that points to them; none for an absurd or an empty one."""
        height, width = table.shape.height, table.shape.width
        page = len(self.pages) or None
        told = table.without_lone_blanks()
        start, words = self.length, told.words
        # Behind each cell stands one character, a tab or a line end.
        at = list(accumulate([len(said) + 1 for said in words], initial=start))
        rows = told.shape.columns[0]
        self.pages += [at[bisect_left(rows, row)] for row in table.page_rows if row in table.shape.columns[0]]
        self.parts += ["\t".join(words[first:after]) + "\n" for first, after in told.shape.lines]
        self.length = at[-1]
        if words and len(words) <= MAX_CELLS and height * width <= MAX_PLACES:
            cells = tuple(map(Cell, *told.shape.columns, at, map(add, at, map(len, words))))
            self.grids.append(Grid(start, max(start, self.length - 1), height, width, cells, table.origin, page))


def _lay(blocks: Iterable[Block]) -> _Laid:
    laid = _Laid()
    paragraphs: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            if block:
                paragraphs.append(block)
            continue
        laid.add_paragraphs(paragraphs)
        paragraphs = []
        if isinstance(block, Table):
            laid.add_table(block)
        else:
            laid.pages.append(laid.length)
    laid.add_paragraphs(paragraphs)
    return laid


def _seen(block: Block) -> Block:
    if isinstance(block, str):
        return PAGE_MARK.join(as_seen(part) for part in block.split(PAGE_MARK)).strip(" ")
    if isinstance(block, Table):
        words = [" ".join(as_seen(said).split()) for said in block.words]
        return replace(block, words=words)
    return block


def refuse_endless(text: str) -> None:
    """No report is as long as this; reading on would only cost time and memory."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFileError("too_large", f"more than {MAX_CHARACTERS:,} characters of text")
    if len(text) > 4 * MAX_CELLS and text.count("\t") + text.count("|") > 4 * MAX_CELLS:
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
    look = look_of(text)
    if look & UNSEEN or has_year_apart(text):
        laid = _lay([_seen(block) for block in blocks])
        text = "".join(laid.parts)
    if not text.strip():
        raise UnreadableFileError("no_text", "no words were found in the file")
    refuse_endless(text)
    matched, printed = fold(text, look)
    pages = tuple(laid.pages)
    return Document(file, content, media_type, encoding, matched, printed, tuple(laid.grids), pages, dict(meta or {}))
