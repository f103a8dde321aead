"""Whole columns stacked in one row of a table, each cell with a line for each row that is meant: the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dagster_project.readers.tags import END

FEWEST_LINES, FEWEST_FIGURED = 3, 2
_VALUE = re.compile(r"(?:[-+]?[\d,.]+|[-—–/]{1,4}|无)?")
Span = tuple[int, int]
Row = tuple[list[Span], list[str]]


def unstacked(spans: Sequence[Span | None], texts: Sequence[str]) -> tuple[list[Span | None], list[str]]:
    """The cells of a table by their spans, None starting a row, with a row for each line of a row of stacked columns.

    A row is one only where every cell of it has as many lines and several hold nothing but figures and blanks,
    below a head perhaps.
    """
    kept: list[Span | None] = []
    words: list[str] = []
    below = 0
    for number, row in enumerate(_rows(spans, texts)):
        lines = _lines(row) if below <= number else []
        for own, said in lines or [row]:
            kept += [None, *own]
            words += said
        below = max([below, *(number + down for down, _ in row[0])])
    return kept, words


def _rows(spans: Sequence[Span | None], texts: Sequence[str]) -> Iterator[Row]:
    said = iter(texts)
    row: Row | None = None
    for span in spans:
        if span is None:
            if row is not None:
                yield row
            row = ([], [])
        else:
            row = row or ([], [])
            row[0].append(span)
            row[1].append(next(said))
    if row is not None:
        yield row


def _lines(row: Row) -> list[Row]:
    """The rows that a row of stacked columns holds; none when it is a row like any other."""
    spans, texts = row
    if len(texts) <= FEWEST_FIGURED or any(down > 1 for down, _ in spans):
        return []
    parts = [[" ".join(line.split()) for line in _trimmed(text).split(END + END)] for text in texts]
    count = len(parts[0])
    if count < FEWEST_LINES or any(len(lines) != count for lines in parts):
        return []
    figured = sum(all(map(_VALUE.fullmatch, lines[1:])) and any(map(str.isdigit, "".join(lines))) for lines in parts)
    if figured < FEWEST_FIGURED or figured == len(parts):
        return []
    return [([(1, across) for _, across in spans], [lines[at] for lines in parts]) for at in range(count)]


def _trimmed(text: str) -> str:
    """The text of a cell without the mark that a paragraph around all of it leaves at each end."""
    text = text.strip(" \n\t")
    return text[1:-1] if text.startswith(END) and text.endswith(END) and not text.startswith(END + END) else text
