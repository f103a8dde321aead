"""Rows of figures, each with the labels around it, set against the rows of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.parsers.tables.forms import FormRow
from dagster_project.parsers.tables.scan import FULL_ROW, Mark

Span = tuple[int, int]

FEWEST_SUMS = 3
SKIPPED_FORM_ROW = 0.6
UNSEEN_FORM_ROW = 0.1
SKIPPED_GROUP_ROW = 0.0
DROPPED_ROW = 2.6
NO_LABEL = 1.0
OTHER_LABEL = 3.2
UNLABELLED_GROUP = 1.9


@dataclass(slots=True)
class DataRow:
    """Figures that stand together, and the labels seen before and after them.

    `own` is the label on the same line, `near` the last label when it stands on a line before.
    """

    spans: list[Span]
    celled: bool
    before: Sequence[Mark] = ()
    own: Mark | None = None
    near: Mark | None = None
    after: Sequence[Mark] = ()
    table: int = 0
    grid_row: int = 0
    columns: Sequence[int] = ()
    lines: Sequence[int] = ()
    """The grid row of each cell of a table that lies on its side; else all stand in `grid_row`."""
    places: Sequence[str] = ()
    """Where each cell of a row stands whose cells are in several tables."""
    summed: bool = False
    """True when the sum of the row told which cell a figure stands in."""
    untotalled: bool = False
    """True when the table has no column of totals; the last span is then empty and no cell."""
    extra: int = -1
    """Where figures that run together have a subtotal among the cells of the form, -1 when they have none."""


def untotalled(row: DataRow) -> DataRow:
    """The row of six cells with an empty span where the form has the total."""
    end = row.spans[-1][1]
    row.spans = [*row.spans, (end, end)]
    row.columns = [*row.columns, -1] if row.columns else []
    row.untotalled = True
    return row


def totals_last(text: str, rows: list[DataRow]) -> list[DataRow]:
    """The rows with the totals where the form has them, when each says that they stand before their parts.

    Asked of rows under heads that nobody knows: at least three must have figures.
    """
    summed = [sums for row in rows if (sums := sums_of(text, row.spans)) != (True, True)]
    if any(row.untotalled for row in rows) or len(summed) < FEWEST_SUMS or set(summed) != {(True, False)}:
        return rows
    for row in rows:
        row.spans = [*row.spans[1:], row.spans[0]]
        row.columns = [*row.columns[1:], *row.columns[:1]]
    return rows


def sums_of(text: str, spans: Sequence[Span]) -> tuple[bool, bool]:
    """Whether the first figure is the sum of the others, and whether the last one is."""
    words = [text[a:b] or "0" for a, b in spans]
    if len(words) != FULL_ROW or not all(word.isdecimal() for word in words):
        return False, False
    figures = [int(word) for word in words]
    return 2 * figures[0] == sum(figures), 2 * figures[-1] == sum(figures)


@dataclass(slots=True)
class Placed:
    """A row of figures at its row of the form; `by_order` when no label of its own said so."""

    data: DataRow
    row: int
    by_order: bool


def each_has_its_label(rows: Sequence[DataRow]) -> bool:
    """Whether each row has a label of its own that may stand for one row of the form and that no other has."""
    return len({row.own.rows[0] for row in rows if row.own and len(row.own.rows) == 1}) == len(rows)


def assign(rows: Sequence[DataRow], form: Sequence[FormRow], seen: frozenset[int]) -> list[Placed]:
    """Each row of figures at the form row that its label names, or that its order among the others leaves.

    `seen` are the form rows whose labels stand anywhere in the table.
    """
    named = _by_label(rows, form, seen)
    return named if named is not None else _by_order(rows, form, seen)


def _by_label(rows: Sequence[DataRow], form: Sequence[FormRow], labels: frozenset[int]) -> list[Placed] | None:
    placed, seen = [], set()
    parents = {form[row].parent for row in labels}
    for data in rows:
        label = data.own or data.near
        if label is None or len(label.rows) != 1:
            return None
        row = label.rows[0]
        if row in seen or form[row].kind == "header" or (data.own is None and form[row].code in parents):
            return None
        seen.add(row)
        placed.append(Placed(data, row, False))
    return placed


def _fit(data: DataRow, row: int, form: Sequence[FormRow]) -> float:
    """How badly a row of figures fits a row of the form, by the labels around it."""
    own = data.own.rows if data.own else ()
    if row in own:
        return 0.0
    nearby = _nearness(data, row)
    if form[row].kind == "group":
        return UNLABELLED_GROUP if nearby is None else nearby + 0.6
    if nearby is not None:
        return nearby + (1.2 if own and form[own[0]].kind == "data" else 0.0)
    return OTHER_LABEL if own and form[own[0]].kind == "data" else NO_LABEL


def _nearness(data: DataRow, row: int) -> float | None:
    for distance, mark in enumerate(reversed(data.before)):
        if row in mark.rows:
            return 0.3 + 0.1 * distance
    for distance, mark in enumerate(data.after[:3]):
        if row in mark.rows:
            return 0.5 + 0.2 * distance
    return None


def _by_order(rows: Sequence[DataRow], form: Sequence[FormRow], seen: frozenset[int]) -> list[Placed]:
    """The cheapest placing that keeps the printed order (dynamic programme over rows of figures and of the form)."""
    height, width = len(rows), len(form)
    skip = [_skip(row, number in seen) for number, row in enumerate(form)]
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    move = [[""] * (width + 1) for _ in range(height + 1)]
    for j in range(1, width + 1):
        best[0][j], move[0][j] = best[0][j - 1] + skip[j - 1], "form"
    for i in range(1, height + 1):
        best[i][0], move[i][0] = best[i - 1][0] + DROPPED_ROW, "drop"
        for j in range(1, width + 1):
            options = [
                (best[i][j - 1] + skip[j - 1], "form"),
                (best[i - 1][j] + DROPPED_ROW, "drop"),
            ]
            if form[j - 1].kind != "header":
                options.append((best[i - 1][j - 1] + _fit(rows[i - 1], j - 1, form), "take"))
            best[i][j], move[i][j] = min(options)
    return _walk_back(rows, form, move)


def _skip(row: FormRow, seen: bool) -> float:
    if row.kind != "data":
        return SKIPPED_GROUP_ROW
    return SKIPPED_FORM_ROW if seen else UNSEEN_FORM_ROW


def _walk_back(rows: Sequence[DataRow], form: Sequence[FormRow], move: list[list[str]]) -> list[Placed]:
    placed = []
    i, j = len(rows), len(form)
    while i or j:
        step = move[i][j]
        if step == "take":
            data = rows[i - 1]
            placed.append(Placed(data, j - 1, not (data.own and j - 1 in data.own.rows)))
            i, j = i - 1, j - 1
        elif step == "drop":
            i -= 1
        else:
            j -= 1
    return placed[::-1]
