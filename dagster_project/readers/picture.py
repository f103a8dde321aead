"""Scanned pages and pictures → blocks, by character recognition that is an extra to install (ogi-warehouse[ocr])."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers.columns import column_tables
from dagster_project.readers.ink import Ink, lines_of
from dagster_project.readers.layout import Block
from dagster_project.readers.pages import Page, blocks_of_pages, last_table
from dagster_project.readers.ruled import RuledTable, lifted
from dagster_project.readers.rules import cell_boxes, levelled

DPI = 200
PAGE_WIDTH = 595.0  # points of an A4 page: every picture is measured as if it were one
MAX_PAGES = 40
MAX_PIXELS = 60_000_000
_FUSED = re.compile(r"\d+(?: \d+)+")
_MOST_FUSED = 2  # cells with several figures, from which on rules are taken to be missing
_MISSING = "a scanned page needs character recognition, which is not installed: pip install 'ogi-warehouse[ocr]'"


def blocks_of_picture(content: bytes) -> list[Block]:
    """The words of a picture, or of the pages of a TIFF, in reading order, its tables as grids."""
    engine = _engine()
    return blocks_of_pages(_pages(engine, _frames(content)), "ocr")


def blocks_of_scan(content: bytes) -> list[Block]:
    """The words of a PDF whose pages are pictures."""
    return blocks_of_pages(pages_of_scan(content), "ocr")


def pages_of_scan(content: bytes, numbers: Sequence[int] | None = None) -> list[Page]:
    """The pages of a PDF, or those with these numbers from 0 on, as pictures of them show."""
    engine = _engine()
    return _pages(engine, _rendered(content, numbers))


@cache
def _engine() -> Any:
    try:
        import rapidocr
    except ImportError as error:
        raise UnreadableFileError("ocr_missing", _MISSING) from error
    return rapidocr.RapidOCR(params={"Global.log_level": "error"})


def _rendered(content: bytes, numbers: Sequence[int] | None) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    wanted = range(len(document)) if numbers is None else numbers
    if len(wanted) > MAX_PAGES:
        raise UnreadableFileError("too_large", f"{len(wanted)} scanned pages, {MAX_PAGES} at most are recognised")
    for number in wanted:
        page = document[number]
        scale = min(DPI / 72, (MAX_PIXELS / (page.get_width() * page.get_height())) ** 0.5)
        yield page.render(scale=scale).to_numpy()


def _frames(content: bytes) -> Iterator[Any]:
    import numpy
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses at twice this
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if getattr(picture, "n_frames", 1) > MAX_PAGES:
                raise UnreadableFileError("too_large", f"{MAX_PAGES} pages of a picture at most are recognised")
            for frame in ImageSequence.Iterator(picture):
                yield numpy.asarray(ImageOps.exif_transpose(frame).convert("RGB"))
    except UnreadableFileError:
        raise
    except Exception as error:
        bomb = "Bomb" in type(error).__name__
        code, reason = ("too_large", "has too many pixels") if bomb else ("truncated", "is cut off or damaged")
        raise UnreadableFileError(code, f"the picture {reason}") from error


def _pages(engine: Any, pictures: Iterable[Any]) -> list[Page]:
    pages: list[Page] = []
    for pixels in pictures:
        pages.append(_page(engine, pixels, last_table(pages)))
    return pages


def _page(engine: Any, pixels: Any, above: RuledTable | None) -> Page:
    """The page that a picture shows; where no rules are seen, or not all of them, columns without rules are a table."""
    pixels = levelled(pixels)
    scale = pixels.shape[1] / PAGE_WIDTH
    # A line is never turned by itself: upside down, 9 is a good 6 and 98 a good 86.
    result = engine(pixels, use_cls=False, return_word_box=True, return_single_char_box=True)
    # A line without characters is empty; a page without lines is told as one line of ("", 1.0, None).
    inks = [ink for line in result.word_results if line and line[0] for ink in _characters(line, scale)]
    tables, rest = lifted(cell_boxes(pixels, scale), inks)
    if sum(_FUSED.fullmatch(cell.words) is not None for table in tables for cell in table.cells) >= _MOST_FUSED:
        tables, rest = [], inks
    if not tables:
        tables, rest = column_tables(rest, above)
    return Page(lines_of(rest), tables)


def _characters(line: Sequence[tuple[str, float, Any]], scale: float) -> list[Ink]:
    """The characters of a recognised line, each where it was seen: a line may reach over the cells of a row."""
    inks = []
    for character, _, corners in line:
        xs, ys = [corner[0] / scale for corner in corners], [corner[1] / scale for corner in corners]
        inks.append(Ink(character, min(xs), min(ys), max(xs), max(ys)))
    return inks
