"""A PDF with a text layer → blocks: paragraphs in print order, ruled tables as grids put together over page breaks."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dagster_project.document import UnreadableFileError
from dagster_project.readers.columns import column_tables
from dagster_project.readers.ink import Ink, lines_of
from dagster_project.readers.layout import Block
from dagster_project.readers.pages import Page, blocks_of_pages, last_table
from dagster_project.readers.ruled import lifted
from dagster_project.readers.spacing import closed_up
from dagster_project.readers.strokes import Strokes, drawn_cells, strokes_of

MAX_PAGES = 400
MAX_PAGE_OBJECTS = 50_000
_TILT, _SLANT = 0.1, 0.6  # of a character's size; an italic one slants
_GUTTER = 12.0  # points between two pages on one sheet, on either side of its middle
_MANY, _FEW_CHINESE = 200, 0.02
_CHINESE = re.compile("[\u3400-\u9fff\u2e80-\u2fdf]")
_CODED = re.compile(r"\(cid:|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_STAMP = 12  # characters; fewer on a picture are a stamp or a page number on a scan
_TAIL = 4096


def blocks_of_pdf(content: bytes) -> tuple[list[Block], dict[str, str]] | None:
    """The blocks and properties of a PDF; None when no page has a text layer, or none that tells its characters.

    Pages that are pictures among others with words are recognised, as the properties tell; where recognition is not
    installed, they are told there under `unread_pages`.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise UnreadableFileError("too_large", f"{len(pdf.pages)} pages, {MAX_PAGES} at most are read")
            meta = _properties(pdf.metadata or {})
            leaves: list[list[Page]] = []
            counts: list[_Count] = []
            for page in pdf.pages:
                counts.append(_Count.of(page))
                leaves.append(_halves(_upright(page), leaves[-1] if leaves else []))
                page.close()
    except UnreadableFileError:
        raise
    except Exception as error:
        raise _unreadable(error, content) from error
    if not leaves or not (b"%%EOF" in content[-_TAIL:] or b"startxref" in content[-_TAIL:]):
        raise UnreadableFileError("truncated", "the PDF is cut off: its end or all of its pages are missing")
    if all(count.is_bare or count.is_picture for count in counts) or _are_foreign(counts):
        return None
    pictures = [number for number, count in enumerate(counts) if count.is_picture]
    noted = _recognise(content, leaves, pictures) if pictures else {}
    return blocks_of_pages([page for leaf in leaves for page in leaf], "pdf"), {**meta, **noted}


class _Count(NamedTuple):
    """How many characters that are told a page has, how many of these are Chinese, and how many pictures."""

    characters: int
    chinese: int
    images: int

    @classmethod
    def of(cls, page: Any) -> _Count:
        words = "".join(c["text"] for c in page.chars if not _CODED.match(c["text"]))
        told = len(words) if 2 * len(words) >= len(page.chars) else 0
        return cls(told, len(_CHINESE.findall(words)), len(page.images) + (len(page.chars) > told))

    @property
    def is_bare(self) -> bool:
        return not self.characters

    @property
    def is_picture(self) -> bool:
        return self.images > 0 and self.characters < _STAMP


def _are_foreign(counts: Sequence[_Count]) -> bool:
    """Whether pages of many characters have hardly a Chinese one: a font that tells of others than it prints."""
    characters = sum(count.characters for count in counts)
    return characters > _MANY and sum(count.chinese for count in counts) < _FEW_CHINESE * characters


def _recognise(content: bytes, leaves: list[list[Page]], pictures: Sequence[int]) -> dict[str, str]:
    """Put what is recognised on these pages in their place; what the properties are to tell of it."""
    from dagster_project.readers.picture import pages_of_scan

    told = ", ".join(str(number + 1) for number in pictures)
    try:
        for number, page in zip(pictures, pages_of_scan(content, pictures), strict=True):
            leaves[number] = [page]
    except UnreadableFileError:
        return {"unread_pages": told}
    return {"recognised": f"ocr of pages {told}"}


def _properties(metadata: Mapping[str, Any]) -> dict[str, str]:
    """The document properties that can be read; some writers leave UTF-16 that no viewer decodes."""
    properties = {str(name).lower(): " ".join(str(value).split()) for name, value in metadata.items()}
    return {name: value for name, value in properties.items() if value and value[:2] not in ("ÿþ", "þÿ")}


def _unreadable(error: Exception, content: bytes) -> UnreadableFileError:
    names = {type(e).__name__ for e in (error, *error.args) if isinstance(e, BaseException)}
    if any("Password" in name for name in names) or (b"/Encrypt" in content and "PDFEncryptionError" in names):
        return UnreadableFileError("password", "the PDF is protected by a password")
    return UnreadableFileError("truncated", f"the PDF is cut off or damaged ({type(error).__name__})")


def _upright(page: Any) -> Any:
    """The page turned so that most of its words can be read; a table printed sideways lies on an upright page."""
    turns = Counter(_turn(c["matrix"]) for c in page.chars if c["text"].strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    if not turn:
        return page
    leaf = page.page_obj
    leaf.rotate = leaf.attrs["Rotate"] = (leaf.rotate + turn) % 360
    return type(page)(page.pdf, leaf, page.page_number, page.initial_doctop)


def _turn(matrix: Sequence[float]) -> int:
    """By how many degrees, in quarters, a page must be turned for this character to stand upright."""
    across, up = matrix[:2]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270


def _halves(page: Any, before: Sequence[Page]) -> list[Page]:
    """What the page prints; a sheet on which two pages stand side by side gives both."""
    if max(len(page.chars), len(page.rects) + len(page.lines) + len(page.curves)) > MAX_PAGE_OBJECTS:
        raise UnreadableFileError("too_large", f"page {page.page_number} holds too many objects to be a report")
    inks = [Ink(c["text"], c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars if _is_level(c["matrix"])]
    strokes = strokes_of([*page.rects, *page.lines, *page.curves])
    middle = (page.bbox[0] + page.bbox[2]) / 2
    if page.width <= page.height or not _is_spread(inks, strokes, middle):
        return [_page(inks, strokes, before)]
    left, right = strokes.parted(middle)
    moved = [ink._replace(left=ink.left - middle, right=ink.right - middle) for ink in inks if ink.left >= middle]
    first = _page([ink for ink in inks if ink.left < middle], left, before)
    return [first, _page(moved, right, [first])]


def _page(inks: Sequence[Ink], strokes: Strokes, before: Sequence[Page]) -> Page:
    tables, rest = lifted(drawn_cells(strokes), closed_up(inks))
    if not tables:
        tables, rest = column_tables(rest, last_table(before))
    return Page(lines_of(rest), tables)


def _is_spread(inks: Sequence[Ink], strokes: Strokes, middle: float) -> bool:
    """Whether nothing stands in the middle of a wide sheet and lines of words fill much of both halves."""
    if any(ink.left < middle + _GUTTER and ink.right > middle - _GUTTER for ink in inks):
        return False
    if any(rule.start < middle < rule.end for rule in strokes.across):
        return False
    sides = [[ink for ink in inks if (ink.left < middle) is first] for first in (True, False)]
    return all(sum(line.right - line.left > middle / 2 for line in lines_of(side)) > 2 for side in sides)


def _is_level(matrix: Sequence[float]) -> bool:
    """Whether a character stands on a level line: a watermark runs askew."""
    return abs(matrix[1]) < _TILT * abs(matrix[0]) and abs(matrix[2]) < _SLANT * abs(matrix[3])
