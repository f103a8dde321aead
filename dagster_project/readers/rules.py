"""The ruling lines of a picture → the boxes of its table cells; a page laid askew is turned first."""

from __future__ import annotations

from typing import Any

from dagster_project.readers.ruled import Box

# In points. A rule is longer than any stroke of a character; a cell holds at least one character.
_SHORTEST_ACROSS, _SHORTEST_DOWN = 45.0, 16.0
_CELL, _TABLE = 7.0, 40.0
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


def cell_boxes(pixels: Any, scale: float) -> list[list[Box]]:
    """The cell boxes of every ruled table, in points; `scale` is the number of pixels to a point."""
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
            inside = 255 - _closed(cv2, rules[y : y + height, x : x + width])
            cells = [
                ((x + left) / scale, (y + top) / scale, (x + left + w) / scale, (y + top + h) / scale)
                for left, top, w, h, area in _components(cv2, inside)
                if min(w, h) > _CELL * scale and 2 * area > w * h
            ]
            if len(cells) > 1:
                tables.append(cells)
    return tables


def _closed(cv2: Any, rules: Any) -> Any:
    """The rules of a table with its outline drawn: a table that a page cuts has no rule at the cut."""
    return cv2.polylines(rules.copy(), [cv2.convexHull(cv2.findNonZero(rules))], True, 255, 2)


def _grey(cv2: Any, pixels: Any) -> Any:
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels


def _components(cv2: Any, mask: Any) -> list[tuple[int, int, int, int, int]]:
    """Left, top, width, height and area of each connected part of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    return [(int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in stats[1:]]
