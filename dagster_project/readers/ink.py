"""Characters where a page prints them → lines and paragraphs in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dagster_project.readers.layout import PAGE_MARK

_ITEM = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]+[条章节项]")

_TO_FIGURE = 0.5  # heights of a line
_RISE = 0.15  # heights of a line, from its foot, at which the next line may have its middle
_PADDING = 12.0  # points between the words of a cell and its two edges, as word processors set them
IN_CELL = 0.6
"""Heights of a line that the lines of one cell stand apart at most."""


class Ink(NamedTuple):
    """A character, or some set in one go, and the box it fills; y runs down the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """The words of one printed line and the box around them."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Halfway between left and right."""
        return (self.left + self.right) / 2

    @property
    def level(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """How far the words reach."""
        return self.right - self.left


def lines_of(inks: Iterable[Ink]) -> list[Line]:
    """The printed lines from top to bottom; the same character set twice for boldness counts once."""
    lines = [_line(row) for row in rows_of_ink(inks)]
    return [line for line in lines if line.text]


def parts_of_lines(inks: Iterable[Ink], gap: float) -> list[list[Line]]:
    """The printed lines, each as the words in it that stand `gap` heights of a character apart or more.

    A figure is apart from Chinese words before it at half a height already.
    """
    rows = []
    for row in rows_of_ink(inks):
        parts: list[list[Ink]] = []
        for ink in row:
            if ink.text.isspace():
                continue
            before = parts[-1][-1] if parts else ink
            least = min(gap, _TO_FIGURE) if ink.text.isdigit() and not before.text.isascii() else gap
            if parts and ink.left - before.right < least * (ink.bottom - ink.top):
                parts[-1].append(ink)
            else:
                parts.append([ink])
        rows.append([line for part in parts if (line := _line(part)).text])
    return [row for row in rows if row]


def rows_of_ink(inks: Iterable[Ink]) -> list[list[Ink]]:
    """Inks whose middles lie at the height of one line, from left to right."""
    rows: list[list[Ink]] = []
    for ink in sorted(inks, key=lambda ink: (ink.top + ink.bottom, ink.left)):
        middle = (ink.top + ink.bottom) / 2
        if rows and middle <= rows[-1][0].bottom - _RISE * (rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(ink)
        else:
            rows.append([ink])
    return [sorted(row, key=lambda ink: ink.left) for row in rows]


def _line(row: Sequence[Ink]) -> Line:
    size = max(ink.bottom - ink.top for ink in row)
    parts: list[str] = []
    before: Ink | None = None
    for ink in row:
        if before is not None:
            if ink.text == before.text and ink.text.strip() and ink.left - before.left < 0.25 * size * len(ink.text):
                continue
            if ink.left - before.right > _gap(before.text[-1:], ink.text[:1]) * size:
                parts.append(" ")
        parts.append(ink.text)
        before = ink
    text = " ".join("".join(parts).split())
    printed = [ink for ink in row if ink.text.strip()] or row
    left, right = printed[0].left, max(ink.right for ink in printed)
    return Line(text, left, min(i.top for i in printed), right, max(i.bottom for i in printed), size)


def _gap(before: str, after: str) -> float:
    """The distance, in heights of a line, from which two characters stand apart."""
    return 0.8 if before > "\u2e7f" and after > "\u2e7f" else 0.25


def joined(lines: Sequence[Line], width: float | None = None) -> str:
    """The words of wrapped lines as one: no space in Chinese, nor in a number cut by the cell's edge."""
    text = ""
    for number, line in enumerate(lines):
        if text and not _runs_on(text[-1], line.text.lstrip(PAGE_MARK)[0], lines[number - 1], width):
            text += " "
        text += line.text
    return text


def _runs_on(before: str, after: str, line: Line, width: float | None) -> bool:
    if before > "\u2e7f" or after > "\u2e7f":
        return True
    full = width is not None and line.width + line.width / len(line.text) + _PADDING > width
    return full and before in "0123456789.," and after in "0123456789.,"


def as_one(lines: Sequence[Line]) -> Line:
    """The lines of one cell as one, in the box around them."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return Line(joined(lines, right - left), left, top, right, bottom, lines[0].size)


def overlap(one: Line, other: Line) -> float:
    """How far two lines stand above each other; negative is the gap between them."""
    return min(one.right, other.right) - max(one.left, other.left)


def wraps(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether the line goes on with the paragraph of the one before: that filled its measure, this is not indented."""
    if before.right < right - 1.6 * before.size or line.left > left + 1.2 * line.size:
        return False
    if abs(before.size - line.size) > 0.3 * before.size or before.text[-1] in "。;；:：":
        return False
    return before.left < left + 3 * before.size


def is_item_start(text: str) -> bool:
    """Whether the words begin with an item number, so that they cannot be the rest of a label."""
    return _ITEM.match(text) is not None
