"""Section three, requests by applicant and result: rows of seven figures, however they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.tables.cells import BLANK, CellValue, read_cell
from dagster_project.parsers.tables.forms import FormColumn, FormRow, Lexicon, TableForms, words_of
from dagster_project.parsers.tables.grids import GridRow, columns_of, data_row, grid_rows, is_value, labelled_row
from dagster_project.parsers.tables.reading import Consumed, Found, Read, Span, value_of
from dagster_project.parsers.tables.rows import DataRow, Placed, assign
from dagster_project.parsers.tables.scan import (
    ORDINAL_BEFORE,
    Mark,
    Strip,
    find_marks,
    ordinal_start,
    squeeze,
    strips,
)
from dagster_project.parsers.tables.splitting import Reading, Run, decide, summing

TABLE = ("2021", "applications")
REACH = 6_000
TAIL = 260
FEWEST_ROWS = 6
HEAD_REACH = 200
AGREED, DISPUTED, BY_ORDER = Decimal("0.99"), Decimal("0.60"), Decimal("0.92")
UNREAD = CellValue(None, "blank")
_DECOY = re.compile(r"样\s*表|示\s*例|模\s*板|季\s*度|季\s*报|月\s*报|(?!1\s*[-至]\s*12)\d{1,2}\s*[-至]\s*\d{1,2}\s*月")
_SUBTOTAL = "小计"
_FIGURE_NEXT = re.compile(r"\s*\d")
_WORDS = re.compile(r"[㐀-鿿]{2}")


@dataclass(slots=True)
class Instance:
    """One printed table: its labels and where it starts and ends in the text."""

    marks: list[Mark]
    start: int
    end: int


@dataclass(slots=True)
class Solved:
    """A table read one way: for each form row the figures, how they were read and whether order placed the row."""

    placed: dict[int, Placed]
    readings: dict[int, Reading]


def read_applications(document: Document, forms: TableForms) -> Found:
    """Every cell of the table of requests that the document states; nothing when it has none."""
    form = forms.rows[TABLE]
    candidates = []
    for instance in instances(document.text, forms):
        seen = frozenset(row for mark in instance.marks for row in mark.rows)
        solved_text = _solve(document.text, form, _text_rows(document.text, instance, forms), seen)
        solved_grid = _solve(document.text, form, _grid_rows(document, forms, instance), seen)
        filled = max(_rows_read(solved_text), _rows_read(solved_grid))
        if filled >= FEWEST_ROWS:
            candidates.append((instance, solved_grid, solved_text))
    return _choose(document, forms, candidates)


def instances(text: str, forms: TableForms) -> list[Instance]:
    """The stretches of text in which the labels of the table stand together."""
    first = _anchor(text, forms)
    if first < 0:
        return []
    lexicon = forms.row_words[TABLE]
    marks = [mark for mark in find_marks(text, first, _reach(text, first, forms), lexicon) if _is_label(text, mark)]
    groups: list[list[Mark]] = []
    for mark in marks:
        if not groups or (0 in mark.rows and len(groups[-1]) > 2) or mark.start - groups[-1][-1].end > 1500:
            groups.append([])
        groups[-1].append(mark)
    groups = [_closed(group, forms.rows[TABLE]) for group in groups]
    return [
        Instance(group, group[0].start, _end(text, group[-1].end, nxt[0].start if nxt else len(text)))
        for group, nxt in zip(groups, [*groups[1:], None], strict=True)
        if len({mark.rows for mark in group}) >= FEWEST_ROWS
    ]


def _closed(marks: list[Mark], form: Sequence[FormRow]) -> list[Mark]:
    """The labels up to the last row, and behind it only rows not seen before: section four has 总计 and 其他 too."""
    kept: list[Mark] = []
    seen: set[tuple[int, ...]] = set()
    closed = False
    for mark in marks:
        if closed and (mark.end - mark.start <= 3 or mark.rows in seen):
            break
        closed = closed or any(form[row].role == "outflow" for row in mark.rows)
        seen.add(mark.rows)
        kept.append(mark)
    return kept


def _rows_read(solved: Solved) -> int:
    return sum(len(reading.spans) == 7 for reading in solved.readings.values())


def _anchor(text: str, forms: TableForms) -> int:
    found = [match.start() for match in [forms.anchor.search(text)] if match]
    return min(found, default=-1)


def _reach(text: str, first: int, forms: TableForms) -> int:
    """Where to stop looking for labels: some way behind the last place where the table may start."""
    last = first
    for match in forms.anchor.finditer(text, first):
        last = match.start()
    return min(len(text), last + REACH)


def _is_label(text: str, mark: Mark) -> bool:
    """Short words such as 其他 and 总计 are labels only behind their number or before a figure."""
    if mark.end - mark.start > 3:
        return True
    if ORDINAL_BEFORE.search(text, max(0, mark.start - 6), mark.start):
        return True
    return _FIGURE_NEXT.match(text, mark.end) is not None


def _end(text: str, last: int, limit: int) -> int:
    """Where the figures of the last row end: before the words that follow them."""
    stop = min(limit, last + TAIL)
    figure = re.compile(r"\d").search(text, last, stop)
    if figure is None:
        return min(last, stop)
    words = _WORDS.search(text, figure.start(), stop)
    if words is None:
        return stop
    at = words.start()
    match = ORDINAL_BEFORE.search(text, max(figure.start(), at - 8), at)
    return match.start() if match else at


def _layout(text: str, start: int, forms: TableForms) -> tuple[int, list[int]]:
    """How many figures a row has in text order, and at which of them the seven of the form stand.

    Heads tell another order only when one line names all of them; printed in two rows, they stand in no order.
    """
    low = max(0, start - HEAD_REACH)
    head = squeeze(text, low, start).words
    if _SUBTOTAL in head:
        extra = 1 if "商业" in head[head.index(_SUBTOTAL) :] else 6
        return 8, [place for place in range(8) if place != extra]
    columns, lexicon = forms.columns[TABLE], forms.column_words[TABLE]
    for line in text[low:start].split("\n"):
        if "总计" in line and "自然人" in line and "法人" not in line:
            named = [columns[numbers[0]].member for _, _, numbers in lexicon.find(words_of(line))]
            wanted = [column.member for column in forms.applicants]
            if sorted(named) == sorted(wanted):
                return 7, [named.index(member) for member in wanted]
    return 7, list(range(7))


def _text_rows(text: str, instance: Instance, forms: TableForms) -> list[DataRow]:
    """The rows of figures in text order, with the labels before and after each."""
    size, order = _layout(text, instance.start, forms)
    straight = order == list(range(7))
    rows: list[DataRow] = []
    since: list[Mark] = []
    marks = instance.marks
    for index, mark in enumerate(marks):
        since.append(mark)
        following = marks[index + 1] if index + 1 < len(marks) else None
        stop = ordinal_start(text, following, mark.end) if following else instance.end
        for number, (spans, celled) in enumerate(_gather(strips(text, mark.end, stop), size)):
            if not straight and len(spans) == size:
                spans = [spans[place] for place in order]
            own = mark if number == 0 else None
            if own and "\n" in text[mark.end : spans[0][0]]:
                row = DataRow(spans, celled, since, None)
                row.near = mark
            else:
                row = DataRow(spans, celled, since, own)
            rows.append(row)
            since = []
    _look_ahead(rows, marks)
    return rows


def _look_ahead(rows: Sequence[DataRow], marks: Sequence[Mark]) -> None:
    for row, following in zip(rows, [*rows[1:], None], strict=True):
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
    """As many cells as the table has columns, when blank ones at the ends are what is too much."""
    while len(spans) > size and spans[0][0] == spans[0][1]:
        spans = spans[1:]
    while len(spans) > size and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    return spans


def _grid_rows(document: Document, forms: TableForms, instance: Instance) -> list[DataRow]:
    """The rows of figures of the grids that stand in the table, under their headers where these can be read."""
    text, form = document.text, forms.rows[TABLE]
    lexicon, columns = forms.row_words[TABLE], forms.columns[TABLE]
    rows: list[DataRow] = []
    header: dict[int, int] = {}
    width = 0
    for number, grid in enumerate(document.grids, 1):
        if grid.end <= instance.start - 40 or grid.start >= instance.end:
            continue
        lines = grid_rows(text, grid)
        if grid.width != width:
            header, width = {}, grid.width
        header.update(columns_of(_head(lines), columns, forms.column_words[TABLE]))
        wanted = _wanted(header, columns)
        for line_number, line in enumerate(lines, 1):
            if any(is_value(words) and words for words in line.words):
                rows.extend(_read_line(line, lexicon, form, header, wanted, number, line_number))
    _look_around(rows, instance.marks)
    return rows


def _read_line(
    line: GridRow,
    lexicon: Lexicon,
    form: Sequence[FormRow],
    header: dict[int, int],
    wanted: list[int],
    table: int,
    line_number: int,
) -> Iterator[DataRow]:
    first, marks = labelled_row(line, lexicon)
    row = data_row(line, first, 7, header, wanted)
    if row is not None and row.celled:
        leaf = [mark for mark in marks if form[mark.rows[0]].kind != "header"]
        row.own = leaf[-1] if leaf else None
        row.table, row.grid_row = table, line_number
        yield row


def _head(lines: Sequence[GridRow]) -> list[GridRow]:
    """The rows above the first row that has figures."""
    head = []
    for line in lines:
        if sum(1 for words in line.words if words and is_value(words)) > 2:
            break
        head.append(line)
    return head


def _wanted(header: dict[int, int], columns: Sequence[FormColumn]) -> list[int]:
    """The grid columns of the seven kinds of applicant in the order of the form, when all are named once."""
    by_form = {meant: column for column, meant in header.items()}
    seven = [number for number, column in enumerate(columns) if column.member]
    return [by_form[number] for number in seven] if all(number in by_form for number in seven) else []


def _look_around(rows: Sequence[DataRow], marks: Sequence[Mark]) -> None:
    """Gives each row the labels of the text between it and the rows beside it."""
    bounds = [row.spans[0][0] for row in rows]
    for index, row in enumerate(rows):
        low = bounds[index - 1] if index else 0
        high = bounds[index + 1] if index + 1 < len(rows) else (marks[-1].end if marks else 0)
        if row.own is None:
            row.before = [mark for mark in marks if low < mark.start < bounds[index]]
        row.after = [mark for mark in marks if bounds[index] < mark.start < high]


def _solve(text: str, form: Sequence[FormRow], rows: list[DataRow], seen: frozenset[int]) -> Solved:
    """The rows at their places in the form, run-together ones split by the sums of the table."""
    placed = {item.row: item for item in assign(rows, form, seen)}
    runs: dict[int, Run] = {}
    readings: dict[int, Reading] = {}
    for row, item in placed.items():
        spans = item.data.spans
        if item.data.celled or len(spans) == 7:
            readings[row] = Reading(spans)
        elif sum(b - a for a, b in spans) == 7:
            readings[row] = Reading([(a + i, a + i + 1) for a, b in spans for i in range(b - a)])
        else:
            runs[row] = summing(text, spans, 7)
    if runs:
        fixed = {row: tuple(_integer(text[a:b]) for a, b in reading.spans) for row, reading in readings.items()}
        readings.update(decide(text, form, fixed, runs, 7))
    return Solved(placed, readings)


def _integer(words: str) -> int:
    if words.isascii() and words.isdigit():
        return int(words)
    value = read_cell(words)
    return int(value.value) if value and value.value is not None else 0


def _choose(document: Document, forms: TableForms, candidates: Sequence[tuple[Instance, Solved, Solved]]) -> Found:
    """The table that counts: the first that is no example and no return of a part of the year."""
    found = Found()
    if not candidates:
        return found
    ranked = sorted(candidates, key=lambda c: (_is_decoy(document.text, c[0]), _rank(c)))
    best = ranked[0]
    found.start, found.end = best[0].start, best[0].end
    for instance, _, _ in ranked[1:]:
        found.consumed.append(Consumed(instance.start, instance.end, "another_table"))
        found.problems.append(Problem("several_tables", "warning", f"chars {instance.start}-{instance.end}: not read"))
    if _is_decoy(document.text, best[0]):
        found.problems.append(Problem("decoy_table", "warning", "the only table of requests is called an example"))
        found.consumed.append(Consumed(found.start, found.end, "example_table"))
        return found
    found.form = _form_of(best, forms)
    found.consumed.append(Consumed(found.start, found.end, "table_label"))
    _read_all(document, forms, best, found)
    return found


def _rank(candidate: tuple[Instance, Solved, Solved]) -> tuple[int, int]:
    instance, grid, text = candidate
    figures = max(_figures_in(grid), _figures_in(text))
    return (-min(figures, 100), instance.start)


def _figures_in(solved: Solved) -> int:
    return sum(b > a for reading in solved.readings.values() for a, b in reading.spans)


def _is_decoy(text: str, instance: Instance) -> bool:
    """Whether the words just above the table call it an example or a return of a part of the year."""
    return _DECOY.search(text, max(0, instance.start - 160), instance.start) is not None


def _form_of(candidate: tuple[Instance, Solved, Solved], forms: TableForms) -> str:
    """2021 when the results of 其他处理 are told apart, 2019 when it is one row; section two may know better."""
    form = forms.rows[TABLE]
    children = {number for number, row in enumerate(form) if row.parent == "g6"}
    return "2021" if any(children & set(solved.placed) for solved in candidate[1:]) else "2019"


def _read_all(document: Document, forms: TableForms, best: tuple[Instance, Solved, Solved], found: Found) -> None:
    """The cells of the table, the drawn reading first, compared with the reading in text order."""
    _, grid, text = best
    for row in sorted({*grid.placed, *text.placed}):
        drawn = _cells(document, forms, grid, row)
        flowing = _cells(document, forms, text, row)
        if not drawn and not flowing:
            found.problems.append(_unread(forms.rows[TABLE][row], text.placed.get(row) or grid.placed[row]))
        found.reads.extend(_merge(drawn, flowing))


def _merge(drawn: list[Read], flowing: list[Read]) -> list[Read]:
    """One reading of each cell: the drawn one, marked by whether the text order agrees."""
    if not drawn or not flowing:
        return drawn or flowing
    merged = []
    for first, second in zip(drawn, flowing, strict=True):
        same = value_of(first) == value_of(second)
        first.agreement = "agree" if same else "disagree"
        if same:
            first.confidence = max(first.confidence, AGREED) if not first.readings else first.confidence
        else:
            first.confidence = min(first.confidence, DISPUTED)
            first.readings = first.readings or (str(first.value.value), str(second.value.value))
        merged.append(first)
    return merged


def _unread(row: FormRow, placed: Placed) -> Problem:
    start, end = placed.data.spans[0][0], placed.data.spans[-1][1]
    return Problem("row_unread", "warning", f"{row.label}: chars {start}-{end} are not seven cells")


def _cells(document: Document, forms: TableForms, solved: Solved, row: int) -> list[Read]:
    placed = solved.placed.get(row)
    reading = solved.readings.get(row)
    if placed is None or reading is None:
        return []
    form_row = forms.rows[TABLE][row]
    if len(reading.spans) != 7:
        return []
    evidence = _evidence(document, form_row, placed)
    confidence = min(reading.confidence, BY_ORDER) if placed.by_order else reading.confidence
    return [
        _cell(document.text, form_row, column, placed.data, reading, index, evidence, confidence)
        for index, column in enumerate(forms.applicants)
    ]


def _cell(
    text: str,
    row: FormRow,
    column: FormColumn,
    data: DataRow,
    reading: Reading,
    index: int,
    evidence: str,
    confidence: Decimal,
) -> Read:
    start, end = reading.spans[index]
    value = read_cell(text[start:end]) if end > start else BLANK
    return Read(
        row.metric,
        column.member,
        f"{row.code}/{column.code}",
        row.unit,
        value or UNREAD,
        (start, end),
        evidence,
        f"table {data.table}, row {data.grid_row}, column {data.columns[index] + 1}" if data.table else "",
        confidence if value else DISPUTED,
        reading.decided_by,
        reading.readings,
    )


def _evidence(document: Document, row: FormRow, placed: Placed) -> str:
    """The label as printed (the form's own when it stands elsewhere) and the figures of the row as printed."""
    data = placed.data
    label = data.own or data.near
    words = document.printed[label.start : label.end] if label and row_is(label, placed.row) else row.label
    figures = document.printed[data.spans[0][0] : data.spans[-1][1]]
    return f"{' '.join(words.split())} {' '.join(figures.split())}"


def row_is(label: Mark, row: int) -> bool:
    """Whether a label may name this row."""
    return row in label.rows
