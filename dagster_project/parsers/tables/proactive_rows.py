"""What a row of section two has: the cells that its form gives it, by the heads over its figures."""

from __future__ import annotations

import re

from dagster_project.parsers.tables.forms import FormCell, TableForms
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.splitting import Reading

ROWS = ("2019", "proactive")
MONEY = re.compile(r"\s*(?:万元|亿元|元)")
Option = tuple[list[FormCell], Reading]
"""The cells of a row, and a reading of its figures."""


def cells_of(forms: TableForms, form: str, row: str, count: int) -> list[FormCell]:
    """The cells that a row has in the form, or in the other form when only that one fits the figures printed."""
    own = forms.cells.get((form, row), ())
    other = forms.cells.get(("2019" if form == "2021" else "2021", row), ())
    return list(other if len(own) < count == len(other) or not own else own)


def named_columns(forms: TableForms, cells: list[FormCell], heads: list[str]) -> dict[str, int]:
    """Column code → where it stands, when the heads name every column in another order than the form."""
    if len(heads) != len(cells) or len(cells) < 2:
        return {}
    lexicon = forms.column_words[(cells[0].form, "proactive")]
    columns = forms.columns[(cells[0].form, "proactive")]
    order = {columns[lexicon.exact(head)[0]].code: i for i, head in enumerate(heads) if lexicon.exact(head)}
    return order if set(order) == {cell.column for cell in cells} else {}


def without_padding(forms: TableForms, form: str, code: str, spans: list[Span]) -> list[Span]:
    """The cells without blank ones at the end, or beside each figure, that the row of this form does not have."""
    own = max(len(forms.cells.get((form, code), ())), 1)
    filled = [(a, b) for a, b in spans if b > a]
    if len(spans) > own == len(filled):
        return filled
    while len(spans) > own and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    return spans


def told_once(text: str, spans: list[Span], heads: list[str]) -> tuple[list[Span], list[str]]:
    """The figures and their heads, a cell once that lay over several columns and was copied into each of them."""
    if len(spans) != len(heads) or len(set(heads)) == len(heads):
        return spans, heads
    told = dict(zip(heads, spans, strict=True))
    if any(text[slice(*told[head])] != text[slice(*span)] for head, span in zip(heads, spans, strict=True)):
        return spans, heads
    return list(told.values()), list(told)
