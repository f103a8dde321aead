"""The heads of columns without rules: which cells they are, and which column of figures each names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dagster_project.readers.column_rows import Row
from dagster_project.readers.ink import IN_CELL, Line, as_one, overlap
from dagster_project.readers.ruled import RuledTable


def cells_of_heads(rows: Sequence[Row], edge: float) -> list[Line]:
    """The heads right of the labels, the lines of one cell as one."""
    cells: list[Line] = []
    for row in rows:
        for line in row.heads:
            if line.left < edge - 0.5 * line.size:
                continue
            over = [cell for cell in cells if overlap(cell, line) > 0.5 * min(cell.width, line.width)]
            near = [cell for cell in over if line.top - cell.bottom < IN_CELL * line.size]
            beside = [other for other in row.heads if near and other is not line and overlap(near[-1], other) > 0]
            if near and not beside:
                cells.remove(near[-1])
                line = as_one([near[-1], line])
            cells.append(line)
    return cells


def under_heads(figures: Sequence[Line], heads: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The columns, and the lowest heads that name them: one each, also where no figure stands below; else no heads."""
    leaves = [
        head
        for head in heads
        if not any(other.top > head.top and overlap(head, other) > 0.3 * other.width for other in heads)
    ]
    leaves.sort(key=lambda leaf: leaf.middle)
    if len(leaves) < len(figures) or any(overlap(a, b) > 0 for a, b in pairwise(leaves)):
        return list(figures), []
    picks = _matched([line.middle for line in figures], [line.middle for line in leaves])
    named = dict(zip(picks, figures, strict=True))
    columns = [named.get(number, leaf) for number, leaf in enumerate(leaves)]
    return (columns, leaves) if all(a.right <= b.left for a, b in pairwise(columns)) else (list(figures), [])


def _matched(figures: Sequence[float], heads: Sequence[float]) -> list[int]:
    """For each column of figures its head: one each, in order, as near as can be."""
    best: list[tuple[float, list[int]]] = [(0.0, [])] * (len(heads) + 1)
    for number, figure in enumerate(figures):
        after: list[tuple[float, list[int]]] = [(float("inf"), [])] * (len(heads) + 1)
        for k in range(number, len(heads)):
            cost, picks = best[k]
            taken = (cost + abs(figure - heads[k]), [*picks, k])
            after[k + 1] = min(after[k], taken, key=lambda option: option[0])
        best = after
    return best[-1][1]


def inherited(figures: Sequence[Line], above: RuledTable) -> list[Line]:
    """The columns of the table above, if each column of figures stands within one of its own; else none."""
    inside = [next((k for k, part in enumerate(above.columns) if _within(line, part)), -1) for line in figures]
    if -1 in inside or len(set(inside)) < len(figures):
        return []
    named = dict(zip(inside, figures, strict=True))
    blank = figures[0]
    return [
        named.get(number, blank._replace(left=left + 1, right=right - 1))
        for number, (left, right) in enumerate(above.columns)
    ]


def _within(line: Line, part: tuple[float, float]) -> bool:
    return part[0] - 1 <= line.left and line.right <= part[1] + 1


def bounds_of(edge: float, columns: Sequence[Line]) -> list[float]:
    """Where the cells of the columns begin and the last one ends; the first is behind the labels."""
    inner = [(a.right + b.left) / 2 for a, b in pairwise(columns)]
    pitch = min((b - a for a, b in pairwise([line.middle for line in columns])), default=40.0)
    first = max(edge, columns[0].middle - pitch / 2) if edge <= columns[0].left else columns[0].left - 1
    return [first, *inner, columns[-1].right + 1]
