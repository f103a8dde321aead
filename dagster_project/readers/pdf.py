"""A PDF with a text layer → blocks: paragraphs in print order, ruled tables as grids put together over page breaks."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dagster_project.document import UnreadableFileError
from dagster_project.readers.ink import Ink, Line, joined, lines_of, without_page_numbers, wraps
from dagster_project.readers.layout import PAGE_MARK, Block, PageBreak
from dagster_project.readers.ruled import Box, RuledTable, continues, placed, ruled_table, stacked

MAX_PAGES = 400
MAX_PAGE_OBJECTS = 200_000
_THICK = 5.0
Paragraph = list[Line]
_STAMP = 12  # characters; fewer on a picture are a stamp or a page number on a scan
_TAIL = 4096


class PdfPage(NamedTuple):
    """What one page prints: lines outside of tables, and the tables, from top to bottom."""

    lines: list[Line]
    tables: list[RuledTable]


def blocks_of_pdf(content: bytes) -> tuple[list[Block], dict[str, str]] | None:
    """The blocks and properties of a PDF; None when all of its pages are pictures without a text layer.

    Pages that are pictures among others with words are told in the properties, under `unread_pages`.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise UnreadableFileError("too_large", f"{len(pdf.pages)} pages, {MAX_PAGES} at most are read")
            meta = _properties(pdf.metadata or {})
            pages, counts = [], []
            for page in pdf.pages:
                counts.append((len(page.chars), len(page.images)))
                pages.append(_page(page))
                page.close()
    except UnreadableFileError:
        raise
    except Exception as error:
        raise _unreadable(error, content) from error
    if not pages or not (b"%%EOF" in content[-_TAIL:] or b"startxref" in content[-_TAIL:]):
        raise UnreadableFileError("truncated", "the PDF is cut off: its end or all of its pages are missing")
    if all(characters < _STAMP * (images > 0) or not characters for characters, images in counts):
        return None
    pictures = [number for number, (characters, images) in enumerate(counts, 1) if images and characters < _STAMP]
    unread = {"unread_pages": ", ".join(map(str, pictures))} if pictures else {}
    return list(_blocks(pages)), {**meta, **unread}


def _properties(metadata: Mapping[str, Any]) -> dict[str, str]:
    """The document properties that can be read; some writers leave UTF-16 that no viewer decodes."""
    properties = {str(name).lower(): " ".join(str(value).split()) for name, value in metadata.items()}
    return {name: value for name, value in properties.items() if value and value[:2] not in ("ÿþ", "þÿ")}


def _unreadable(error: Exception, content: bytes) -> UnreadableFileError:
    names = {type(e).__name__ for e in (error, *error.args) if isinstance(e, BaseException)}
    if any("Password" in name for name in names) or (b"/Encrypt" in content and "PDFEncryptionError" in names):
        return UnreadableFileError("password", "the PDF is protected by a password")
    return UnreadableFileError("truncated", f"the PDF is cut off or damaged ({type(error).__name__})")


def _page(page: Any) -> PdfPage:
    if len(page.chars) > MAX_PAGE_OBJECTS or len(page.rects) + len(page.lines) > MAX_PAGE_OBJECTS // 10:
        raise UnreadableFileError("too_large", f"page {page.page_number} holds too many objects to be a report")
    inks = [Ink(c["text"], c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars if c["upright"]]
    tables = []
    for boxes in _cell_boxes(page):
        outline = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        inside = [ink for ink in inks if _holds(outline, ink)]
        table = ruled_table(boxes, inside)
        if any(cell.words for cell in table.cells):
            tables.append(table)
            inks = [ink for ink in inks if not _holds(outline, ink)]
    return PdfPage(lines_of(inks), sorted(tables, key=lambda table: table.box[1]))


def _holds(box: Box, ink: Ink) -> bool:
    return box[0] <= (ink.left + ink.right) / 2 <= box[2] and box[1] <= (ink.top + ink.bottom) / 2 <= box[3]


def _cell_boxes(page: Any) -> list[list[Box]]:
    """The cells of each ruled table of two columns or more. Shading draws no table unless all else fails."""
    if not (page.rects or page.lines or page.curves):
        return []
    plain = page.filter(_is_no_shade) if page.rects else page
    for drawn in (plain, page):
        found = [table.cells for table in drawn.find_tables()]
        found = [cells for cells in found if len({round(cell[0] / _THICK) for cell in cells}) > 1]
        if found or plain is page:
            return found
    return []


def _is_no_shade(thing: dict[str, Any]) -> bool:
    if thing.get("object_type") != "rect":
        return True
    return bool(thing.get("stroke")) or thing["height"] < _THICK or thing["width"] < _THICK


def _blocks(pages: Sequence[PdfPage]) -> Iterator[Block]:
    """Paragraphs and tables in reading order; what a page break cut is whole again, the break marked inside."""
    lines = without_page_numbers([page.lines for page in pages])
    left, right = _measure([line for page in lines for line in page])
    flow: list[Paragraph | RuledTable | PageBreak] = []
    for number, page in enumerate(pages):
        items: list[Line | RuledTable] = sorted([*lines[number], *page.tables], key=_top)
        if not (number and items and _goes_on(flow, items[0], left, right)):
            flow.append(PageBreak())
        for item in items if isinstance(flow[-1], PageBreak) else items[1:]:
            _add(flow, item, left, right)
    for part in flow:
        if isinstance(part, RuledTable):
            yield placed(part, "pdf")
        else:
            yield joined(part) if isinstance(part, list) else part


def _top(item: Line | RuledTable) -> float:
    return item.box[1] if isinstance(item, RuledTable) else item.top


def _measure(lines: Sequence[Line]) -> tuple[float, float]:
    """The edges of the column of words: where lines usually begin and how far they reach."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    common = [edge for edge, count in lefts.items() if count >= max(1, len(lines) // 12)]
    rights = sorted(line.right for line in lines)
    return float(min(common or lefts)), rights[int(len(rights) * 0.9)]


def _goes_on(
    flow: list[Paragraph | RuledTable | PageBreak], item: Line | RuledTable, left: float, right: float
) -> bool:
    """Join the first item of a page to the last part of the page before where it is its rest; whether it was."""
    last = flow[-1] if flow else None
    if isinstance(last, RuledTable) and isinstance(item, RuledTable) and continues(last, item):
        flow[-1] = stacked(last, item)
    elif isinstance(last, list) and isinstance(item, Line) and wraps(last[-1], item, left, right):
        last.append(item._replace(text=PAGE_MARK + item.text))
    else:
        return False
    return True


def _add(flow: list[Paragraph | RuledTable | PageBreak], item: Line | RuledTable, left: float, right: float) -> None:
    last = flow[-1]
    if isinstance(item, RuledTable):
        flow.append(item)
    elif isinstance(last, list) and wraps(last[-1], item, left, right):
        last.append(item)
    else:
        flow.append([item])
