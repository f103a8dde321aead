"""A drawn statistics table → its rows and the roles of its columns, in one piece or in two halves side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from dagster_project.document import Grid
from dagster_project.parsers.tables.cells import read_cell
from dagster_project.parsers.tables.forms import FormRow, TableForms, words_of
from dagster_project.parsers.tables.grids import GridRow, grid_rows, is_value
from dagster_project.parsers.tables.scan import Mark
from dagster_project.parsers.tables.statistics_heads import is_serial, role_of, roles_of_columns
from dagster_project.parsers.tables.statistics_labels import FEWEST_ROWS, rows_named
from dagster_project.parsers.tables.statistics_lines import HEADER_MARK, Line, next_row, numbered, unit_of


def grid_lines(text: str, grid: Grid, number: int, forms: TableForms, form: str) -> tuple[list[Line], list[str]]:
    """The rows of a grid with a known label and cells behind it, and the roles of the value columns.

    A table in two halves side by side is read half by half, when both have the same columns.
    """
    found = [_Labelled.of(text, index, row, forms, form) for index, row in enumerate(grid_rows(text, grid), 1)]
    first = next((at for at, row in enumerate(found) if row.labels), len(found))
    head = {c.column: w for r in found[:first] for c, w in zip(r.row.cells, r.row.words, strict=True) if words_of(w)}
    cuts = [0, *_cuts(found, head), grid.width]
    lines: list[Line] = []
    roles: list[str] = []
    chosen: list[int] = []
    for low, high in pairwise(cuts):
        half = [part for row in found if (part := row.between(low, high)).labels]
        if len(half) < (FEWEST_ROWS if low == 0 else 1):
            continue
        columns = _value_columns(half, {c: words for c, words in head.items() if low <= c < high}, forms, form)
        if roles and roles != list(columns.values()):
            break
        roles = list(columns.values())
        lines += _half_lines(text, half, columns, number, forms.rows[(form, "statistics")], chosen)
    return lines, roles


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A row of a grid with its number and the labels in it: the place of each cell and the rows it may name."""

    index: int
    row: GridRow
    labels: list[tuple[int, tuple[int, ...]]]

    @classmethod
    def of(cls, text: str, index: int, row: GridRow, forms: TableForms, form: str) -> _Labelled:
        """The row with the labels of the form that stand in it."""
        cells = zip(row.cells, row.words, strict=True)
        found = [(i, rows_named(text, cell, words, forms, form)) for i, (cell, words) in enumerate(cells)]
        return cls(index, row, [(i, meant) for i, meant in found if meant])

    def between(self, low: int, high: int) -> _Labelled:
        """The part of the row in these columns of the grid."""
        kept = [i for i, cell in enumerate(self.row.cells) if low <= cell.column < high]
        if len(kept) == len(self.row.cells):
            return self
        own = self.row
        row = GridRow([own.cells[i] for i in kept], [own.words[i] for i in kept], [own.values[i] for i in kept])
        return _Labelled(self.index, row, [(i - kept[0], meant) for i, meant in self.labels if i in kept])

    def second(self) -> int:
        """The column of the first label that stands behind the figure of another, -1 when none does."""
        for (i, _), (j, _) in pairwise(self.labels):
            if any(self.row.words[k] and self.row.values[k] for k in range(i + 1, j)):
                return self.row.cells[j].column
        return -1


def _cuts(rows: Sequence[_Labelled], head: Mapping[int, str]) -> list[int]:
    """The column with which the second half of a table in two halves begins, the numbers of its rows included."""
    seconds = Counter(column for row in rows if (column := row.second()) >= 0)
    column, count = seconds.most_common(1)[0] if seconds else (0, 0)
    if count < FEWEST_ROWS:
        return []
    return [column - 1 if is_serial(head.get(column - 1, "")) else column]


def _half_lines(
    text: str,
    half: Sequence[_Labelled],
    columns: Mapping[int, str],
    number: int,
    rows: Sequence[FormRow],
    chosen: list[int],
) -> list[Line]:
    lines = []
    for labelled in half:
        row, (at, meant) = labelled.row, labelled.labels[-1]
        chosen.append(next_row(numbered(row.words[at], meant, rows), chosen[-1] if chosen else -1, chosen))
        by_column = {cell.column: cell for cell in row.cells[at + 1 :]}
        cells = [by_column[c] for c in columns if c in by_column]
        label = row.cells[at]
        unit = unit_of(row.words)
        if any(c.end > c.start and not HEADER_MARK.fullmatch(text[c.start : c.end]) for c in cells) or (
            cells and rows[chosen[-1]].kind == "data"
        ):
            spans = [(c.start, c.end) for c in cells]
            where = [f"table {number}, row {labelled.index}, column {c.column + 1}" for c in cells]
            lines.append(Line(Mark(label.start, label.end, meant), chosen[-1], spans, unit, where, True))
    return lines


def _value_columns(rows: Sequence[_Labelled], head: Mapping[int, str], forms: TableForms, form: str) -> dict[int, str]:
    """Grid column → role, for the columns that hold figures."""
    counts: Counter[int] = Counter()
    for labelled in rows:
        row, at = labelled.row, labelled.labels[-1][0]
        for cell, words in zip(row.cells[at + 1 :], row.words[at + 1 :], strict=True):
            if words and is_value(words) and not HEADER_MARK.fullmatch(words):
                counts[cell.column] += 1
    headed = {column for column, words in head.items() if role_of(words, forms, form) in ("year", "cumulative")}
    columns = sorted({column for column, count in counts.items() if count * 3 >= len(rows)} | headed)
    return roles_of_columns(columns, head, forms, form, partial(_adds_up, rows))


def _adds_up(rows: Sequence[_Labelled], whole: int, parts: Sequence[int]) -> bool:
    """Whether one column is the sum of others in nearly all rows with figures."""
    kept = count = 0
    for labelled in rows:
        words = {c.column: w for c, w in zip(labelled.row.cells, labelled.row.words, strict=True)}
        read = [read_cell(words.get(column, "")) for column in (whole, *parts)]
        figures = [cell.value for cell in read if cell and cell.value is not None]
        if len(figures) == len(read) and any(figures):
            count += 1
            kept += figures[0] == sum(figures[1:])
    return kept * 10 >= 9 * count > 0
