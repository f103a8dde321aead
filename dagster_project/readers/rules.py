"""The ruling lines of a picture → the boxes of its table cells."""

from __future__ import annotations

from typing import Any

from dagster_project.readers.ruled import Box

# In points. A rule is longer than any stroke of a character; a cell holds at least one character.
_SHORTEST_ACROSS, _SHORTEST_DOWN = 45.0, 16.0
_CELL, _TABLE = 7.0, 40.0


def cell_boxes(pixels: Any, scale: float) -> list[list[Box]]:
    """The cell boxes of every ruled table, in points; `scale` is the number of pixels to a point."""
    import cv2
    import numpy

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    block = int(8 * scale) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, block), 12)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, int(_SHORTEST_ACROSS * scale)), numpy.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((int(_SHORTEST_DOWN * scale), 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((3, 3), numpy.uint8))
    tables = []
    for x, y, width, height in _components(cv2, rules):
        if width > _TABLE * scale and height > _CELL * scale:
            inside = 255 - rules[y : y + height, x : x + width]
            cells = [
                ((x + left) / scale, (y + top) / scale, (x + left + w) / scale, (y + top + h) / scale)
                for left, top, w, h in _components(cv2, inside)
                if min(w, h) > _CELL * scale
            ]
            if len(cells) > 1:
                tables.append(cells)
    return tables


def _components(cv2: Any, mask: Any) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each connected part of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    return [(int(row[0]), int(row[1]), int(row[2]), int(row[3])) for row in stats[1:]]
