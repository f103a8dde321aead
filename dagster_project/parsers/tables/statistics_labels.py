"""The labels of a statistics table: in the words of the form, or without the word at the end that says they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.document import Cell
from dagster_project.parsers.tables.forms import TableForms, words_of
from dagster_project.parsers.tables.grids import known_label
from dagster_project.parsers.tables.scan import Mark, find_marks

FEWEST_ROWS = 5
LONGEST_LEAD = 2
_LEAD = re.compile(r"(?:^|[^㐀-鿿]|其中|通过)$")
_UNIT = r"(?:人次|万元|[条件次篇个人元份起])"
# A short label stands whole: behind it a mark, a unit or a figure, and no further word.
_WHOLE = re.compile(rf"{_UNIT}?(?=[^㐀-鿿]|[无零]|$)")
# A row that runs together with the one before has a number or a unit, and no unit follows its figure.
_LABEL = r"[㐀-鿿《》]{3,40}(?:\([^()\n]{1,60}\))?"
_ORDINAL = r"(?:\d[.、．]|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)"
_BEHIND = rf"(?:(?=\d[.、．][㐀-鿿])|(?![\d,.、．]|{_UNIT}|[年月日%]))"
_FIGURE = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?{_BEHIND}|[—/-]{{1,4}}(?!\d))"
_GLUED_ROW = re.compile(rf"(?:{_ORDINAL}{_LABEL}(?:{_UNIT})?|(?:其中:?)?{_LABEL}{_UNIT}){_FIGURE}")


def find_labels(text: str, start: int, end: int, forms: TableForms, form: str) -> list[Mark]:
    """The labels in a stretch of text in order; a short one only where it stands whole and no full one does.

    Short ones count only beside enough full ones, and behind the last of these as long as they keep the form's order.
    """
    full = find_marks(text, start, end, forms.row_words[(form, "statistics")])
    if len(full) < FEWEST_ROWS:
        return full
    last = full[-1]
    for mark in _short_labels(text, start, end, forms, form):
        if _covered(mark, full):
            continue
        if mark.start < last.start:
            full.append(mark)
        elif mark.rows[-1] > last.rows[-1]:
            full.append(mark)
            last = mark
        else:
            break
    return sorted(full, key=lambda mark: mark.start)


def rows_named(text: str, cell: Cell, words: str, forms: TableForms, form: str) -> tuple[int, ...]:
    """The rows that the words of a cell may name, in full or short; none when fewer than three characters say it."""
    if len(words_of(words)) < 3:
        return ()
    known = known_label(words, forms.row_words[(form, "statistics")])
    short = [] if known else _short_labels(text, cell.start, cell.end, forms, form)
    return short[0].rows if short else known


def _short_labels(text: str, start: int, end: int, forms: TableForms, form: str) -> list[Mark]:
    """The short labels in a stretch of text that stand whole."""
    marks = find_marks(text, start, end, forms.short_words[form])
    return [mark for mark in marks if _stands_whole(text, mark)]


def _stands_whole(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.start - LONGEST_LEAD) : mark.start]
    return _LEAD.search(before) is not None and _WHOLE.match(text, mark.end) is not None


def _covered(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(mark.start < other.end and other.start < mark.end for other in others)


def past_glued_rows(text: str, end: int) -> int:
    """Where the rows end that run together behind a row, whose labels no form knows."""
    while row := _GLUED_ROW.match(text, end):
        end = row.end()
    return end
