"""One row of a statistics table: its label, its figures, and which row of the form it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.parsers.tables.forms import FormRow
from dagster_project.parsers.tables.scan import Mark, Span

# What stands in the cells of a row that has no figures.
HEADER_MARK = re.compile(r"—{1,4}|-{2,4}")
# Counts may be printed in ten thousands, whose figures 263.4 say 263.4万.
TEN_THOUSANDS = "ten_thousands"
UNITS = {"万元": "wan_yuan", "元": "yuan"} | dict.fromkeys(("万人次", "万次", "万人", "万条", "万件"), TEN_THOUSANDS)


@dataclass(slots=True)
class Line:
    """One row of the table: its label and the figures that follow, with a place in a grid when it has one."""

    mark: Mark
    row: int
    spans: list[Span]
    unit: str = ""
    address: list[str] = field(default_factory=list)
    celled: bool = False


def unit_of(words: Sequence[str]) -> str:
    """The unit that a cell of the row prints, alone or in brackets behind the label; empty when none does."""
    return next((code for unit, code in UNITS.items() for word in words if word == unit or f"({unit})" in word), "")


def numbered(words: str, meant: Sequence[int], rows: Sequence[FormRow]) -> Sequence[int]:
    """Of the rows that a label may name the one whose number is printed with it: 免予公开范围3."""
    if len(meant) < 2:
        return meant
    told = "".join(words.split())
    return [row for row in meant if rows[row].label[-1].isdigit() and rows[row].label in told] or meant


def next_row(meant: Sequence[int], last: int, chosen: Sequence[int]) -> int:
    """Of the rows that a label may name the next behind the last one, rather one that is not taken yet."""
    free = [row for row in meant if row not in chosen] if len(meant) > 1 else meant
    return next((row for row in free if row > last), (free or meant)[0])
