"""A Word document (DOCX) → blocks: paragraphs and tables in the order of its body, merged cells as spans."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers.layout import MAX_CELLS, Block, Placed, Table
from dagster_project.readers.numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _T = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "t"))
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr", "tblGrid")
}
_SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
MAX_DEPTH = 60


def blocks_of_docx(content: bytes) -> tuple[list[Block], dict[str, str]]:
    """The blocks of the body and the document's properties."""
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        properties = document.core_properties
        meta = {"title": properties.title or "", "author": properties.author or ""}
        lists = [rel.target_part.element for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        reader = _Reader(Numbering.of(lists[0] if lists else None, document.styles.element))
    except Exception as error:
        reason = f"the Word document is cut off or damaged ({type(error).__name__})"
        raise UnreadableFileError("truncated", reason) from error
    return list(reader.blocks(body, 0)), {name: value.strip() for name, value in meta.items() if value.strip()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Walks a document once, from its first paragraph to the last, as its lists count on."""

    numbering: Numbering

    def blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        """Paragraphs and tables below an element, content controls and revisions looked through."""
        if depth > MAX_DEPTH:
            raise UnreadableFileError("too_large", f"the Word document nests deeper than {MAX_DEPTH} levels")
        for child in parent.iterchildren():
            if child.tag == _P:
                yield from self._paragraphs(child)
            elif child.tag == _TBL:
                yield from self._table(child, depth)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _paragraphs(self, paragraph: Any) -> Iterator[str]:
        for line in self._words(paragraph).split("\n"):
            words = " ".join(line.split())
            if words:
                yield words

    def _words(self, paragraph: Any) -> str:
        text = _text(paragraph)
        return self.numbering.label(paragraph) + text if text.strip() else text

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        """The grid of a table; one that holds tables in its cells, or one column only, lays out text that flows."""
        cells = [cell for cell in table.iter(_TC) if next(cell.iterancestors(_TBL)) is table]
        one_column = all(next(cell.itersiblings(_TC, preceding=True), None) is None for cell in cells)
        if one_column or any(cell.find(f".//{_TBL}") is not None for cell in cells):
            for cell in cells:
                yield from self.blocks(cell, depth + 1)
        else:
            yield Table.of_cells(self._placed(table), "docx")

    def _placed(self, table: Any) -> list[Placed]:
        cells: list[Placed] = []
        open_at: dict[int, int] = {}  # column → index of the cell that a vertical merge goes on with
        rows = [line for line in table.iter(_TR) if line.find(f"{_W}trPr/{_W}del") is None]
        for row, line in enumerate(rows):
            column = _number(line, "trPr/gridBefore", 0)
            for cell in line.iter(_TC):
                span = min(max(1, _number(cell, "tcPr/gridSpan", 1)), 1000)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val") != "restart" and column in open_at:
                    above = cells[open_at[column]]
                    cells[open_at[column]] = replace(above, row_span=row - above.row + 1)
                else:
                    open_at.pop(column, None)
                    if merge is not None:
                        open_at[column] = len(cells)
                    cells.append(Placed(row, column, 1, span, self._cell_words(cell)))
                column += span
            if len(cells) > MAX_CELLS:
                raise UnreadableFileError("too_large", f"a table of more than {MAX_CELLS:,} cells")
        return cells

    def _cell_words(self, cell: Any) -> str:
        paragraphs = (p for p in cell.iter(_P) if next(p.iterancestors(_P), None) is None)
        return " ".join(" ".join(self._words(p) for p in paragraphs).split())


def _text(paragraph: Any) -> str:
    """The words of a paragraph as Word shows them: no deleted or hidden text, no field codes."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == _T:
            parts.append(node.text or "")
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif _is_raised(node) and (note := _text(node).strip()).isdigit() and "".join(parts)[-1:].isdigit():
            parts.append(f"[{note}]")  # the mark of a note, not a further digit
        elif isinstance(tag, str) and tag not in _SKIPPED and not _is_hidden(node):
            if tag == _P:  # a text box inside the paragraph
                parts.append("\n")
            stack.extend(reversed(node))
    return "".join(parts)


def _is_hidden(node: Any) -> bool:
    if node.tag != f"{_W}r":
        return False
    vanish = node.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false")


def _is_raised(node: Any) -> bool:
    if node.tag != f"{_W}r":
        return False
    align = node.find(f"{_W}rPr/{_W}vertAlign")
    return align is not None and align.get(f"{_W}val") == "superscript"


def _number(element: Any, path: str, default: int) -> int:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
