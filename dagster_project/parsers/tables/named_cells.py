"""Section two told one figure a line: each figure behind the name of its column, below or beside its row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dagster_project.parsers.tables.forms import FormCell, TableForms
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import FIGURE, Mark

FEWEST = 3
_TO_FIGURE = re.compile(r"[\s|:,]*(?:\([^()]{0,20}\))?[\s|:,]*(?:[件项条个次元]|万元)?[\s|:,]*")
_BEHIND = re.compile(r"[^\S\n]*(?:万元|亿元|元|[件项条个次])?(?:\([^()]*\))?[\s|]*?(?=[^\s|])")
_MONEY = re.compile(r"\s*(?:万元|亿元|元)")


def named_rows(
    text: str, forms: TableForms, labels: Sequence[Mark], names: Sequence[Mark], high: int, form: str
) -> dict[str, tuple[Mark, list[FormCell], list[Span]]]:
    """The rows with the cells that are named one by one; nothing where most names head columns instead.

    `labels` are those of the rows, `names` those of the columns, both in the order of the text.
    """
    table = (form, "proactive")
    starts = [label.start for label in labels]
    rows: dict[str, tuple[Mark, list[FormCell], list[Span]]] = {}
    told = 0
    for name in names:
        at = bisect_left(starts, name.start) - 1
        span = _figure_behind(text, name.end, high)
        if span is None or at < 0:
            continue
        told += 1
        code = forms.rows[("2019", "proactive")][labels[at].rows[0]].code
        columns = {forms.columns[table][number].code for number in name.rows}
        cell = next((cell for cell in forms.cells.get((form, code), ()) if cell.column in columns), None)
        _, cells, spans = rows.setdefault(code, (labels[at], [], []))
        if cell is not None and cell not in cells:
            cells.append(cell)
            spans.append(span)
    return {code: row for code, row in rows.items() if row[1]} if told >= max(FEWEST, len(names) * 0.6) else {}


def _figure_behind(text: str, at: int, high: int) -> Span | None:
    """The one figure that follows a name at once, with its unit of money; None before words or several figures."""
    opening = _TO_FIGURE.match(text, at, high)
    figure = FIGURE.match(text, opening.end() if opening else at, high)
    if figure is None:
        return None
    behind = _BEHIND.match(text, figure.end(), high)
    if behind and "\n" not in behind[0] and FIGURE.match(text, behind.end(), high):
        return None
    money = _MONEY.match(text, figure.end(), high)
    return figure.start(), money.end() if money else figure.end()
