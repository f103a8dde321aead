"""Figures that are fewer than the cells of their row, and where they may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

# What stands before is asked behind the zeros: a pattern is searched fast by the characters that it opens with.
_ZEROS = re.compile(r"00(?<![A-Za-z\d.,/-]00)\d*(?![\d.,年月日号])")
Span = tuple[int, int]


def placed(spans: Sequence[Span], size: int) -> list[list[Span]]:
    """Every way in which figures that are fewer than the columns may stand in them, in order."""
    options = []
    for columns in combinations(range(size), len(spans)):
        option = [(spans[0][0], spans[0][0])] * size
        for column, span in zip(columns, spans, strict=True):
            option[column:] = [span, *([(span[1], span[1])] * (size - column - 1))]
        options.append(option)
    return options


def runs_together(text: str, rows: Iterable[tuple[Sequence[Span], int]]) -> bool:
    """Whether figures run together, zeros among them, in rows of spans and a number of cells: then no cell is blank.

    Zeros in a row say so anywhere in the text. Nothing does where a row has fewer digits than cells, as blank cells
    may be anywhere in another row too.
    """
    told = [(spans, size) for spans, size in rows if size > 1 or not spans]
    if any(sum(end - start for start, end in spans) < size for spans, size in told):
        return False
    return _ZEROS.search(text) is not None or any(
        end - start > 1 and text[start] == "0" and text[start:end].isdigit()
        for spans, _ in told
        for start, end in spans
    )
