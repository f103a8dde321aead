"""The ledger of numerals: each numeral of a document is a figure, ignored for a named reason, or unread."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter

from dagster_project.document import Document
from dagster_project.parsers.figures import Disposition, Numeral
from dagster_project.parsers.tables.reading import LEFT_UNREAD

Span = tuple[int, int]
# What a table counts it prints in digits; characters that also write numbers belong to its labels.
_DIGITS = re.compile(r"(\d\d*+(?:(?![,.])|(?:,\d{3})*(?:\.\d+)?))")


def ledger(
    document: Document, figures: Sequence[Span], tables: Sequence[tuple[int, int, str]], prose: Sequence[Numeral]
) -> tuple[Numeral, ...]:
    """Every numeral of the document in its order, those of the prose as read and those of the tables looked up.

    `figures` are the spans that statements print, in their order; `tables` are stretches outside the prose, with the
    reason why a numeral there that is no figure counts nothing: it is unread where nothing was read from the table.
    """
    taken, starts = _Spans(figures), {start for start, _ in figures}
    entries = [entry if entry.disposition == "figure" else _looked_up(entry, taken) for entry in prose]
    meet, text = taken.meet, document.text
    for start, end, reason in _apart(tables):
        other: Disposition = "unread" if reason == LEFT_UNREAD else "ignored"
        why = reason if other == "ignored" else ""
        # What stands between numerals, and each numeral, in turn; a match for each would take half as long again.
        pieces = _DIGITS.split(text[start:end])
        places = list(accumulate(map(len, pieces), initial=start))
        entries += [
            Numeral(first, last, digits, "figure", "")
            if first in starts or meet(first, last)
            else Numeral(first, last, digits, other, why)
            for first, last, digits in zip(places[1:-1:2], places[2::2], pieces[1::2], strict=True)
        ]
    return tuple(sorted(entries, key=attrgetter("start")))


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
    """Spans, in their order, that can be asked whether they meet another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [start for start, _ in spans]
        ends = [end for _, end in spans]
        self._reach = ends if ends == sorted(ends) else list(accumulate(ends, max))

    def meet(self, start: int, end: int) -> bool:
        """True when one of the spans shares a character with `start` to `end`."""
        index = bisect_left(self._starts, end)
        return index > 0 and self._reach[index - 1] > start
