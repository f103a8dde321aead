"""A table written out as a list: each figure behind the name of its column, under or behind the label of its row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from dagster_project.parsers.tables.forms import Lexicon, words_of
from dagster_project.parsers.tables.scan import FIGURE, Mark, Span, marks_in, ordinal_start, squeeze

SHORT = 2
MOST_SEVERAL = 4
LONGEST_NOTE = 60
_start = attrgetter("start")
_TO_FIGURE = re.compile(
    r"""(?:\)|[㐀-鿿、《》“”]{0,40})[\s|:,;="]*(?:\([^()\n]{0,40}\)[㐀-鿿\s|:,;=]{0,9})?(?:[件宗起][\s|:,;=]*)?"""
)
_NO_COUNT = re.compile(r"[^\d/—-]|[-—]\d|[/—-]+[㐀-鿿]|[\d.,]+\s*%|\d+\s?[.．]\s*[“\"《(]?[㐀-鿿]")
_BESIDE = re.compile(r"[件宗起]?[^\S\n]*[,|]?[^\S\n]*")
# What may stand between a figure and the name of the next one.
_JOINING = re.compile(r"其中|分别|法人(?:或|及|和|与)?|其[他它]组织|组织|申请人|[件宗起为有]")
# Between a short head and what stands under it; a digit before a name is a figure (其他1、总计22), before a label none.
_NUMERAL = r"(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d{1,2}[%s])?"
_BEFORE_NAME = re.compile(r"[^㐀-鿿\d]*" + _NUMERAL % ".．" + r"[^㐀-鿿\d]*")
_BEFORE_LABEL = re.compile(r"[^㐀-鿿\d]*" + _NUMERAL % ".．、" + r"[^㐀-鿿\d]*")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d[.．])\s*$")


@dataclass(slots=True)
class Listed:
    """The figures of a list by row and column, the label of each row, and where the list starts and ends.

    `several` counts the figures that have another one beside them or in the same cell, as those of another year do.
    `bare` are the figures that stand behind the labels themselves.
    """

    cells: dict[tuple[int, int], Span] = field(default_factory=dict)
    labels: dict[int, Mark] = field(default_factory=dict)
    bare: dict[int, Span] = field(default_factory=dict)
    start: int = -1
    end: int = -1
    several: int = 0

    def is_one(self) -> bool:
        """Whether the list holds one table."""
        return self.several * MOST_SEVERAL < len(self.cells)


def listed(text: str, low: int, high: int, rows: Lexicon, columns: Lexicon, apart: re.Pattern[str] | None) -> Listed:
    """The figures behind names of columns under labels of rows, or behind labels of rows under names of columns.

    `apart` finds the heads that are none of the rows: what stands under them is left out.
    """
    squeezed = squeeze(text, low, high)
    labels, names = marks_in(squeezed, rows), marks_in(squeezed, columns)
    figures = _figures_behind(text, [*labels, *names], high)
    counted = [sum(mark.start in figures and _is_long(text, mark) for mark in marks) for marks in (names, labels)]
    found = Listed()
    if counted[0] >= counted[1]:
        heads = _heads(text, labels, names, figures)
        keys = [mark for mark in names if not _covered(mark, heads)]
        others = [Mark(*match.span(), ()) for match in apart.finditer(text, low, high)] if apart else []
        for head, key, span in _paired(text, [*heads, *others], keys, figures):
            _add(found, text, head, key.rows[0], span)
        found.bare = {head.rows[0]: figures[head.start] for head in heads if head.start in figures}
    else:
        heads = _heads(text, names, labels, None)
        keys = [mark for mark in labels if not _covered(mark, heads)]
        for head, key, span in _paired(text, heads, keys, figures):
            _add(found, text, key, head.rows[0], span)
    return found


def _add(found: Listed, text: str, label: Mark, column: int, span: Span) -> None:
    """The figure joins its cell; another one for the same cell tells of another table."""
    row = label.rows[0]
    known = found.cells.setdefault((row, column), span)
    beside = _BESIDE.match(text, span[1])
    another = FIGURE.match(text, beside.end()) if beside else None
    further = another is not None and not _NO_COUNT.match(text, another.start())
    found.several += further or text[slice(*known)] != text[slice(*span)]
    found.labels.setdefault(row, label)
    found.start = min(label.start, span[0]) if found.start < 0 else min(found.start, label.start)
    found.end = max(found.end, span[1])


def _is_long(text: str, mark: Mark) -> bool:
    return len(words_of(text[mark.start : mark.end])) > SHORT


def _figures_behind(text: str, marks: Sequence[Mark], high: int) -> dict[int, Span]:
    """Start of a label or name → the count that follows it, behind the rest of the label and before any other."""
    starts = sorted(mark.start for mark in marks if not _is_noted(text, mark))
    found: dict[int, Span] = {}
    for mark in marks:
        opening = _TO_FIGURE.match(text, mark.end, high)
        figure = FIGURE.match(text, opening.end() if opening else mark.end, high)
        at = bisect_left(starts, mark.end)
        following = starts[at] if at < len(starts) else high
        if figure and figure.start() < following and not _NO_COUNT.match(text, figure.start()):
            found[mark.start] = figure.span()
    return found


def _is_noted(text: str, mark: Mark) -> bool:
    """Whether a word stands in brackets with others, as in a note (不计其他情形)."""
    low = max(0, mark.start - LONGEST_NOTE)
    opening = text.rfind("(", low, mark.start)
    within = opening > text.rfind(")", low, mark.start)
    return within and (opening + 1 < mark.start or text[mark.end : mark.end + 1] != ")")


def _heads(text: str, outer: Sequence[Mark], inner: Sequence[Mark], figures: Mapping[int, Span] | None) -> list[Mark]:
    """What names with figures stand under; a short word only where it has a number or one of them follows at once.

    `figures` are those of the labels that stand over names; names stand over labels without any.
    """
    starts = [mark.start for mark in inner]
    heads = []
    for mark in outer:
        at = bisect_left(starts, mark.end)
        following = starts[at] if at < len(starts) else mark.end
        if _is_long(text, mark):
            heads.append(mark)
        elif figures is None:
            if _BEFORE_LABEL.fullmatch(text, mark.end, following):
                heads.append(mark)
        elif _NUMBERED.search(text, max(0, mark.start - 4), mark.start) or (
            mark.start not in figures and _BEFORE_NAME.fullmatch(text, mark.end, following)
        ):
            heads.append(mark)
    return heads


def _covered(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(mark.start < other.end and other.start < mark.end for other in others)


def _paired(
    text: str, heads: Sequence[Mark], keys: Sequence[Mark], figures: Mapping[int, Span]
) -> Iterator[tuple[Mark, Mark, Span]]:
    """Each name with the head that it stands under and its figure; none behind words that are neither."""
    head: Mark | None = None
    at = 0
    keyed = {id(mark) for mark in keys}
    for mark in sorted([*heads, *keys], key=_start):
        if id(mark) not in keyed:
            head, at = (mark if mark.rows else None), 0
            continue
        if at and words_of(_JOINING.sub("", text[at : ordinal_start(text, mark, at)])):
            head = None
        span = figures.get(mark.start)
        at = max(at, span[1] if span else mark.end if at else 0)
        if head is not None and span is not None:
            yield head, mark, span
