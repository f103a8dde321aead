"""Section four, review and litigation: fifteen figures in three blocks of five, across, down or run together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.tables.cells import BLANK, read_cell
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.grids import grid_rows, within
from dagster_project.parsers.tables.marked_runs import marked_splits
from dagster_project.parsers.tables.reading import LEFT_UNREAD, UNREAD, Consumed, Found, Read, Span, alone, value_of
from dagster_project.parsers.tables.remedy_names import (
    CELLS,
    TABLE,
    blocks_that_add_up,
    named_in_grids,
    named_in_text,
    whole_blocks,
)
from dagster_project.parsers.tables.runs import all_splits, sum_splits
from dagster_project.parsers.tables.scan import FIGURE, NOTE, ORDINAL_INSIDE, find_marks
from dagster_project.parsers.tables.splitting import CERTAIN, SUPPORTED, Reading, left_open, spans_of

REACH = 2600
_NEXT_SECTION = re.compile(r"存\s*在\s*的?\s*(?:主\s*要\s*)?问\s*题|(?:改\s*进|整\s*改)\s*(?:情\s*况|措\s*施)")
_DIGIT = re.compile(r"\d")
_CHINESE = re.compile(r"[㐀-鿿]")
# Where nothing parts figures, marks for nothing and commas from each other, none of them is a cell for sure.
_MARKED_RUN = re.compile(r"[\d,\-—–/无]{15,}")
_MARK_BESIDE = re.compile(r"\d[-—–/无,]|[-—–/无]\d")
_FIGURES_BEHIND = re.compile(r"[^㐀-鿿]*(?:[件宗起无][^㐀-鿿]*)*")
_UNIT_BEHIND = re.compile(r"(?<=\d)[件宗起](?![㐀-鿿])")
# Between the name of a block and that of a result, or before an item of a list, a dash is no mark for nothing.
_JOINT = re.compile(r"(?<=[㐀-鿿)])[-—–]{1,2}(?=[㐀-鿿])|(?m:^[-*•][^\S\n]+(?=[㐀-鿿]))")
FEWEST_HEADS, FEWEST_TOLD = 10, 3
MOST_BESIDE = 4  # blank cells at the ends of a row that may be no cells of the table
_LEAF = re.compile(r"(?:结\s*果\s*(?:维\s*持|纠\s*正)|其\s*他\s*结\s*果|尚\s*未\s*审\s*结|总\s*计)$")
_TOLD = re.compile(r"\d[件宗起例份][,、;。]")
AGREED, DISPUTED = Decimal("0.99"), Decimal("0.60")


def read_remedies(document: Document, forms: TableForms, after: int, before: int = -1) -> Found:
    """The fifteen cells behind section three, or behind their own headings when that is missing or stands after."""
    found = Found()
    low, high = _stretch(document.text, forms, after)
    high = min(high, before) if before >= 0 else high
    if low < 0:
        return found
    named = _named_in_grids(document, forms, low, high)
    flowing, renamed = _from_text(document.text, low, high, forms)
    drawn = named or (None if renamed else _from_grids(document, low, high))
    if drawn is None and flowing is None:
        _read_blocks(document, forms, low, high, found)
    if drawn is None and flowing is None and not found.reads:
        _leave_unread(document.text, forms, low, high, found)
    if drawn is None and flowing is None:
        return found
    found.reads = _reads(document, forms, *drawn) if drawn else []
    same = drawn is not None and flowing == drawn[0]
    told = found.reads if same else _reads(document, forms, flowing, []) if flowing else []
    found.reads = found.reads or told
    if renamed and not drawn:
        alone(found.reads)
    elif drawn and told:
        _compare(found.reads, told)
    elif drawn:
        alone(found.reads)
    found.start = min(read.span[0] for read in found.reads)
    found.end = max(read.span[1] for read in found.reads)
    found.consumed.append(Consumed(low, max(found.end, low), "table_label"))
    return found


def _read_blocks(document: Document, forms: TableForms, low: int, high: int, found: Found) -> None:
    """The blocks that add up of a section that prints only some of the three."""
    text = document.text
    places = named_in_grids(document, low, high, forms)
    spans = {number: span for number, (span, _) in places.items()}
    addresses = {number: address for number, (_, address) in places.items()}
    numbers = whole_blocks(text, spans)
    if not numbers:
        spans, addresses = named_in_text(text, low, _groups(text, low, high), forms) or {}, {}
        numbers = whole_blocks(text, spans)
    if not numbers:
        return
    end = max(spans[number][1] for number in numbers)
    blank = [spans.get(number, (end, end)) if number in numbers else (end, end) for number in range(CELLS)]
    reads = _reads(document, forms, Reading(blank), [addresses.get(number, "") for number in range(CELLS)])
    found.reads = alone([reads[number] for number in numbers])
    found.start, found.end = min(read.span[0] for read in found.reads), end
    found.consumed.append(Consumed(low, end, "table_label"))


def _leave_unread(text: str, forms: TableForms, low: int, high: int, found: Found) -> None:
    """A table of which nothing was read is kept from the prose, from its first head to the figures behind the last.

    Heads with counts between them (维持8件、纠正2件) are those of sentences.
    """
    marks = find_marks(text, low, high, forms.column_words[TABLE])
    if len(marks) < FEWEST_HEADS:
        return
    if len(_TOLD.findall(text, marks[0].start, marks[-1].start)) >= FEWEST_TOLD:
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


def _from_text(text: str, low: int, high: int, forms: TableForms) -> tuple[Reading | None, bool]:
    """The fifteen cells in the order of the text, and whether the names there say another order than the form's."""
    for run in _MARKED_RUN.finditer(text, low, high):
        if _MARK_BESIDE.search(run[0]):
            return _solve_marked(*run.span(), run[0]), False
    groups = _groups(text, low, high)
    ordered = _in_order_of_text(groups)
    told = named_in_text(text, low, groups, forms)
    named = [told[number] for number in range(CELLS)] if told and len(told) == CELLS else None
    if named and named != ordered:
        sure = not ordered or blocks_that_add_up(text, named) >= blocks_that_add_up(text, ordered)
        return Reading(named, confidence=CERTAIN if sure else DISPUTED), True
    if (
        ordered
        and named is None
        and blocks_that_add_up(text, ordered) < blocks_that_add_up(text, _turned(ordered)) == 3
    ):
        return Reading(_turned(ordered)), False
    if ordered:
        return Reading(ordered), False
    solved = [_solve(text, group) for group in groups if sum(b - a for a, b in group) >= CELLS]
    return next((reading for reading in solved if reading is not None), None), False


def _in_order_of_text(groups: Sequence[list[Span]]) -> list[Span]:
    """The fifteen cells of groups of a size that the form has, in its order; empty when there are none."""
    for size, count in ((15, 1), (5, 3), (1, 15), (3, 5)):
        fitting = [group for group in groups if len(group) == size]
        if len(fitting) == count or (size == CELLS and fitting):
            spans = [span for group in fitting[:count] for span in group]
            return _turned(spans) if size == 3 else spans
    return []


def _turned(spans: Sequence[Span]) -> list[Span]:
    """Five rows of three as three blocks of five."""
    return [spans[row * 3 + block] for block in range(3) for row in range(5)]


def _groups(text: str, low: int, high: int) -> list[list[Span]]:
    """Figures with no words between them, as groups; blank cells between tabs count."""
    masked = _UNIT_BEHIND.sub(" ", NOTE.sub(_blank, text[low:high]))
    masked = _JOINT.sub(_blank, masked) if _JOINT.search(masked) else masked
    groups: list[list[Span]] = []
    for line_start, line in _lines(masked):
        cells = line.split("\t")
        if len(cells) >= CELLS and not _CHINESE.search(line) and line.strip():
            groups.append(_celled(low + line_start, cells))
            continue
        _add_figures(groups, masked, low, line_start, line)
    return groups


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


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
    filled = [(a, b) for a, b in spans if b > a]
    if len(spans) > CELLS == len(filled):
        return filled
    return spans[slice(*_ends([b > a for a, b in spans]))]


def _add_figures(groups: list[list[Span]], masked: str, low: int, start: int, line: str) -> None:
    for match in FIGURE.finditer(line):
        first, end = match.span()
        counted = line[:first].endswith(":")
        if not counted and (line[end : end + 1] in ("、", "．") or ORDINAL_INSIDE.match(line, first)):
            continue
        span = (low + start + first, low + start + end)
        if groups and not _CHINESE.search(masked, groups[-1][-1][1] - low, start + first):
            groups[-1].append(span)
        else:
            groups.append([span])


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


def _named_in_grids(document: Document, forms: TableForms, low: int, high: int) -> tuple[Reading, list[str]] | None:
    places = named_in_grids(document, low, high, forms)
    if len(places) < CELLS:
        return None
    ordered = [places[number] for number in range(CELLS)]
    return Reading([span for span, _ in ordered]), [address for _, address in ordered]


def _from_grids(document: Document, low: int, high: int) -> tuple[Reading, list[str]] | None:
    for number, grid in enumerate(document.grids, 1):
        if grid.end < low or grid.start > high:
            continue
        made = _in_order(document.text, within(grid, low, high), number)
        if made:
            return made
    return None


def _in_order(text: str, grid: Grid, number: int) -> tuple[Reading, list[str]] | None:
    """The cells of the one row that has fifteen of them, or of a wider one those under the fifteen heads."""
    headed: set[int] = set()
    for index, row in enumerate(grid_rows(text, grid), 1):
        cells = [cell for cell, is_figure in zip(row.cells, row.values, strict=True) if is_figure]
        if len(cells) > CELLS:
            cells = _under_heads(cells, headed)
        headed |= {cell.column for cell, words in zip(row.cells, row.words, strict=True) if _LEAF.match(words)}
        if len(cells) == CELLS and sum(cell.end > cell.start for cell in cells) >= 2:
            return (
                Reading([(cell.start, cell.end) for cell in cells]),
                [f"table {number}, row {index}, column {cell.column + 1}" for cell in cells],
            )
    return None


def _under_heads(cells: list[Cell], headed: set[int]) -> list[Cell]:
    """The cells in the columns of the fifteen heads; where these are not known, all but blank ones at the ends."""
    under = [cell for cell in cells if cell.column in headed]
    if len(headed) == CELLS == len(under):
        return under if all(cell.start == cell.end for cell in cells if cell.column not in headed) else cells
    return cells[slice(*_ends([cell.end > cell.start for cell in cells]))]


def _ends(filled: Sequence[bool]) -> tuple[int, int]:
    """What is left of a row when blank cells at its ends are dropped, if these are few; else all of it."""
    start, end = 0, len(filled)
    while end - start > CELLS and not filled[end - 1]:
        end -= 1
    while end - start > CELLS and not filled[start]:
        start += 1
    return (start, end) if len(filled) <= CELLS + MOST_BESIDE else (0, len(filled))


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
                "single",
                reading.opened,
                index,
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
