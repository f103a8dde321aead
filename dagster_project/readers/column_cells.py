"""The rows of a table without rules → its cells: wrapped labels are one, and stand beside their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dagster_project.readers.column_rows import Row
from dagster_project.readers.ink import IN_CELL, Line, as_one, is_item_start, overlap
from dagster_project.readers.ruled import RuledCell, RuledTable


class Layout:
    """The rows of one table, put into cells."""

    def __init__(
        self,
        rows: Sequence[Row],
        heads: Sequence[Line],
        leaves: Sequence[Line],
        labels: Sequence[Line],
        columns: Sequence[Line],
        bounds: Sequence[float],
    ) -> None:
        self.bounds = bounds
        self.columns = columns
        self.leaves = leaves
        self.body = [row for row in rows if row.figures]
        self.lines = [line for row in rows for line in row.words]
        self.labels = sorted(labels, key=lambda line: (round(line.level), line.left))
        known = {id(line) for line in labels}
        self.parts = _label_columns(labels, bounds[0])
        self.places = self._places()
        others = [line for row in rows if not row.figures for line in row.heads if id(line) not in known]
        self.heads = [*heads, *(line for line in others if not any(_holds(head, line) for head in heads))]

    def table(self) -> RuledTable:
        """The table: heads, a row for each row of figures with its labels, and labels that stand alone."""
        levels = [row.figures[0].level for row in self.body]
        alone: list[Line] = []
        owned: list[list[tuple[int, Line]]] = [[] for _ in self.body]
        for part in range(len(self.parts)):
            for block in self._blocks(part):
                self._lay(block, part, levels, owned, alone)
        starts: list[tuple[float, list[RuledCell]]] = []
        for level in _levels(self.heads):
            beside = [line for line in self.heads if abs(line.top - level) < 0.5 * line.size]
            starts.append((level, [self._cell(line.text, line) for line in beside]))
        starts += [(line.top, [self._cell(line.text, line)]) for line in alone]
        for row, level, mine in zip(self.body, levels, owned, strict=True):
            words = [RuledCell(0, 1, *self.parts[part], line.text) for part, line in sorted(mine, key=lambda m: m[0])]
            starts.append((level, [*words, *self._figures(row)]))
        starts.sort(key=lambda start: start[0])
        cells = [cell for number, (_, row_cells) in enumerate(starts) for cell in _at(row_cells, number)]
        lines = [*self.lines, *self.heads]
        box = (
            min([self.bounds[0], *(left for left, _ in self.parts)]),
            min(line.top for line in lines),
            self.bounds[-1],
            max(line.bottom for line in lines),
        )
        return RuledTable(box, len(starts), tuple(cells), columns=tuple(pairwise(self.bounds)))

    def _figures(self, row: Row) -> list[RuledCell]:
        cells = []
        for column, (left, right) in zip(self.columns, pairwise(self.bounds), strict=True):
            words = [line for line in row.figures if self._nearest(line) is column]
            cells.append(RuledCell(0, 1, left, right, " ".join(line.text for line in words)))
        return cells

    def _nearest(self, line: Line) -> Line:
        return max(self.columns, key=lambda column: (overlap(column, line), -abs(column.middle - line.middle)))

    def _cell(self, words: str, line: Line) -> RuledCell:
        """A cell over the columns that its words reach over."""
        named = [k for k, leaf in enumerate(self.leaves) if overlap(leaf, line) > 0.3 * leaf.width]
        if named:
            return RuledCell(0, 1, self.bounds[named[0]], self.bounds[named[-1] + 1], words)
        parts = [*self.parts, *pairwise(self.bounds)]
        over = [part for part in parts if min(part[1], line.right) - max(part[0], line.left) > 0.5 * line.size]
        over = over or [min(parts, key=lambda part: abs(sum(part) / 2 - line.middle))]
        return RuledCell(0, 1, over[0][0], over[-1][1], words)

    def _blocks(self, part: int) -> list[list[Line]]:
        """The lines of one column of labels that stand together; an item number begins anew."""
        blocks: list[list[Line]] = []
        for line, place in zip(self.labels, self.places, strict=True):
            if place != part:
                continue
            if blocks and _goes_on(blocks[-1][-1], line):
                blocks[-1].append(line)
            else:
                blocks.append([line])
        return blocks

    def _places(self) -> list[int]:
        """The column of each label: that in which it ends, or in which the words end that it goes on with."""
        places: list[int] = []
        for number, line in enumerate(self.labels):
            before = [k for k in range(number) if abs(self.labels[k].left - line.left) < 0.5 * line.size]
            if before and _goes_on(self.labels[before[-1]], line):
                places.append(places[before[-1]])
            else:
                ends = [part for part, (left, _) in enumerate(self.parts) if left < line.right - 0.5 * line.size]
                places.append(max(ends, default=0))
        return places

    def _lay(
        self,
        block: Sequence[Line],
        part: int,
        levels: Sequence[float],
        owned: list[list[tuple[int, Line]]],
        alone: list[Line],
    ) -> None:
        """Give the words to the row of figures beside them; each line to the nearest where there are several."""
        top, bottom = block[0].top, block[-1].bottom
        beside = [number for number, level in enumerate(levels) if top < level < bottom]
        if len(beside) == 1:
            owned[beside[0]].append((part, as_one(block)))
        elif not beside or part < len(self.parts) - 1:
            whole = as_one(block)
            if beside:
                owned[beside[0]].append((part, whole))
            else:
                alone.append(whole)
        else:
            near = [min(beside, key=lambda number: abs(levels[number] - line.level)) for line in block]
            for number in sorted(set(near)):
                mine = [line for line, place in zip(block, near, strict=True) if place == number]
                owned[number].append((part, as_one(mine)))


def _goes_on(before: Line, line: Line) -> bool:
    return line.top - before.bottom < IN_CELL * line.size and not is_item_start(line.text)


def _holds(one: Line, other: Line) -> bool:
    return overlap(one, other) > 0 and one.top <= other.level <= one.bottom


def _levels(lines: Sequence[Line]) -> list[float]:
    levels: list[float] = []
    for line in sorted(lines, key=lambda line: line.top):
        if not levels or line.top - levels[-1] >= 0.5 * line.size:
            levels.append(line.top)
    return levels


def _at(cells: Sequence[RuledCell], row: int) -> list[RuledCell]:
    return [RuledCell(row, row + 1, cell.left, cell.right, cell.words) for cell in cells]


def _label_columns(labels: Sequence[Line], edge: float) -> list[tuple[float, float]]:
    """The columns of the labels: parted where labels stand side by side, each gap between two holding a border."""
    if not labels:
        return []
    borders = [min(line.left for line in labels)]
    for end, start in sorted(_gaps(labels)):
        if start > borders[-1] and end <= edge:
            borders.append(end)
    return list(pairwise([*borders, max(edge, borders[-1] + 1)]))


def _gaps(labels: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """Where the words right of each gap begin and those left of it end; an item number belongs to its words."""
    ordered = sorted(labels, key=lambda line: line.top)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.top >= one.bottom - 0.2 * one.size:
                break
            left, right = sorted((one, other), key=lambda line: line.left)
            if left.right < right.left and not (len(left.text) < 4 and is_item_start(left.text)):
                yield right.left, left.right
