"""Rows of requests whose figures stand now before, now within, now behind their labels, yet in the same order as these.

So does a page leave its table whose words were written out cell by cell, by the height at which each begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.parsers.tables.forms import FormRow, has_figures
from dagster_project.parsers.tables.located import Instance
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.rows import DataRow, sums_of
from dagster_project.parsers.tables.scan import FULL_ROW, ordinal_start, strips

FEWEST = 10
"""Rows of which the order says enough."""


def rows_in_step(text: str, instance: Instance, form: Sequence[FormRow], low: int) -> list[DataRow]:
    """As many full rows as there are labels, each with the label of its turn; none where one misses its sum.

    The figures stand from `low` on.
    """
    numbers = [mark.rows[0] for mark in instance.marks if len(mark.rows) == 1]
    if len(numbers) < max(FEWEST, len(instance.marks)) or numbers != sorted(set(numbers)):
        return []
    parents = {form[number].parent for number in numbers}
    marks = [mark for mark in instance.marks if has_figures(form[mark.rows[0]], parents)]
    spans = _figures(text, instance, low)
    if len(spans) != FULL_ROW * len(marks):
        return []
    rows = [spans[at : at + FULL_ROW] for at in range(0, len(spans), FULL_ROW)]
    if not all(sums_of(text, row)[1] for row in rows):
        return []
    return [
        DataRow(row, celled=True, own=mark, before=[mark], summed=True) for mark, row in zip(marks, rows, strict=True)
    ]


def _figures(text: str, instance: Instance, low: int) -> list[Span]:
    """The figures before, between, behind and inside the labels."""
    spans: list[Span] = []
    at = low
    for mark in instance.marks:
        for start, stop in ((at, ordinal_start(text, mark, at)), (mark.start, mark.end)):
            spans += _counts(text, start, stop)
        at = mark.end
    return spans + _counts(text, at, instance.end)


def _counts(text: str, start: int, stop: int) -> list[Span]:
    return [span for strip in strips(text, start, stop) for span in strip.spans if text[slice(*span)].isdigit()]
