"""A PDF with a text layer → blocks: paragraphs in print order, ruled tables as grids put together over page breaks."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers.ink import Ink, lines_of
from dagster_project.readers.layout import Block
from dagster_project.readers.pages import Page, blocks_of_pages
from dagster_project.readers.ruled import Box, lifted

MAX_PAGES = 400
MAX_PAGE_OBJECTS = 50_000
_THICK = 5.0
_STAMP = 12  # characters; fewer on a picture are a stamp or a page number on a scan
_TAIL = 4096


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
    return blocks_of_pages(pages, "pdf"), {**meta, **unread}


def _properties(metadata: Mapping[str, Any]) -> dict[str, str]:
    """The document properties that can be read; some writers leave UTF-16 that no viewer decodes."""
    properties = {str(name).lower(): " ".join(str(value).split()) for name, value in metadata.items()}
    return {name: value for name, value in properties.items() if value and value[:2] not in ("ÿþ", "þÿ")}


def _unreadable(error: Exception, content: bytes) -> UnreadableFileError:
    names = {type(e).__name__ for e in (error, *error.args) if isinstance(e, BaseException)}
    if any("Password" in name for name in names) or (b"/Encrypt" in content and "PDFEncryptionError" in names):
        return UnreadableFileError("password", "the PDF is protected by a password")
    return UnreadableFileError("truncated", f"the PDF is cut off or damaged ({type(error).__name__})")


def _page(page: Any) -> Page:
    if len(page.chars) > MAX_PAGE_OBJECTS or len(page.rects) + len(page.lines) > MAX_PAGE_OBJECTS // 10:
        raise UnreadableFileError("too_large", f"page {page.page_number} holds too many objects to be a report")
    inks = [Ink(c["text"], c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars if c["upright"]]
    tables, rest = lifted(_cell_boxes(page), inks)
    return Page(lines_of(rest), tables)


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
