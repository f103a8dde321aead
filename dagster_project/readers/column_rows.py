"""Printed lines as rows of labels and figures, and the columns in which the figures stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dagster_project.readers.ink import IN_CELL, Ink, Line, as_one, is_item_start, overlap, parts_of_lines

_FIGURE = re.compile(r"[-+−–—/\\]*\d[\d,.]*%?[件条个次人元万]{0,2}|[/\\]|[-—–−]{1,4}")
_APART, _HEADS_APART = 1.0, 0.35  # heights of a line between words of a row, and between the heads of columns
FEWEST = 2
"""Figures in a row, and rows or heads, that make a table."""


class Row(NamedTuple):
    """A printed line: its words, those of its figures that no words follow, and its words parted as finely as heads."""

    words: list[Line]
    figures: list[Line]
    heads: list[Line]


def rows_of(inks: Sequence[Ink]) -> list[Row]:
    """The lines of a page as rows, from top to bottom; none where no line has figures enough."""
    lines = [(words, _trailing(words)) for words in parts_of_lines(inks, _APART)]
    if all(len(figures) < FEWEST for _, figures in lines):
        return []
    heads = parts_of_lines(inks, _HEADS_APART)
    return [Row(words, figures, finely) for (words, figures), finely in zip(lines, heads, strict=True)]


def _trailing(words: Sequence[Line]) -> list[Line]:
    first = len(words)
    while first and _FIGURE.fullmatch(words[first - 1].text):
        first -= 1
    return list(words[first:])


def parted_by_columns(rows: Sequence[Row]) -> list[Row]:
    """The rows of one table; figures set too close to be told apart on their line are parted by the others' columns."""
    columns = figure_columns([line for row in rows for line in row.figures])
    return [_parted(row, columns) for row in rows]


def _parted(row: Row, columns: Sequence[Line]) -> Row:
    """The row with its finely parted figures, where each of these stands in a column of its own."""
    figures = _trailing(row.heads)
    homes = [[number for number, column in enumerate(columns) if overlap(column, line) > 0] for line in figures]
    alone = {home[0] for home in homes if len(home) == 1}
    if not row.figures or len(figures) <= len(row.figures) or len(alone) < len(figures):
        return row
    return Row(row.heads, figures, row.heads)


def labels_of(row: Row) -> list[Line]:
    """The words before the figures of a row, parted as finely as heads."""
    edge = row.figures[0].left if row.figures else float("inf")
    return [line for line in row.heads if line.right <= edge]


def labelled(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom; a figure that stands between the two lines of its label follows them on one line."""
    told: list[Line] = []
    for line in lines:
        if len(told) > 1 and _is_between(told[-2], told[-1], line):
            figure, label = told.pop(), as_one([told.pop(), line])
            told.append(as_one([label, figure])._replace(text=f"{label.text} {figure.text}"))
        else:
            told.append(line)
    return told


def _is_between(above: Line, figure: Line, below: Line) -> bool:
    if not _FIGURE.fullmatch(figure.text) or max(above.right, below.right) > figure.left:
        return False
    if not above.bottom > figure.top or not below.top < figure.bottom:
        return False
    return below.top - above.bottom < IN_CELL * below.size and not is_item_start(below.text)


def figure_columns(figures: Sequence[Line]) -> list[Line]:
    """The stretches of the page in which figures stand above each other, from left to right."""
    columns: list[Line] = []
    for line in sorted(figures, key=lambda line: line.left):
        if columns and line.left < columns[-1].right:
            columns[-1] = columns[-1]._replace(right=max(columns[-1].right, line.right))
        else:
            columns.append(line)
    return columns
