"""The rows of requests that the text tells plainly: a label, and behind it seven cells of figures or blank."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dagster_project.parsers.tables.located import Instance
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import FULL_ROW, Mark

Told = Mapping[int, tuple[Mark, list[Span]]]
"""Where the first cell of a row stands → its label and its cells."""
_ROW = r"[^\t\n]*+(?=\t+[0-9])" + r"\t([0-9]*+)" * FULL_ROW
# Between two labels: the rest of the first and its seven cells, of figures or blank, or a line end or tab alone; then
# the number of the second.
_BETWEEN = re.compile(rf"(?:{_ROW}\n|[\t\n]?)(?:[0-9][.、．]|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)?")
_LAST = re.compile(rf"{_ROW}\n?")
_DIGIT = re.compile(r"\d")


def plain_rows(text: str, instance: Instance) -> tuple[Told, bool]:
    """The plain rows, and whether the table has nothing else: no figure inside a label, or between labels."""
    told: dict[int, tuple[Mark, list[Span]]] = {}
    whole = True
    marks = instance.marks
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        found = (
            _BETWEEN.fullmatch(text, mark.end, following.start)
            if following
            else _LAST.fullmatch(text, mark.end, instance.end)
        )
        if found is None or _DIGIT.search(text, mark.start, mark.end):
            whole = False
        elif found.lastindex is not None:
            told[found.start(1)] = mark, list(found.regs[1:])
    return told, whole
