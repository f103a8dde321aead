"""The ledger of numerals: each numeral of a document is a figure, ignored for a named reason, or unread."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter

from dagster_project.document import Document
from dagster_project.parsers.figures import Numeral
from dagster_project.parsers.tables.reading import LEFT_UNREAD

Span = tuple[int, int]
# What a table counts it prints in digits; characters that also write numbers belong to its labels.
_DIGITS = re.compile(r"\d\d*(?:,\d{3})*(?:\.\d+)?")


def ledger(
    document: Document, figures: Iterable[Span], tables: Sequence[tuple[int, int, str]], prose: Sequence[Numeral]
) -> tuple[Numeral, ...]:
    """Every numeral of the document in its order, those of the prose as read and those of the tables looked up.

    `figures` are the spans that statements print; `tables` are stretches outside the prose, with the reason why a
    numeral there that is no figure counts nothing.
    """
    spans = list(figures)
    taken, starts = _Spans(spans), {start for start, _ in spans}
    entries = [entry if entry.disposition == "figure" else _looked_up(entry, taken) for entry in prose]
    add = entries.append
    for start, end, reason in _apart(tables):
        for digits in _DIGITS.finditer(document.text, start, end):
            first, last = digits.span()
            if first in starts or taken.meet(first, last):
                add(Numeral(first, last, digits[0], "figure", ""))
            else:
                add(_no_figure(first, last, digits[0], reason))
    return tuple(sorted(entries, key=attrgetter("start")))


def _no_figure(start: int, end: int, digits: str, reason: str) -> Numeral:
    """A numeral of a table that no statement prints: unread where nothing was read from the table."""
    if reason == LEFT_UNREAD:
        return Numeral(start, end, digits, "unread", "")
    return Numeral(start, end, digits, "ignored", reason)


def _looked_up(entry: Numeral, taken: _Spans) -> Numeral:
    if not taken.meet(entry.start, entry.end):
        return entry
    return Numeral(entry.start, entry.end, entry.text, "figure", "")


def _apart(tables: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The stretches without what an earlier one already covers."""
    found, at = [], 0
    for start, end, reason in sorted(tables):
        if end > at:
            found.append((max(start, at), end, reason))
            at = end
    return found


class _Spans:
    """Spans that can be asked whether they meet another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate([end for _, end in ordered], max))

    def meet(self, start: int, end: int) -> bool:
        """True when one of the spans shares a character with `start` to `end`."""
        index = bisect_left(self._starts, end)
        return index > 0 and self._reach[index - 1] > start
