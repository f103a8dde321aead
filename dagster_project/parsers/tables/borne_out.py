"""Whether the text in its order tells the very rows of requests that a grid draws, so that both readings are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.located import Instance
from dagster_project.parsers.tables.request_layout import Layout, layout_of
from dagster_project.parsers.tables.request_rows import figures_first
from dagster_project.parsers.tables.request_solving import Solved
from dagster_project.parsers.tables.rows import DataRow
from dagster_project.parsers.tables.scan import FULL_ROW

_ROW = r"[^\t\n]*+(?=\t+[0-9])" + r"\t([0-9]*+)" * FULL_ROW
# Between two labels: the rest of the first and its seven cells, of figures or blank, or a line end or tab alone; then
# the number of the second.
_BETWEEN = re.compile(rf"(?:{_ROW}\n|[\t\n]?)(?:[0-9][.、．]|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)?")
_LAST = re.compile(rf"{_ROW}\n?")
_DIGIT = re.compile(r"\d")


def is_borne_out(text: str, instance: Instance, forms: TableForms, drawn: Sequence[DataRow], solved: Solved) -> bool:
    """Whether the labels of the text are those of the drawn rows, each before the same figures, with nothing between.

    The columns must stand as in the form. Anything else that may stand in a table is left to be read in full.
    """
    marks = instance.marks
    if len(solved.placed) < max(len(drawn), 1) or any(item.by_order for item in solved.placed.values()):
        return False
    rows = iter(drawn)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        told = (
            _BETWEEN.fullmatch(text, mark.end, following.start)
            if following
            else _LAST.fullmatch(text, mark.end, instance.end)
        )
        if told is None or _DIGIT.search(text, mark.start, mark.end):
            return False
        if told.lastindex is None:
            continue
        row = next(rows, None)
        if row is None or row.own is None or row.own.rows != mark.rows or len(mark.rows) > 1:
            return False
        if row.spans != list(told.regs[1:]):
            return False
    if next(rows, None) is not None or figures_first(text, marks[0]) is not None:
        return False
    return layout_of(text, instance.start, forms) == Layout()
