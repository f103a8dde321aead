"""The strokes of a printed page → the boxes of the table cells that they part, open sides closed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dagster_project.readers.ruled import Box, outline

_THIN = 5.0  # points; a filled box thinner than this is a rule, a wider one shades what stands on it
_DOT = 2.0
_NEAR = 3.0  # rules nearer than this are one, and touch
_FULL = 0.95  # of a table's area that shading must cover to draw it


class Stroke(NamedTuple):
    """A straight rule: its place on the one axis, its start and end on the other."""

    at: float
    start: float
    end: float


class Strokes(NamedTuple):
    """The rules that lie across a page, those that stand on it, and the shaded boxes."""

    across: list[Stroke]
    down: list[Stroke]
    shades: list[Box]

    def parted(self, middle: float) -> tuple[Strokes, Strokes]:
        """What lies left of the middle of a sheet, and what lies right of it, measured from there."""
        left = Strokes(
            [rule for rule in self.across if rule.start < middle],
            [post for post in self.down if post.at < middle],
            [box for box in self.shades if box[0] < middle],
        )
        right = Strokes(
            [Stroke(rule.at, rule.start - middle, rule.end - middle) for rule in self.across if rule.start >= middle],
            [Stroke(post.at - middle, *post[1:]) for post in self.down if post.at >= middle],
            [(box[0] - middle, box[1], box[2] - middle, box[3]) for box in self.shades if box[0] >= middle],
        )
        return left, right


def strokes_of(things: Iterable[Mapping[str, Any]]) -> Strokes:
    """The strokes among the lines, boxes and curves of a page; what bends or runs askew is none."""
    found = Strokes([], [], [])
    for thing in things:
        box = thing["x0"], thing["top"], thing["x1"], thing["bottom"]
        kind = thing["object_type"]
        if min(box[2] - box[0], box[3] - box[1]) < _THIN:
            if kind != "line" or min(box[2] - box[0], box[3] - box[1]) < 1:
                _add_thin(found, box)
        elif kind == "rect" and not thing.get("stroke"):
            found.shades.append(box)
        elif kind == "rect" or (kind == "curve" and _is_square(thing["pts"])):
            _add_box(found, box)
    return found


def _add_thin(found: Strokes, box: Box) -> None:
    """A rule that is drawn as a thin box; a dot may belong to one of either kind."""
    left, top, right, bottom = box
    dot = max(right - left, bottom - top) < _DOT
    if dot or right - left > bottom - top:
        found.across.append(Stroke((top + bottom) / 2, left, right))
    if dot or right - left <= bottom - top:
        found.down.append(Stroke((left + right) / 2, top, bottom))


def _add_box(found: Strokes, box: Box) -> None:
    left, top, right, bottom = box
    found.across.extend((Stroke(top, left, right), Stroke(bottom, left, right)))
    found.down.extend((Stroke(left, top, bottom), Stroke(right, top, bottom)))


def _is_square(points: Sequence[tuple[float, float]]) -> bool:
    """Whether every part of a curve lies across or stands: a seal or a rounded frame does not."""
    return all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in itertools.pairwise(points))


def drawn_cells(strokes: Strokes) -> list[list[Box]]:
    """The cells of each table that the rules draw; where no rules draw any, of each that shading covers whole."""
    tables = [_cells(across, down) for across, down in _touching(_whole(strokes.across), _whole(strokes.down))]
    found = [cells for cells in tables if _has_columns(cells)]
    if found or not strokes.shades:
        return found
    frames = Strokes([], [], [])
    for box in strokes.shades:
        _add_box(frames, box)
    shaded = [_cells(across, down) for across, down in _touching(_whole(frames.across), _whole(frames.down))]
    return [cells for cells in shaded if _has_columns(cells) and _is_covered(outline(cells), strokes.shades)]


def _has_columns(cells: Sequence[Box]) -> bool:
    return len({round(cell[0] / _THIN) for cell in cells}) > 1


def _is_covered(around: Box, shades: Sequence[Box]) -> bool:
    """Whether the shaded boxes inside fill the area, so that each cell is a box."""
    inside = {
        tuple(map(round, box))
        for box in shades
        if around[0] - _NEAR < box[0] and box[2] < around[2] + _NEAR
        if around[1] - _NEAR < box[1] and box[3] < around[3] + _NEAR
    }
    area = sum((right - left + 2) * (bottom - top + 2) for left, top, right, bottom in inside)
    return area >= _FULL * (around[2] - around[0]) * (around[3] - around[1])


def _whole(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The strokes with those of one rule put together: doubled, drawn cell by cell, or dash by dash."""
    lines: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        lines.setdefault(round(2 * stroke.at), []).append(stroke)
    long = (stroke for line in lines.values() for stroke in _joined(line) if stroke.end - stroke.start >= _THIN)
    rules: list[list[Stroke]] = []
    for stroke in sorted(long):
        if rules and stroke.at - rules[-1][-1].at <= _NEAR:
            rules[-1].append(stroke)
        else:
            rules.append([stroke])
    return [stroke for rule in rules for stroke in _joined(rule)]


def _joined(rule: Sequence[Stroke]) -> list[Stroke]:
    at = sum(stroke.at for stroke in rule) / len(rule)
    parts: list[Stroke] = []
    for _, start, end in sorted(rule, key=lambda stroke: stroke.start):
        if parts and start - parts[-1].end <= _NEAR:
            parts[-1] = Stroke(at, parts[-1].start, max(parts[-1].end, end))
        else:
            parts.append(Stroke(at, start, end))
    return parts


def _meet(across: Stroke, down: Stroke) -> bool:
    return across.start - _NEAR <= down.at <= across.end + _NEAR and down.start - _NEAR <= across.at <= down.end + _NEAR


def _touching(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The rules in groups that hang together, from top to bottom; one that meets no other is in none."""
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    for rule in across:
        meeting = [post for post in down if _meet(rule, post)]
        if not meeting:
            continue
        mine: tuple[list[Stroke], list[Stroke]] = ([rule], meeting)
        apart = []
        for group in groups:
            if any(post in group[1] for post in meeting):
                mine = [*group[0], *mine[0]], [*group[1], *(post for post in mine[1] if post not in group[1])]
            else:
                apart.append(group)
        groups = [*apart, mine]
    return sorted(groups, key=lambda group: min(rule.at for rule in group[0]))


def _cells(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Box]:
    """The areas that the rules part; the outermost ends of the rules close what has no rule at its side."""
    xs = _edges([post.at for post in down], [end for rule in across for end in rule[1:]])
    ys = _edges([rule.at for rule in across], [end for post in down for end in post[1:]])
    width, height = len(xs) - 1, len(ys) - 1
    owner = [[-1] * width for _ in range(height)]
    cells: list[Box] = []
    for row in range(height):
        for column in range(width):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < width and owner[row][right] < 0 and not _parts(down, xs[right], ys[row], ys[row + 1]):
                right += 1
            below = row + 1
            while below < height and not _row_ends(across, down, xs[column : right + 1], ys[below : below + 2]):
                below += 1
            for filled in owner[row:below]:
                filled[column:right] = [len(cells)] * (right - column)
            cells.append((xs[column], ys[row], xs[right], ys[below]))
    return cells


def _row_ends(across: Sequence[Stroke], down: Sequence[Stroke], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether a rule lies between an area and what is below it, or a rule stands there inside it."""
    if any(_parts(across, ys[0], left, right) for left, right in itertools.pairwise(xs)):
        return True
    return any(_parts(down, x, *ys) for x in xs[1:-1])


def _parts(rules: Sequence[Stroke], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)


def _edges(rules: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The distinct places of the rules in order, with the outermost ends where no rule stands near."""
    edges: list[float] = []
    for at in sorted(rules):
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    if min(ends) < edges[0] - _THIN:
        edges.insert(0, min(ends))
    if max(ends) > edges[-1] + _THIN:
        edges.append(max(ends))
    return edges
