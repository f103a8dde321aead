"""The ruling lines of a picture → the boxes of its table cells; a page laid askew is turned first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dagster_project.readers.ink import Ink
from dagster_project.readers.ruled import Box
from dagster_project.readers.strokes import Stroke, Strokes, drawn_cells

# In points. A rule is longer than any stroke of a character; a cell holds at least one character.
_SHORTEST_ACROSS, _SHORTEST_DOWN = 45.0, 16.0
_CELL, _TABLE = 7.0, 40.0
_DASHES, _RULE = 4.0, 4.0  # how far the dashes of a rule stand apart, and how thick one is at most
_SMALL = 700  # pixels across, at which the slant of a page is measured
_MOST_ASKEW, _LEVEL = 5.0, 0.15  # degrees


def levelled(pixels: Any) -> Any:
    """The picture turned by the few degrees at which its lines part best, if it lies askew."""
    import cv2
    import numpy

    grey = _grey(cv2, pixels)
    ratio = _SMALL / grey.shape[1]
    small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, 10)

    def sharpness(angle: float) -> float:
        lines = _turned(cv2, ink, angle, cv2.INTER_NEAREST).sum(1, dtype="int64")
        return float(((lines[1:] - lines[:-1]) ** 2).sum())

    rough = max(numpy.arange(-_MOST_ASKEW, _MOST_ASKEW + 0.1, 0.5), key=sharpness)
    angle = float(max(numpy.arange(rough - 0.5, rough + 0.55, 0.1), key=sharpness))
    return _turned(cv2, pixels, angle, cv2.INTER_LINEAR) if abs(angle) > _LEVEL else pixels


def _turned(cv2: Any, pixels: Any, angle: float, how: int) -> Any:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE)


def cell_boxes(pixels: Any, scale: float, inks: Sequence[Ink] = ()) -> list[list[Box]]:
    """The cell boxes of every ruled table, in points; `scale` is the number of pixels to a point.

    Where no whole rules are found, dashed and dotted ones are looked for outside of the `inks`.
    """
    import cv2
    import numpy

    block = int(8 * scale) | 1
    grey = _grey(cv2, pixels)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, block), 12)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, int(_SHORTEST_ACROSS * scale)), numpy.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((int(_SHORTEST_DOWN * scale), 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((3, 3), numpy.uint8))
    tables = []
    for x, y, width, height, _ in _components(cv2, rules):
        if width > _TABLE * scale and height > _CELL * scale:
            inside = 255 - rules[y : y + height, x : x + width]
            cells = [
                ((x + left) / scale, (y + top) / scale, (x + left + w) / scale, (y + top + h) / scale)
                for left, top, w, h, area in _components(cv2, inside)
                if min(w, h) > _CELL * scale and 2 * area > w * h
            ]
            if len(cells) > 1:
                tables.append(cells)
    return tables or drawn_cells(_broken_rules(cv2, ink, scale, inks))


def _broken_rules(cv2: Any, ink: Any, scale: float, inks: Sequence[Ink]) -> Strokes:
    """The rules whose dashes or dots hang together when gaps are closed, once all characters are wiped out."""
    import numpy

    for character in inks:
        left, top, right, bottom = (round(edge * scale) for edge in character[1:])
        ink[max(0, top) : bottom, max(0, left) : right] = 0
    gap = int(_DASHES * scale)
    found = []
    for shape in ((1, 0), (0, 1)):
        length = int((_SHORTEST_ACROSS, _SHORTEST_DOWN)[shape[1]] * scale)
        along = (max(1, length * shape[1]), max(1, length * shape[0]))
        wide = cv2.dilate(ink, numpy.ones((1 + 2 * shape[0], 1 + 2 * shape[1]), numpy.uint8))
        whole = cv2.morphologyEx(
            wide, cv2.MORPH_CLOSE, numpy.ones((max(1, gap * shape[1]), max(1, gap * shape[0])), numpy.uint8)
        )
        long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones(along, numpy.uint8))
        found.append([(x / scale, y / scale, w / scale, h / scale) for x, y, w, h, _ in _components(cv2, long)])
    across = [Stroke(y + h / 2, x, x + w) for x, y, w, h in found[0] if h < _RULE]
    down = [Stroke(x + w / 2, y, y + h) for x, y, w, h in found[1] if w < _RULE]
    return Strokes(across, down, [])


def _grey(cv2: Any, pixels: Any) -> Any:
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels


def _components(cv2: Any, mask: Any) -> list[tuple[int, int, int, int, int]]:
    """Left, top, width, height and area of each connected part of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    return [(int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in stats[1:]]
