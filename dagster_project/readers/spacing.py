"""Figures whose digits a page sets apart → the same figures closed up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from dagster_project.readers.ink import Ink, rows_of_ink

_LEAST, _MOST = 0.2, 0.8  # heights of a line between digits set apart
_EVEN = 0.15  # by how much these gaps differ at most
_FEWEST = 3  # figures set apart on a page that prints none closely


def closed_up(inks: Sequence[Ink]) -> list[Ink]:
    """The inks with digits set apart moved together, where a page sets all its figures of several digits so.

    A figure is digits alone, with more room before and behind than between them. One that opens with 0 is none, so that
    figures of several columns are not taken for one.
    """
    figures = [figure for row in rows_of_ink(inks) for figure in _figures(row) if len(figure) > 1]
    apart = [figure for figure in figures if _is_apart(figure)]
    if len(apart) < _FEWEST or len(apart) < len(figures) or any(figure[0].text == "0" for figure in apart):
        return list(inks)
    moved = {id(ink): closer for figure in apart for ink, closer in zip(figure, _together(figure), strict=True)}
    blanks = {id(ink) for ink in inks if ink.text.isspace()}
    return [moved.get(id(ink), ink) for ink in inks if id(ink) not in blanks]


def _figures(row: Sequence[Ink]) -> Iterable[list[Ink]]:
    """The runs of digits that stand alone on a line."""
    printed = [ink for ink in row if not ink.text.isspace()]
    run: list[Ink] = []
    before: Ink | None = None
    for ink in printed:
        if before is not None and ink.left - before.right >= _MOST * (ink.bottom - ink.top):
            if run and all(mine.text.isdigit() for mine in run):
                yield run
            run = []
        run.append(ink)
        before = ink
    if run and all(mine.text.isdigit() for mine in run):
        yield run


def _is_apart(figure: Sequence[Ink]) -> bool:
    height = figure[0].bottom - figure[0].top
    gaps = [after.left - before.right for before, after in itertools.pairwise(figure)]
    return min(gaps) > _LEAST * height and max(gaps) - min(gaps) < _EVEN * height


def _together(figure: Sequence[Ink]) -> list[Ink]:
    """The digits side by side around the middle of the figure."""
    wide = sum(ink.right - ink.left for ink in figure)
    left = (figure[0].left + figure[-1].right - wide) / 2
    closer = []
    for ink in figure:
        right = left + ink.right - ink.left
        closer.append(ink._replace(left=left, right=right))
        left = right
    return closer
