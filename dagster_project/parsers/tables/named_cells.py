"""Section two with figures behind the names of its columns: one figure a line, or a table lying on its side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from dagster_project.parsers.tables.forms import FormCell, FormColumn, TableForms, stands_over
from dagster_project.parsers.tables.proactive_rows import MONEY, ROWS
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import FIGURE, Mark

FEWEST = 3
_start = attrgetter("start")
_TO_FIGURE = re.compile(r"[\s|:,]*(?:\([^()]{0,20}\))?[\s|:,]*(?:[件项条个次元]|万元)?[\s|:,]*")
_BETWEEN = re.compile(r"\s*(?:[件项条个次])?(?:\([^()]*\))?[\s|]*")
_NUMBER_OF_ROW = re.compile(r"\d+[^\S\n|]*[㐀-鿿]")
MOST = 4


def named_rows(
    text: str, forms: TableForms, labels: Sequence[Mark], names: Sequence[Mark], high: int, form: str
) -> dict[str, tuple[Mark, list[FormCell], list[Span]]]:
    """The rows with the cells that are named one by one; nothing where most names head columns instead.

    A row with two different figures under one name is none: the names stand elsewhere than what they name.
    `labels` are those of the rows, `names` those of the columns, both in the order of the text.
    """
    table = (form, "proactive")
    behind = {name.start: _figures_behind(text, name.end, high) for name in names}
    if sum(map(bool, behind.values())) < FEWEST:
        return {}
    rows: dict[str, tuple[Mark, list[FormCell], list[Span]]] = {}
    group: list[Mark] = []  # labels that stand together, without figures between
    torn: set[str] = set()
    named = told = 0
    for mark in sorted([*labels, *names], key=_start):
        spans = behind.get(mark.start)
        if spans is None:
            group = [mark] if named else [*group, mark]
            named = 0
            continue
        named += 1
        if not group or len(spans) != len(group):
            continue
        told += 1
        columns = [forms.columns[table][number] for number in mark.rows]
        for label, span in zip(group, spans, strict=True):
            if not _add(text, rows, forms, form, label, columns, span):
                torn.add(forms.rows[ROWS][label.rows[0]].code)
    if told < max(FEWEST, len(names) * 0.6):
        return {}
    return {code: row for code, row in rows.items() if row[1] and code not in torn}


def _add(
    text: str,
    rows: dict[str, tuple[Mark, list[FormCell], list[Span]]],
    forms: TableForms,
    form: str,
    label: Mark,
    columns: Sequence[FormColumn],
    span: Span,
) -> bool:
    """The figure joins the cells of its row, if the row has such a column; False where it has another there."""
    code = forms.rows[ROWS][label.rows[0]].code
    codes = {column.code for column in columns if stands_over(column.block, code)}
    cell = next((cell for cell in forms.cells.get((form, code), ()) if cell.column in codes), None)
    _, cells, spans = rows.setdefault(code, (label, [], []))
    if cell is None:
        return True
    if cell in cells:
        return text[slice(*spans[cells.index(cell)])] == text[slice(*span)]
    cells.append(cell)
    spans.append(span)
    return True


def _figures_behind(text: str, at: int, high: int) -> list[Span]:
    """The figures that follow a name at once, each with its unit of money; the number of the next row is none."""
    opening = _TO_FIGURE.match(text, at, high)
    at = opening.end() if opening else at
    spans: list[Span] = []
    while len(spans) < MOST and (figure := FIGURE.match(text, at, high)):
        if spans and _NUMBER_OF_ROW.match(text, at, high) and "\n" in text[spans[-1][1] : at]:
            break
        money = MONEY.match(text, figure.end(), high)
        spans.append((figure.start(), money.end() if money else figure.end()))
        between = _BETWEEN.match(text, spans[-1][1], high)
        at = between.end() if between else spans[-1][1]
    return spans
