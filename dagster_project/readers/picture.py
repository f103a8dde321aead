"""Scanned pages and pictures → blocks, by character recognition that is an extra to install (ogi-warehouse[ocr])."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers.columns import blocks_of_inks
from dagster_project.readers.ink import Ink
from dagster_project.readers.layout import Block, PageBreak

DPI = 200
MAX_PAGES = 40
MAX_PIXELS = 60_000_000
_MISSING = "a scanned page needs character recognition, which is not installed: pip install 'ogi-warehouse[ocr]'"


def blocks_of_picture(content: bytes) -> list[Block]:
    """The words of one picture in reading order, rows of a table as a grid."""
    engine = _engine()
    return [PageBreak(), *blocks_of_inks(_recognised(engine, _pixels(content)))]


def blocks_of_scan(content: bytes) -> list[Block]:
    """The words of a PDF whose pages are pictures."""
    engine = _engine()
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if len(document) > MAX_PAGES:
        raise UnreadableFileError("too_large", f"{len(document)} scanned pages, {MAX_PAGES} at most are recognised")
    blocks: list[Block] = []
    for page in document:
        scale = min(DPI / 72, (MAX_PIXELS / (page.get_width() * page.get_height())) ** 0.5)
        blocks += [PageBreak(), *blocks_of_inks(_recognised(engine, page.render(scale=scale).to_numpy()))]
    return blocks


@cache
def _engine() -> Any:
    try:
        import rapidocr
    except ImportError as error:
        raise UnreadableFileError("ocr_missing", _MISSING) from error
    return rapidocr.RapidOCR(params={"Global.log_level": "error"})


def _pixels(content: bytes) -> Any:
    import numpy
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return numpy.asarray(picture.convert("RGB"))
    except Exception as error:
        too_large = "Bomb" in type(error).__name__
        code, reason = ("too_large", "has too many pixels") if too_large else ("truncated", "is cut off or damaged")
        raise UnreadableFileError(code, f"the picture {reason}") from error


def _recognised(engine: Any, pixels: Any) -> list[Ink]:
    result = engine(pixels)
    if result.boxes is None:
        return []
    inks = []
    for box, words in zip(result.boxes, result.txts, strict=True):
        xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
        inks.append(Ink(words, min(xs), min(ys), max(xs), max(ys)))
    return inks
