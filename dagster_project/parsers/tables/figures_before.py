"""Rows of section two whose figures stand above their labels, as on pages that were written out cell by cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import FIGURE, Mark

FiguresAfter = Callable[[str, int, int], list[Span]]
Above = dict[int, list[Span]]
"""The place where a label starts → the figures above it; none where they cannot be told."""


def figures_above(text: str, labels: Sequence[Mark], columns: Sequence[Mark], high: int, after: FiguresAfter) -> Above:
    """The figures of the labels whose block shows that they stand above; nothing where no block does.

    A block is what stands under heads of columns. Where one block shows so, others are told only if they show it too,
    or have figures behind their last label and none above the first; these are read as always and left out here.
    """
    heads = [-1, *sorted(column.end for column in columns)]
    stand_under = groupby(labels, lambda label: heads[bisect_right(heads, label.start) - 1])
    blocks = [(head, list(block)) for head, block in stand_under if head >= 0]
    ends = [*(head for head, _ in blocks[1:]), high]
    led = [bool(_before(text, head, block[0], after)) for head, block in blocks]
    above: Above = {}
    if not any(led):
        return above
    for (head, block), end, leads in zip(blocks, ends, led, strict=True):
        behind = after(text, block[-1].end, end)
        if behind and not leads:
            continue
        found = dict(_of_block(text, head, block, after))
        above |= found if leads and len(found) == len(block) else {label.start: [] for label in block}
        if behind:
            above[block[-1].start] = []
    return above


def _of_block(text: str, head: int, block: Sequence[Mark], after: FiguresAfter) -> Iterator[tuple[int, list[Span]]]:
    """The labels that have figures right above."""
    for low, label in zip([head, *(mark.end for mark in block)], block, strict=False):
        if spans := _before(text, low, label, after):
            yield label.start, spans


def _before(text: str, low: int, label: Mark, after: FiguresAfter) -> list[Span]:
    """The figures between a place and a label, if nothing else is there, on lines of their own if there are any."""
    spans = after(text, low, label.start)
    if not spans or text[spans[-1][1] : label.start].strip():
        return []
    lines = text.find("\n", low, label.start) >= 0
    if lines != ("\n" in text[spans[-1][1] : label.start]) or spans[-1][1] == label.start:
        return []
    return spans if FIGURE.search(text, spans[-1][1], label.start) is None else []
