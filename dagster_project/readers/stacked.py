"""Whole columns stacked in one row of a table, each cell with a line for each row that is meant: the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from dagster_project.readers.tags import END

FEWEST_LINES, FEWEST_FIGURED = 3, 2
MOST_REACHING = 40  # cells that reach down beside a row; a table that has more is left as it is from there on
_VALUE = re.compile(r"(?:[-+]?[\d,.]+|[-—–/]{1,4}|无)?")
Span = tuple[int, int]
Row = tuple[list[Span], list[str]]


def unstacked(spans: Sequence[Span | None], texts: Sequence[str]) -> tuple[list[Span | None], list[str]]:
    """The cells of a table by their spans, None starting a row, with a row for each line of a row of stacked columns.

    A row is one only where every cell of it has as many lines and several hold nothing but figures and blanks,
    below a head perhaps. Names before them may have one line for all, and a cell above may reach over them.
    """
    kept: list[Span | None] = []
    words: list[str] = []
    reaching: list[tuple[int, int]] = []  # where in `kept` a cell over several rows stands, and the row behind its last
    rows = enumerate(_rows(spans, texts))
    for number, row in rows:
        reaching = [(place, end) for place, end in reaching if end > number]
        lines = _lines(row)
        for place, _ in reaching if lines else ():
            down, across = kept[place] or (1, 1)
            kept[place] = (down + len(lines) - 1, across)
        for own, said in lines or [row]:
            kept += [None, *own]
            words += said
        first = len(kept) - len(row[0])
        reaching += [(first + at, number + down) for at, (down, _) in enumerate(row[0]) if down > 1]
        if len(reaching) > MOST_REACHING:
            break
    for _, (own, said) in rows:
        kept += [None, *own]
        words += said
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
    count = max(map(len, parts))
    named = next((at for at, lines in enumerate(parts) if len(lines) > 1), len(parts))
    if count < FEWEST_LINES or any(len(lines) != count for lines in parts[named:]):
        return []
    if not all(map(str.strip, chain(*parts[:named]))):
        return []
    stacked = parts[named:]
    figured = sum(all(map(_VALUE.fullmatch, lines[1:])) and any(map(str.isdigit, "".join(lines))) for lines in stacked)
    if figured < FEWEST_FIGURED or figured == len(stacked):
        return []
    rows = [([(1, across) for _, across in spans[named:]], [lines[at] for lines in stacked]) for at in range(count)]
    first = ([(count, across) for _, across in spans[:named]], [lines[0] for lines in parts[:named]])
    return [(first[0] + rows[0][0], first[1] + rows[0][1]), *rows[1:]]


def _trimmed(text: str) -> str:
    """The text of a cell without the mark that a paragraph around all of it leaves at each end."""
    text = text.strip(" \n\t")
    return text[1:-1] if text.startswith(END) and text.endswith(END) and not text.startswith(END + END) else text
