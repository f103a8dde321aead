"""The border between readers and parsers: what a file says, as text, grids and pages, before anyone knows its form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from dagster_project.records import record


class UnreadableFileError(Exception):
    """A file from which no Document can be made; `code` names the kind of problem, the message the reason.

    Codes: empty, too_large, not_text, unknown_format, password, truncated, archive_bomb, converter_missing,
    ocr_missing, no_text.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@record
class Cell:
    """One printed cell: its place in the grid, and the span of its words in Document.text."""

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file draws it. A spanned cell stands once, at its upper left place.

    `start` and `end` bound the whole table in Document.text; `origin` is html, drawn (by characters), pipe, tab, pdf,
    docx, sheet or ocr, with " columns" behind it where no rules draw the cells.
    """

    start: int
    end: int
    height: int
    width: int
    cells: tuple[Cell, ...]
    origin: str
    page: int | None = None

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.height, self.width))

    def places(self) -> list[list[Cell | None]]:
        """The grid as height rows of width places, each place holding the cell that covers it."""
        rows: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            if cell.row_span == cell.column_span == 1:
                rows[cell.row][cell.column] = rows[cell.row][cell.column] or cell
                continue
            for row in rows[cell.row : cell.row + cell.row_span]:
                for column in range(cell.column, min(cell.column + cell.column_span, self.width)):
                    if row[column] is None:
                        row[column] = cell
        return rows


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says.

    `text` is for matching: one string in reading order, tables included (cells of a row parted by a tab, rows and
    paragraphs by a newline), full-width letters and digits folded, simplified script. `printed` is the same text in
    the script of the page; both have the same length, so a span found in `text` quotes the very words in `printed`.
    `page_starts` are offsets into `text` (one a page, empty when the format has no pages). `meta` holds what a format
    says outside its text (html title and meta tags, document properties), never trusted above the text. `content` are
    the bytes that all this was read from.
    """

    file: str
    content: bytes = field(repr=False)
    media_type: str
    encoding: str
    text: str
    printed: str
    grids: tuple[Grid, ...] = ()
    page_starts: tuple[int, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.printed):
            raise ValueError(f"{self.file}: text has {len(self.text)} characters, printed {len(self.printed)}")

    @property
    def sha256(self) -> str:
        """What the bytes are known by; counted when asked for, as a large file takes a tenth of its reading time."""
        return hashlib.sha256(self.content).hexdigest()

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which the character at `offset` stands; None when the format has no pages."""
        if not self.page_starts:
            return None
        return sum(1 for start in self.page_starts if start <= offset)
