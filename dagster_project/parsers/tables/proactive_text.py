"""Section two as running text or lines: the figures that follow the label of each row, or stand above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from dagster_project.parsers.tables.confidence import BOUNDED, CERTAIN, DISPUTED
from dagster_project.parsers.tables.figures_before import Above, figures_above
from dagster_project.parsers.tables.forms import TableForms, words_of
from dagster_project.parsers.tables.grids import is_value
from dagster_project.parsers.tables.placing import runs_together
from dagster_project.parsers.tables.proactive_rows import (
    MONEY,
    ROWS,
    Option,
    cells_of,
    named_columns,
    told_once,
    without_padding,
)
from dagster_project.parsers.tables.proactive_runs import (
    left_to_placing,
    may_stand,
    split_row,
)
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import FIGURE, Mark
from dagster_project.parsers.tables.splitting import Reading, left_open

_BETWEEN = re.compile(r"(?:[\s|件项条个次元]|万元|亿元|\([^()]*\)|【[^【】]*】)*")
_FIRST = re.compile(r"[\s|:,]*(?:\([^()]{0,20}\))?[\s|:,]*(?:[件项条个次](?=[\s\d]))?[\s|]*")
_FIGURE_LEFT = re.compile(r"(?<![第(\d])\d")
_DASH = re.compile(r"[-—–]+[㐀-鿿]")  # between the names of a row and of a column
_GOES_ON = re.compile(r"\s?[.·'’‘`]\s?\d|[A-Za-z]\w")
# Behind the figures of a row stands no mark of a sentence: 其中行政许可31项、行政处罚148项 is none.
_SAID = re.compile(r"\s*[件项条个次宗起]?[、,;。]")
# Behind a label whose cells are all blank stands the next label or the head of the next block.
_ROW_BEHIND = re.compile(r"[\s|]*(第\s*(?:二\s*十|20)\s*条)?")


def rows_of_text(
    text: str, forms: TableForms, marks: Sequence[Mark], columns: Sequence[Mark], high: int, form: str
) -> dict[str, tuple[Mark, Option]]:
    """The rows, each with its label, that the text between the labels in `marks` and `high` tells."""
    above = figures_above(text, marks, columns, high, _figures_after)
    rows = _from_text_above(text, forms, marks, above, form)
    marks = [mark for mark in marks if mark.start not in above]
    behind = [_figures_after(text, mark.end, high) for mark in marks]
    together = partial(_run_together, text, forms, marks, behind, form)
    heads = _Heads(columns, text)
    several: set[str] = set()  # as in grids
    stops = [*(mark.start for mark in marks), high][1:]
    for mark, spans, stop in zip(marks, behind, stops, strict=True):
        heads.move(mark)
        code = forms.rows[ROWS][mark.rows[0]].code
        if code in rows and spans and rows[code][1][0][0].form != form:
            several.add(code)
        if code in rows or not spans or _SAID.match(text, spans[-1][1], high) or heads.between(mark, spans):
            continue
        option = _read_row(text, forms, form, code, *told_once(text, spans, heads.over), together)
        if option and not (_leaves_figures(text, option, spans, stop) or _names_one(text, mark, option, spans)):
            rows[code] = (mark, option)
    return {code: row for code, row in rows.items() if code not in several}


class _Heads:
    """The names of columns in the order of the text, and those `over` the row at hand: the last that stand together."""

    def __init__(self, columns: Sequence[Mark], text: str) -> None:
        self.names = [(column.start, words_of(text[column.start : column.end])) for column in columns]
        self.over: list[str] = []
        self._last = -1

    def move(self, label: Mark) -> None:
        """To the row of this label."""
        self.over = [word for at, word in self.names if self._last < at < label.start] or self.over
        self._last = label.end

    def between(self, label: Mark, spans: Sequence[Span]) -> bool:
        """Whether a name stands between a label and its figures: the label of one cell, behind which stand others."""
        return len(spans) > 1 and any(label.end <= at < spans[0][0] for at, _ in self.names)


def _run_together(text: str, forms: TableForms, marks: Sequence[Mark], behind: Sequence[list[Span]], form: str) -> bool:
    """Whether the figures of the rows run together, of those with figures and those that are blank for sure."""
    starts = {mark.start for mark in marks}
    told: list[tuple[list[Span], int]] = []
    for mark, spans in zip(marks, behind, strict=True):
        end = _ROW_BEHIND.match(text, mark.end)
        if spans or (end and (end[1] or end.end() in starts)):
            told.append((spans, len(forms.cells.get((form, forms.rows[ROWS][mark.rows[0]].code), ()))))
    return runs_together(text, told)


def _from_text_above(
    text: str, forms: TableForms, marks: Sequence[Mark], above: Above, form: str
) -> dict[str, tuple[Mark, Option]]:
    """The rows that have as many figures above their labels as the form has cells."""
    rows: dict[str, tuple[Mark, Option]] = {}
    for mark in marks if above else ():
        code = forms.rows[ROWS][mark.rows[0]].code
        spans = above.get(mark.start, [])
        cells = cells_of(forms, form, code, len(spans))
        if code not in rows and cells and len(spans) == len(cells):
            rows[code] = (mark, (cells, Reading(spans, confidence=BOUNDED)))
    return rows


def _names_one(text: str, mark: Mark, option: Option, spans: list[Span]) -> bool:
    """Whether fewer cells than the row has stand behind more words than its label: one of them under its own name."""
    return len(spans) < len(option[0]) and bool(words_of(text[mark.end : spans[0][0]]))


def _leaves_figures(text: str, option: Option, spans: list[Span], stop: int) -> bool:
    """Whether more figures follow behind other words on the line of a row that has too few for its cells."""
    end = text.find("\n", spans[-1][1], stop)
    return (
        len(spans) < len(option[0]) and _FIGURE_LEFT.search(text, spans[-1][1], end if end >= 0 else stop) is not None
    )


def _figures_after(text: str, at: int, high: int) -> list[Span]:
    """The figures that follow a label with no other words between; in a row of tabs its cells, blank ones too."""
    stop = text.find("\n", at, high)
    if text.find("\t", at, stop) >= 0:
        return _cells_after(text, at, stop)
    first = _FIRST.match(text, at, high)
    at = first.end() if first else at
    spans: list[Span] = []
    while True:
        match = FIGURE.match(text, at, high)
        if match is not None and _GOES_ON.match(text, match.end(), high):
            return []  # a figure of which a part is damaged: 5’217, 3l846
        if match is None or len(spans) > 6 or _DASH.match(text, match.start(), high):
            return spans
        money = MONEY.match(text, match.end(), high)
        end = money.end() if money else match.end()
        spans.append((match.start(), end))
        between = _BETWEEN.match(text, end, high)
        at = between.end() if between else end


def _cells_after(text: str, at: int, stop: int) -> list[Span]:
    spans: list[Span] = []
    for part in text[at:stop].split("\t"):
        spans.append((at, at + len(part)))
        at += len(part) + 1
    cells = spans[1:]
    return cells if all(is_value(text[a:b]) for a, b in cells) and any(b > a for a, b in cells) else []


def _read_row(
    text: str,
    forms: TableForms,
    form: str,
    code: str,
    spans: list[Span],
    heads: list[str],
    together: Callable[[], bool],
) -> Option | None:
    spans = _on_its_line(text, without_padding(forms, form, code, spans), len(forms.cells.get((form, code), ())))
    cells = cells_of(forms, form, code, len(spans))
    sure = CERTAIN if not cells or cells[0].form == form else DISPUTED
    if named := named_columns(forms, cells, heads[-len(cells) :]):
        turned = sorted(cells, key=lambda cell: named[cell.column])
        # Dumps of pages write heads of several lines in the order of their tops, not as they stand.
        sure = sure if turned == cells else DISPUTED
        cells = turned
    if len(spans) == len(cells):
        return cells, Reading(spans, confidence=sure)
    if len(spans) > len(cells):
        windows = [spans[at : at + len(cells)] for at in range(len(spans) - len(cells) + 1)]
        cut = len(cells) > 1 and any(
            text[a:b].isdigit() and text[a] != "0" and text[c:d].isdigit() for (a, b), (c, d) in pairwise(spans)
        )
        return (cells, left_open(windows, complete=not cut)) if cells else None
    if sum(b - a for a, b in spans) == len(cells) and all(text[a:b].isdigit() for a, b in spans):
        reading: Reading | None = Reading([(a + i, a + i + 1) for a, b in spans for i in range(b - a)])
    else:
        reading = split_row(text, code, cells, spans)
    if reading and all(may_stand(text[a:b]) for a, b in spans) and not together():
        return cells, left_to_placing(reading, spans, len(cells))
    if reading and any(first[1] < second[0] for first, second in pairwise(spans)):
        # Where figures stand apart, a blank cell is as likely as two that run together.
        reading.confidence = min(reading.confidence, DISPUTED)
    return (cells, reading) if reading else None


def _on_its_line(text: str, spans: list[Span], count: int) -> list[Span]:
    """The figures on the line of the first where these are as many as the row has cells, unless each has its own."""
    if len(spans) <= count:
        return spans
    lines = [text.count("\n", spans[0][0], start) for start, _ in spans]
    return spans[:count] if lines.count(0) == count and len(set(lines)) < len(lines) else spans
