"""Words without ruling lines → tables: which lines of a page stand in columns, under which heads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dagster_project.readers.column_cells import Layout
from dagster_project.readers.column_heads import bounds_of, cells_of_heads, inherited, under_heads
from dagster_project.readers.column_rows import FEWEST, Row, figure_columns, labels_of, parted_by_columns, rows_of
from dagster_project.readers.ink import IN_CELL, Ink, Line, is_item_start, overlap
from dagster_project.readers.ruled import RuledTable

_MOST_HEADS = 8  # lines


class Found(NamedTuple):
    """A run of rows: from the first head to the last row, and the first row of figures."""

    first: int
    body: int
    end: int


def column_tables(inks: Sequence[Ink], above: RuledTable | None = None) -> tuple[list[RuledTable], list[Ink]]:
    """The tables that stand in columns without rules, and the ink of everything else.

    A table that begins without heads stands in the columns of the one `above`, on the page before, where it fits.
    """
    rows = rows_of(inks)
    tables: list[RuledTable] = []
    for found in _runs(rows):
        table = _table(rows, found, None if tables else above)
        if table is not None:
            tables.append(table)
    boxes = [table.box for table in tables]
    rest = [ink for ink in inks if not any(box[1] <= (ink.top + ink.bottom) / 2 <= box[3] for box in boxes)]
    return tables, rest


def _runs(rows: Sequence[Row]) -> list[Found]:
    """The runs of lines of figures with the labels between them and the heads above; words across them end a run."""
    runs: list[Found] = []
    at = 0
    while at < len(rows):
        if len(rows[at].figures) < FEWEST:
            at += 1
            continue
        floor = runs[-1].end if runs else 0
        end = _last_label(rows, at, _body_end(rows, at))
        body = _first_label(rows, at, floor)
        runs.append(Found(_first_head(rows, body, floor, end), body, end))
        at = end
    return runs


def _figures_of(rows: Iterable[Row]) -> list[Line]:
    return [line for row in rows for line in row.figures]


def _zone(rows: Iterable[Row]) -> float:
    """Where the columns of figures begin, at the latest: left of all figures but behind the labels."""
    return min(line.left for row in rows if len(row.figures) >= FEWEST for line in row.figures)


def _body_end(rows: Sequence[Row], at: int) -> int:
    """The line after the last row of figures of the run that begins here."""
    zone = _zone(rows[at : at + 1])
    columns, most = figure_columns(rows[at].figures), len(rows[at].figures)
    end = at + 1
    for number in range(at + 1, len(rows)):
        row = rows[number]
        if len(row.figures) >= FEWEST or (
            row.figures and (row.words != row.figures or _is_beside(row, rows[number - 1]))
        ):
            if not _fits(columns, row.figures) or len(row.figures) > 2 * most:
                break
            if len(row.figures) >= FEWEST:
                zone = min(zone, row.figures[0].left)
            columns, most = figure_columns([*columns, *row.figures]), max(most, len(row.figures))
            end = number + 1
        elif any(line.right > zone + line.size for line in row.words):
            break
    return end


def _is_beside(row: Row, above: Row) -> bool:
    """Whether a figure alone on its line stands beside a label that begins above."""
    return not above.figures and above.words[-1].bottom > row.figures[0].top


def _fits(columns: Sequence[Line], figures: Sequence[Line]) -> bool:
    """Whether no figure lies under two columns."""
    return all(sum(overlap(line, column) > 0 for column in columns) < 2 for line in figures)


def _first_label(rows: Sequence[Row], at: int, floor: int) -> int:
    """The first line of the label of the first row of figures, which may begin above them."""
    zone, top = rows[at].figures[0].left, rows[at].figures[0].top
    reach = IN_CELL if len(rows[at].words) > len(rows[at].figures) else 0.2
    while at > floor:
        words = rows[at - 1].words
        if len(words) > 1 or words[0].right > zone or top - words[0].bottom > reach * words[0].size:
            break
        top, reach, at = words[0].top, IN_CELL, at - 1
    return at


def _last_label(rows: Sequence[Row], at: int, end: int) -> int:
    """The line after the label of the last row of figures, which may stand between the two lines of its label."""
    if not 1 < end < len(rows) or rows[end - 1].words != rows[end - 1].figures:
        return end
    zone = _zone(rows[at:end])
    if any(row.figures or len(row.words) > 1 or row.words[0].right > zone for row in (rows[end - 2], rows[end])):
        return end
    above, below = rows[end - 2].words[0], rows[end].words[0]
    return end + (below.top - above.bottom < IN_CELL * below.size and not is_item_start(below.text))


def _first_head(rows: Sequence[Row], body: int, floor: int, end: int) -> int:
    """The first line of the heads above the first row of figures; words across the table end them."""
    columns = figure_columns(_figures_of(rows[body:end]))
    middles = [column.middle for column in columns]
    pitch = min((b - a for a, b in pairwise(middles)), default=0.0)
    zone = columns[0].left
    edge = max((line.right for row in rows[body:end] for line in labels_of(row)), default=zone - pitch)
    first = body
    for number in range(body - 1, max(floor, body - _MOST_HEADS) - 1, -1):
        row = rows[number]
        word = row.words[0]
        if row.figures and len(row.words) == len(row.figures):
            break
        if len(row.words) == 1 and (_crosses(word, zone, columns[-1].right) or is_item_start(word.text)):
            break
        if len(row.words) > 1 or len(row.heads) > 1 or word.right > edge:
            first = number
    return first


def _crosses(word: Line, zone: float, right: float) -> bool:
    """Whether words reach from the labels into the columns, or over half of these."""
    return word.left < zone - 3 * word.size < word.right - 4 * word.size or word.width > (right - zone) / 2


def _table(rows: Sequence[Row], found: Found, above: RuledTable | None) -> RuledTable | None:
    """The table of a run of rows; None when it has neither two columns of figures nor two rows or heads."""
    below = parted_by_columns(rows[found.body : found.end])
    body = [row for row in below if row.figures]
    labels = [line for row in below for line in labels_of(row)]
    edge = max((line.right for line in labels), default=0.0)
    heads = cells_of_heads(rows[found.first : found.body], edge)
    figures = figure_columns(_figures_of(body))
    columns, leaves = under_heads(figures, heads)
    if above is not None and not leaves and len(above.columns) > len(figures):
        columns = inherited(figures, above) or columns
    if len(columns) < 2 or (len(body) < FEWEST and not heads):
        return None
    return Layout(
        [*rows[found.first : found.body], *below], heads, leaves, labels, columns, bounds_of(edge, columns)
    ).table()
