"""Texts of tables with one cell a line, where a line of hard spaces is a blank cell → rows, tabs between cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_BLANK = re.compile(r"[ \t]*[\xa0\u3000][ \t\xa0\u3000]*")
_FIGURE = re.compile(r"\s*(?:[-+−]?\d[\d,]*(?:\.\d+)?|/|[-—–]{1,3})\s*")
FEWEST_CELLS, FEWEST_ROWS = 5, 2
Run = tuple[bool, list[str]]


def may_have_blank_lines(text: str) -> bool:
    """Whether a line may be a single hard space."""
    return any(space in text and f"\n{space}\n" in text for space in ("\xa0", "\u3000"))


def with_rows(text: str) -> str:
    """The text with the cells behind each label on its line; unchanged where too few rows show blank cells."""
    runs = list(_runs([line for line in text.split("\n") if line]))
    rows = [lines for is_row, lines in runs if is_row and len(lines) >= FEWEST_CELLS and any(map(_is_blank, lines))]
    if len(rows) < FEWEST_ROWS or not any(_FIGURE.fullmatch(line) for lines in rows for line in lines):
        return text
    written: list[str] = []
    for is_row, lines in runs:
        if is_row and any(map(_is_blank, lines)):
            cells = "\t".join("" if _is_blank(line) else line.strip() for line in lines)
            written.append(f"{written.pop() if written else ''}\t{cells}")
        else:
            written += lines
    return "\n".join(written) + "\n"


def _is_blank(line: str) -> bool:
    return _BLANK.fullmatch(line) is not None


def _runs(lines: Sequence[str]) -> Iterator[Run]:
    """The lines in stretches: of figures and blank cells, or of words."""
    for is_row, stretch in groupby(lines, lambda line: _is_blank(line) or _FIGURE.fullmatch(line) is not None):
        yield is_row, list(stretch)
