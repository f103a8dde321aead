"""The columns of a drawn table: where the rules have their joints, and between which of them a cell stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.readers.breadths import MEASURES, Measure

_JOINT = re.compile("[+├┣╠┌┏╔└┗╚┝┠╟╞┬┳╦┼╋╬┴┻╩┐┓╗┤┫╣┘┛╝┥┨╢╡╤╪╧╥╫╨┯┿┷┰╂┸]")
_BOX = re.compile("[─-╿]")
ASIDE = 2  # places by which a bar may stand beside its joint, where marks before it count as one place or two


def _with_wide_boxes(measure: Measure) -> Measure:
    return lambda words: measure(words) + len(_BOX.findall(words))


_ALL = (*MEASURES, *map(_with_wide_boxes, MEASURES))


def in_columns(rules: Sequence[str], lines: Sequence[tuple[str, list[int]]]) -> list[list[str]] | None:
    """The cells of each line, told by its bars, in the columns of the table, blank beside one that lies over several.

    None where the bars of a line do not stand under joints of the rules.
    """
    best: tuple[int, list[list[str]]] | None = None
    for measure in _ALL:
        joints = sorted(
            {measure(rule[: joint.start()]) for rule in rules for joint in _JOINT.finditer(rule)}
            | {measure(line[: joint.start()]) for line, bars in lines for joint in _JOINT.finditer(line, bars[-1])}
        )
        placed = [_placed(line, bars, joints, measure) for line, bars in lines]
        rows = [row for row in placed if row is not None]
        missed = sum(aside for aside, _ in rows)
        if len(rows) == len(lines) and (best is None or missed < best[0]):
            best = missed, [cells for _, cells in rows]
    return best[1] if best else None


def _placed(line: str, bars: Sequence[int], joints: Sequence[int], measure: Measure) -> tuple[int, list[str]] | None:
    """The cells of a line in the columns between the joints, and by how many places its bars miss them."""
    cells = ["" for _ in joints[1:]]
    missed, last, start = 0, -1, 0
    for bar in bars:
        place = measure(line[:bar])
        column = min(range(len(joints)), key=lambda n: abs(joints[n] - place))
        aside = abs(joints[column] - place)
        if aside > ASIDE or column <= last:
            return None
        if last >= 0:
            cells[last] = line[start:bar]
        missed, last, start = missed + aside, column, bar + 1
    return missed, cells
