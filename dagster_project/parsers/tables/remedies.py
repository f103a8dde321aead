"""Section four, review and litigation: fifteen figures in three blocks of five, across, down or run together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.tables.cells import BLANK, read_cell
from dagster_project.parsers.tables.forms import TableForms, words_of
from dagster_project.parsers.tables.grids import MOST_REMEMBERED, grid_rows, is_value, known_label
from dagster_project.parsers.tables.marked_runs import marked_splits
from dagster_project.parsers.tables.reading import LEFT_UNREAD, UNREAD, Consumed, Found, Read, Span, alone, value_of
from dagster_project.parsers.tables.runs import all_splits, sum_splits
from dagster_project.parsers.tables.scan import FIGURE, NOTE, ORDINAL_BEFORE, find_marks
from dagster_project.parsers.tables.splitting import CERTAIN, SUPPORTED, Reading, left_open, spans_of

TABLE = ("2021", "remedies")
REACH = 2600
CELLS = 15
NOTHING = (-1, -1)
_NEXT_SECTION = re.compile(r"存\s*在\s*的?\s*(?:主\s*要\s*)?问\s*题|(?:改\s*进|整\s*改)\s*(?:情\s*况|措\s*施)")
_DIGIT = re.compile(r"\d")
_CHINESE = re.compile(r"[㐀-鿿]")
# Where nothing parts figures, marks for nothing and commas from each other, none of them is a cell for sure.
_MARKED_RUN = re.compile(r"[\d,\-—–/无]{15,}")
_MARK_BESIDE = re.compile(r"\d[-—–/无,]|[-—–/无]\d")
_FIGURES_BEHIND = re.compile(r"[^㐀-鿿]*(?:[件宗起无][^㐀-鿿]*)*")
_UNIT_BEHIND = re.compile(r"(?<=\d)[件宗起](?![㐀-鿿])")
FEWEST_HEADS = 10
AGREED, DISPUTED = Decimal("0.99"), Decimal("0.60")


def read_remedies(document: Document, forms: TableForms, after: int, before: int = -1) -> Found:
    """The fifteen cells behind section three, or behind their own headings when that is missing or stands after."""
    found = Found()
    low, high = _stretch(document.text, forms, after)
    high = min(high, before) if before >= 0 else high
    if low < 0:
        return found
    drawn = _from_grids(document, forms, low, high)
    flowing = _from_text(document.text, low, high)
    readings = [reading for reading in (drawn, flowing) if reading is not None]
    if not readings:
        _leave_unread(document.text, forms, low, high, found)
        return found
    reading, address = readings[0]
    found.start = min(span[0] for span in reading.spans)
    found.end = max(span[1] for span in reading.spans)
    found.consumed.append(Consumed(low, max(found.end, low), "table_label"))
    reads = _reads(document, forms, reading, address)
    if flowing is None:
        alone(reads)
    elif drawn is not None:
        _compare(reads, _reads(document, forms, readings[1][0], []))
    found.reads = reads
    return found


def _leave_unread(text: str, forms: TableForms, low: int, high: int, found: Found) -> None:
    """A table of which nothing was read is kept from the prose, from its first head to the figures behind the last."""
    marks = find_marks(text, low, high, forms.column_words[TABLE])
    if len(marks) < FEWEST_HEADS:
        return
    figures = _FIGURES_BEHIND.match(text, marks[-1].end, high)
    start, end = marks[0].start, figures.end() if figures else marks[-1].end
    found.consumed.append(Consumed(start, end, LEFT_UNREAD))
    if _DIGIT.search(text, marks[-1].end, end):
        found.problems.append(Problem("table_unread", "warning", f"chars {start}-{end}: figures that no sum parts"))


def _stretch(text: str, forms: TableForms, after: int) -> tuple[int, int]:
    if after >= 0:
        low = after
    else:
        marks = find_marks(text, 0, len(text), forms.column_words[TABLE])
        named = [mark for mark in marks if mark.end - mark.start >= 4]
        if len(named) < 4:
            return -1, -1
        low = max(0, named[0].start - 60)
    section = _NEXT_SECTION.search(text, low, low + REACH)
    return low, section.start() if section else min(len(text), low + REACH)


def _from_text(text: str, low: int, high: int) -> tuple[Reading, list[str]] | None:
    for run in _MARKED_RUN.finditer(text, low, high):
        if _MARK_BESIDE.search(run[0]):
            reading = _solve_marked(*run.span(), run[0])
            return (reading, []) if reading else None
    groups = _groups(text, low, high)
    for size, count in ((15, 1), (5, 3), (1, 15), (3, 5)):
        fitting = [group for group in groups if len(group) == size]
        if len(fitting) == count or (size == CELLS and fitting):
            spans = [span for group in fitting[:count] for span in group]
            return Reading(_turned(spans) if size == 3 else spans), []
    solved = [_solve(text, group) for group in groups if sum(b - a for a, b in group) >= CELLS]
    return next(((reading, []) for reading in solved if reading is not None), None)


def _turned(spans: Sequence[Span]) -> list[Span]:
    """Five rows of three as three blocks of five."""
    return [spans[row * 3 + block] for block in range(3) for row in range(5)]


def _groups(text: str, low: int, high: int) -> list[list[Span]]:
    """Figures with no words between them, as groups; blank cells between tabs count."""
    masked = _UNIT_BEHIND.sub(" ", NOTE.sub(lambda m: " " * len(m[0]), text[low:high]))
    groups: list[list[Span]] = []
    for line_start, line in _lines(masked):
        cells = line.split("\t")
        if len(cells) >= CELLS and not _CHINESE.search(line) and line.strip():
            groups.append(_celled(low + line_start, cells))
            continue
        _add_figures(groups, masked, low, line_start, line)
    return groups


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _celled(start: int, cells: Sequence[str]) -> list[Span]:
    spans, at = [], start
    for cell in cells:
        spans.append((at, at + len(cell)))
        at += len(cell) + 1
    while len(spans) > CELLS and spans[-1][0] == spans[-1][1]:
        spans.pop()
    while len(spans) > CELLS and spans[0][0] == spans[0][1]:
        spans.pop(0)
    return spans


def _add_figures(groups: list[list[Span]], masked: str, low: int, start: int, line: str) -> None:
    for match in FIGURE.finditer(line):
        a, b = start + match.start(), start + match.end()
        if line[match.end() : match.end() + 1] in ("、", "．") or ORDINAL_BEFORE.fullmatch(line[match.start() :][:3]):
            continue
        last = groups[-1][-1][1] - low if groups else -1
        if groups and not _CHINESE.search(masked, last, a):
            groups[-1].append((low + a, low + b))
        else:
            groups.append([(low + a, low + b)])


def _solve(text: str, chunks: list[Span]) -> Reading | None:
    """Fifteen cells out of figures that run together."""
    words = [text[a:b] for a, b in chunks]
    if sum(map(len, words)) == CELLS:
        return Reading([(a + i, a + i + 1) for a, b in chunks for i in range(b - a)])
    found, complete = sum_splits(words, (5, 5, 5))
    options = [spans_of(chunks, pieces) for pieces in found]
    if len(options) == 1 and complete:
        return Reading(options[0], "row_sum", SUPPORTED)
    if not options:
        free, complete = all_splits(words, "c" * CELLS) if all(word.isdigit() for word in words) else ([], True)
        options = [spans_of(chunks, pieces) for pieces in free]
    return left_open(options, complete) if options else None


def _solve_marked(start: int, end: int, words: str) -> Reading | None:
    """Fifteen cells out of figures that run together with marks for nothing or with commas in them."""
    found, complete = marked_splits(words, (5, 5, 5))
    options = [[(start + a, start + b) for a, b in option] for option in found]
    if len(options) == 1 and complete:
        return Reading(options[0], "row_sum", SUPPORTED)
    return left_open(options, complete) if options else None


def _from_grids(document: Document, forms: TableForms, low: int, high: int) -> tuple[Reading, list[str]] | None:
    for number, grid in enumerate(document.grids, 1):
        if grid.end < low or grid.start > high:
            continue
        made = _labelled(document.text, grid, forms, number) or _in_order(document.text, grid, number)
        if made:
            return made
    return None


def _labelled(text: str, grid: Grid, forms: TableForms, number: int) -> tuple[Reading, list[str]] | None:
    """The cells by the block and the result named in the heads to their left and above, however the table lies."""
    named = {cell.start: _named(text[cell.start : cell.end], forms) for cell in grid.cells if cell.end > cell.start}
    if all(told is NOTHING for told in named.values()):
        return None
    told = [
        [named.get(cell.start, NOTHING) if cell and cell.end > cell.start else NOTHING for cell in row]
        for row in grid.places()
    ]
    found: dict[int, tuple[Span, str]] = {}
    for cell in grid.cells:
        if named.get(cell.start, NOTHING) is not NOTHING or not is_value(text[cell.start : cell.end]):
            continue
        block, result = _heads(told, cell)
        if block >= 0 and result >= 0:
            address = f"table {number}, row {cell.row + 1}, column {cell.column + 1}"
            found.setdefault(block * 5 + result, ((cell.start, cell.end), address))
    if len(found) != CELLS or not any(end > start for (start, end), _ in found.values()):
        return None
    ordered = [found[index] for index in range(CELLS)]
    return Reading([span for span, _ in ordered]), [address for _, address in ordered]


def _named(words: str, forms: TableForms) -> tuple[int, int]:
    """The block and the result that a head names, -1 for what it does not."""
    known = forms.heads.get(words)
    if known is None:
        known = _read_head(words, forms)
        if len(forms.heads) < MOST_REMEMBERED:
            forms.heads[words] = known
    return known


def _read_head(words: str, forms: TableForms) -> tuple[int, int]:
    if is_value(words):
        return NOTHING
    block = known_label(words, forms.row_words[TABLE])
    result = forms.column_words[TABLE].exact(words_of(words))
    return (block[0] if block else -1, result[0] % 5 if result else -1) if block or result else NOTHING


def _heads(told: list[list[tuple[int, int]]], cell: Cell) -> tuple[int, int]:
    """The nearest block and result to the left of a cell and above it, of what each place of the grid names."""
    block, result = NOTHING
    above = (told[row][cell.column] for row in range(cell.row - 1, -1, -1))
    for head in chain(reversed(told[cell.row][: cell.column]), above):
        if head is not NOTHING:
            block = head[0] if block < 0 else block
            result = head[1] if result < 0 else result
            if block >= 0 and result >= 0:
                break
    return block, result


def _in_order(text: str, grid: Grid, number: int) -> tuple[Reading, list[str]] | None:
    """The cells of the one row that has fifteen of them."""
    for index, row in enumerate(grid_rows(text, grid), 1):
        cells = [cell for cell, is_figure in zip(row.cells, row.values, strict=True) if is_figure]
        while len(cells) > CELLS and cells[-1].start == cells[-1].end:
            cells.pop()
        while len(cells) > CELLS and cells[0].start == cells[0].end:
            cells.pop(0)
        if len(cells) == CELLS and sum(cell.end > cell.start for cell in cells) >= 2:
            return (
                Reading([(cell.start, cell.end) for cell in cells]),
                [f"table {number}, row {index}, column {cell.column + 1}" for cell in cells],
            )
    return None


def _reads(document: Document, forms: TableForms, reading: Reading, addresses: list[str]) -> list[Read]:
    columns = [column for column in forms.columns[TABLE]]
    low, high = min(a for a, _ in reading.spans), max(b for _, b in reading.spans)
    figures = " ".join(document.printed[low:high].split()) if high - low < 400 else ""
    reads = []
    for index, (column, span) in enumerate(zip(columns, reading.spans, strict=True)):
        start, end = span
        value = read_cell(document.text[start:end]) if end > start else BLANK
        block = forms.rows[TABLE][index // 5]
        reads.append(
            Read(
                column.metric,
                "",
                f"{block.code}/{column.code}",
                block.unit,
                value or UNREAD,
                span,
                f"{block.label} {column.keys[0]} {figures}",
                addresses[index] if addresses else "",
                reading.confidence if value else DISPUTED,
                reading.decided_by,
                reading.readings,
                opened=reading.opened,
                index=index,
            )
        )
    return reads


def _compare(reads: list[Read], others: list[Read]) -> None:
    if reads[0].opened or others[0].opened:
        return
    for first, second in zip(reads, others, strict=True):
        if value_of(first) == value_of(second):
            first.agreement = "agree"
            first.confidence = max(first.confidence, AGREED)
        else:
            first.agreement = "disagree"
            first.confidence = min(first.confidence, DISPUTED)
            first.readings = first.readings or (str(first.value.value), str(second.value.value))


__all__ = ["CERTAIN", "read_remedies"]
