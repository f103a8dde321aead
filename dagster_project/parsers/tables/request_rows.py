"""The rows of figures of the table of requests: in text order, and as the grids draw them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from dagster_project.document import Cell, Document
from dagster_project.parsers.tables.forms import FormColumn, FormRow, Lexicon, TableForms, has_figures, words_of
from dagster_project.parsers.tables.grids import (
    GridRow,
    cell_rows,
    columns_of,
    data_row,
    is_value,
    label_of,
    labelled_row,
    with_words,
)
from dagster_project.parsers.tables.located import REQUESTS, Instance, own_part
from dagster_project.parsers.tables.pairs import laid, parted
from dagster_project.parsers.tables.plain_rows import Told
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.request_layout import Layout, in_order, layout_of
from dagster_project.parsers.tables.rows import DataRow, each_has_its_label, totals_last, untotalled
from dagster_project.parsers.tables.scan import FULL_ROW, Mark, Strip, ordinal_start, strips

FIRST_REACH = 80
_DIGIT = re.compile(r"\d")
_CHINESE = re.compile(r"[㐀-鿿]+")


def text_rows(text: str, instance: Instance, forms: TableForms) -> list[DataRow]:
    """The rows of figures in text order, with the labels before and after each."""
    layout = layout_of(text, instance.start, forms)
    size = layout.size
    if not layout.cells:
        return []
    form = forms.rows[REQUESTS]
    parted = _parted(instance, form)
    straight = layout.cells == tuple(range(size))
    apart = layout.numbered or len(layout.cells) < FULL_ROW or list(layout.cells) != sorted(layout.cells)
    rows: list[DataRow] = []
    since: list[Mark] = []
    for mark, start, stop in _gaps(text, instance):
        since.append(mark)
        for number, (spans, celled) in enumerate(_gather(strips(text, start, stop), size)):
            if apart and len(spans) != size:
                continue
            if not straight and len(spans) == size:
                spans = [spans[place] for place in layout.cells]
            own = mark if number == 0 else None
            row = _text_row(text, DataRow(spans, celled, since, own), layout)
            if own and text.find("\n", mark.end, spans[0][0]) >= 0:
                row.own, row.near = None, mark
            if rows and _goes_on(text, rows[-1], row, form):
                row.own = rows.pop().own
            if _is_row(row, form, parted):
                rows.append(row)
                since = []
    _look_ahead(rows, instance.marks)
    return rows if layout.known else totals_last(text, rows)


def _gaps(text: str, instance: Instance) -> Iterator[tuple[Mark, int, int]]:
    """Each label with the stretch in which its figures stand: behind it, around a break in it, or before it."""
    marks = instance.marks
    low = figures_first(text, marks[0])
    if low is not None:
        for mark in marks:
            yield mark, low, ordinal_start(text, mark, low)
            low = mark.end
        return
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = ordinal_start(text, following, mark.end) if following else instance.end
        yield mark, mark.start if _DIGIT.search(text, mark.start, mark.end) else mark.end, stop


def _text_row(text: str, row: DataRow, layout: Layout) -> DataRow:
    """The row with a span for each column of the form, also where no totals are printed or cells lie in pairs."""
    several = len(row.spans)
    if len(layout.cells) < FULL_ROW:
        row = untotalled(row)
    if row.celled and text.find("\t", row.spans[0][0], row.spans[-1][1]) >= 0:
        row.spans, row.summed = laid(text, row.spans)
    if several < FULL_ROW:
        row.extra = layout.extra
    return row


def figures_first(text: str, first: Mark) -> int | None:
    """Where the figures of the first row start when they stand before its label; else None."""
    stop = ordinal_start(text, first, max(0, first.start - 8))
    low = max(0, stop - FIRST_REACH)
    if _CHINESE.match(text[low:stop].rstrip()[-1:]):
        return None
    words = [*_CHINESE.finditer(text, low, stop)]
    low = words[-1].end() if words else low
    found = [span for strip in strips(text, low, stop) for span in strip.spans if span[1] > span[0]]
    return low if len(found) == 7 else None


def _look_ahead(rows: Sequence[DataRow], marks: Sequence[Mark]) -> None:
    for row, following in zip_longest(rows, rows[1:]):
        if following is not None:
            row.after = [m for m in following.before if m.start >= row.spans[-1][0]]
        else:
            row.after = [m for m in marks if m.start > row.spans[-1][0]]


def _gather(found: Sequence[Strip], size: int) -> list[tuple[list[Span], bool]]:
    """Strips of one gap as rows: full lines stand for themselves, single figures are put together."""
    rows: list[tuple[list[Span], bool]] = []
    pending: list[Span] = []
    for strip in found:
        spans = _trimmed(strip.spans, size) if strip.celled else strip.spans
        if len(spans) == size:
            rows.append((spans, True))
        else:
            pending.extend(span for span in spans if span[1] > span[0])
    if rows or not pending:
        return rows
    if len(pending) > size and len(pending) % size == 0:
        return [(pending[i : i + size], True) for i in range(0, len(pending), size)]
    return [(pending[: size + 1], len(pending) == size)]


def _trimmed(spans: list[Span], size: int) -> list[Span]:
    """As many cells as the table has columns, when blank ones at the ends are what is too much; first those behind."""
    while len(spans) > size and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    while len(spans) > size and spans[0][0] == spans[0][1]:
        spans = spans[1:]
    return spans


def drawn_rows(document: Document, forms: TableForms, instance: Instance, told: Told) -> list[DataRow]:
    """The rows of figures of the grids that stand in the table, under their headers where these can be read.

    `told` are the plain figures of the text: a line that ends with such is read by its label alone.
    """
    text, form = document.text, forms.rows[REQUESTS]
    lexicon, columns = forms.row_words[REQUESTS], forms.columns[REQUESTS]
    rows: list[DataRow] = []
    parted = _parted(instance, form)
    header: dict[int, int] = {}
    width, known = 0, True
    for number, grid in enumerate(document.grids, 1):
        if grid.end <= instance.start - 40 or grid.start >= instance.end:
            continue
        lines = cell_rows(own_part(text, grid, instance, forms))
        if grid.width != width:
            header, width = {}, grid.width
        header.update(columns_of(_head(text, lines), columns, forms.column_words[REQUESTS]))
        wanted = _wanted(header, columns)
        known = known and len(wanted) == FULL_ROW
        if not wanted and not in_order([place for _, place in sorted(header.items())]):
            continue
        for line_number, line in enumerate(lines, 1):
            row = _plain_line(text, line, told, lexicon, form, wanted)
            row = row or _read_line(text, with_words(text, line), lexicon, form, wanted)
            if row is not None:
                row.table, row.grid_row = number, line_number
                if line_number == 1 and rows and _goes_on(text, rows[-1], row, form):
                    row.own = rows.pop().own
                if _is_row(row, form, parted):
                    rows.append(row)
    if not each_has_its_label(rows):
        _look_around(rows, instance.marks)
    return rows if known else totals_last(text, rows)


def _plain_line(
    text: str, line: Sequence[Cell], told: Told, lexicon: Lexicon, form: Sequence[FormRow], wanted: list[int]
) -> DataRow | None:
    """The row of a line that ends with plain figures, one under each head, as nearly all do; None of any other."""
    if len(line) <= FULL_ROW:
        return None
    behind = line[-FULL_ROW:]
    _, spans = told.get(behind[0].start, (None, None))
    if [(cell.start, cell.end) for cell in behind] != spans or [cell.column for cell in behind] != wanted:
        return None
    own = None
    for cell in line[:-FULL_ROW]:
        words = text[cell.start : cell.end]
        if is_value(words) or words[-1].isdigit():
            return None
        meant = label_of(words, lexicon)
        if meant and form[meant[0]].kind != "header":
            own = Mark(cell.start, cell.end, meant)
    row = DataRow(spans, True, own=own)
    row.columns = wanted
    return row


def _read_line(
    text: str, line: GridRow, lexicon: Lexicon, form: Sequence[FormRow], wanted: list[int]
) -> DataRow | None:
    """The row of a line, its figures in the cells under the heads where these are known, with its own label."""
    line = parted(line)
    first, marks = labelled_row(line, lexicon)
    if len(wanted) < FULL_ROW and any(c.column not in wanted and c.end > c.start for c in line.cells[first:]):
        wanted = []
    row = data_row(line, first, len(wanted) or FULL_ROW, wanted)
    if row is not None and row.celled and len(row.spans) < FULL_ROW:
        row = untotalled(row)
    if row is None or not row.celled:
        return None
    leaf = [mark for mark in marks if form[mark.rows[0]].kind != "header"]
    row.own = leaf[-1] if leaf else None
    row.spans, row.summed = laid(text, row.spans)
    return row


def _goes_on(text: str, last: DataRow, row: DataRow, form: Sequence[FormRow]) -> bool:
    """Whether a row is the rest of the one before, at which a page cut the table: the end of its label, all figures."""
    if last.own is None or any(end > start for start, end in last.spans):
        return False
    rest, label = words_of(text[last.spans[-1][1] : row.spans[0][0]]), words_of(form[last.own.rows[0]].label)
    return bool(rest) and rest != label and label.endswith(rest) and (row.own or last.own).rows == last.own.rows


def _is_row(row: DataRow, form: Sequence[FormRow], parted: frozenset[str]) -> bool:
    """Whether there are figures, or a label that ought to have some: a blank row is blank, a heading is nothing.

    The same words may be a heading in one form and a row in another: they head nothing where no part is printed.
    """
    for start, end in row.spans:
        if end > start:
            return True
    if row.own is None or len(row.own.rows) != 1:
        return False
    return has_figures(form[row.own.rows[0]], parted)


def _parted(instance: Instance, form: Sequence[FormRow]) -> frozenset[str]:
    """The groups of which the table prints parts."""
    return frozenset(form[mark.rows[0]].parent for mark in instance.marks if len(mark.rows) == 1)


def _head(text: str, lines: Iterable[list[Cell]]) -> list[GridRow]:
    """The rows above the first row that has figures."""
    head = []
    for cells in lines:
        line = with_words(text, cells)
        if sum(is_figure for words, is_figure in zip(line.words, line.values, strict=True) if words) > 2:
            break
        head.append(line)
    return head


def _wanted(header: dict[int, int], columns: Sequence[FormColumn]) -> list[int]:
    """The grid columns of the kinds of applicant in the order of the form, when all are named, or all but the total."""
    by_form = {meant: column for column, meant in header.items()}
    seven = [number for number, column in enumerate(columns) if column.member]
    if all(number in by_form for number in seven[:-1]):
        return [by_form[number] for number in seven if number in by_form]
    return []


def _look_around(rows: Sequence[DataRow], marks: Sequence[Mark]) -> None:
    """Gives each row the labels of the text between it and the rows beside it."""
    starts = [mark.start for mark in marks]
    bounds = [row.spans[0][0] for row in rows]
    for index, row in enumerate(rows):
        low = bounds[index - 1] if index else 0
        high = bounds[index + 1] if index + 1 < len(rows) else (marks[-1].end if marks else 0)
        if row.own is None:
            row.before = list(marks[bisect_right(starts, low) : bisect_left(starts, bounds[index])])
        row.after = list(marks[bisect_right(starts, bounds[index]) : bisect_left(starts, high)])
