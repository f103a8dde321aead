"""An OpenDocument text (ODT) → blocks: paragraphs and tables in the order of its body, merged cells as spans."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers.layout import MAX_CELLS, Block, Placed, Table
from dagster_project.readers.packed import part_of

_OFFICE, _TEXT, _TABLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text", "table")
)
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SKIPPED = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}sequence-decls",
    f"{_OFFICE}annotation",
    f"{_OFFICE}annotation-end",
    f"{_OFFICE}forms",
    f"{_TEXT}note-citation",
    f"{_TEXT}ruby-text",
}
_ROWS = f"{_TABLE}table-row"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
MAX_DEPTH = 60
MAX_REPEATS = 1000


def blocks_of_odt(container: zipfile.ZipFile) -> list[Block]:
    """The blocks of the body; deleted text that is kept for review does not count."""
    body = part_of(container, "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableFileError("truncated", "the OpenDocument text has no body")
    return list(_blocks(body, 0))


def _blocks(parent: Any, depth: int) -> Iterator[Block]:
    """Paragraphs and tables below an element, sections, lists and frames looked through."""
    if depth > MAX_DEPTH:
        raise UnreadableFileError("too_large", f"the document nests deeper than {MAX_DEPTH} levels")
    for child in parent.iterchildren(tag="*"):
        if child.tag in _PARAGRAPHS:
            yield from _lines(_words(child))
        elif child.tag == f"{_TABLE}table":
            yield from _table(child, depth)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, depth + 1)


def _lines(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        if said := " ".join(line.split()):
            yield said


def _words(paragraph: Any) -> str:
    """The words of a paragraph with those of the frames set in it, each of these on lines of its own."""
    parts = [paragraph.text or ""]
    for child in paragraph.iterchildren():
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            parts.append(_inside(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _inside(child: Any) -> str:
    if child.tag == f"{_TEXT}line-break":
        return "\n"
    if child.tag in (f"{_TEXT}tab", f"{_TEXT}s"):
        return " "
    words = _words(child)
    return f"\n{words}\n" if child.tag in _PARAGRAPHS else words


def _table(table: Any, depth: int) -> Iterator[Block]:
    """The grid of a table; one that holds tables in its cells, or one column only, lays out text that flows."""
    rows = [row for row in table.iter(_ROWS) if _of(row, table)]
    cells = [cell for row in rows for cell in row.iterchildren(_CELL)]
    if all(len(list(row.iterchildren(_CELL, _COVERED))) < 2 for row in rows) or any(_holds_table(c) for c in cells):
        for cell in cells:
            yield from _blocks(cell, depth + 1)
    else:
        yield Table.of_cells(_placed(rows), "docx")


def _of(row: Any, table: Any) -> bool:
    return next(row.iterancestors(f"{_TABLE}table")) is table


def _holds_table(cell: Any) -> bool:
    return next(cell.iter(f"{_TABLE}table"), None) is not None


def _placed(rows: list[Any]) -> list[Placed]:
    """The cells in row order; a place that a spanning cell covers holds none, repeated blank cells are told apart."""
    cells: list[Placed] = []
    number = 0
    for row in rows:
        for _ in range(_count(row, "number-rows-repeated")):
            column = 0
            for cell in row.iterchildren(_CELL, _COVERED):
                words = " ".join(" ".join(_words(p) for p in cell.iter(*_PARAGRAPHS)).split())
                for _ in range(_count(cell, "number-columns-repeated")):
                    if cell.tag == _CELL:
                        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                        cells.append(Placed(number, column, down, across, words))
                    column += 1
            number += 1
            if len(cells) > MAX_CELLS:
                raise UnreadableFileError("too_large", f"a table of more than {MAX_CELLS:,} cells")
    return cells


def _count(element: Any, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return min(int(value), MAX_REPEATS) if value.isdecimal() and value != "0" else 1
