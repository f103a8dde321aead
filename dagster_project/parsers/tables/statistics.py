"""Statistics tables: the national one of 2014-2018 and the provincial ones, this year's column told from the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.tables.cells import read_cell
from dagster_project.parsers.tables.confidence import AGREED, BOUNDED, CERTAIN, DISPUTED, SUPPORTED
from dagster_project.parsers.tables.forms import FormRow, TableForms
from dagster_project.parsers.tables.located import is_decoy
from dagster_project.parsers.tables.placing import placed
from dagster_project.parsers.tables.reading import LEFT_UNREAD, UNREAD, Consumed, Found, Read, Span, alone, value_of
from dagster_project.parsers.tables.runs import all_splits
from dagster_project.parsers.tables.scan import find_marks
from dagster_project.parsers.tables.splitting import Reading, left_open, spans_of
from dagster_project.parsers.tables.statistics_grids import grid_lines
from dagster_project.parsers.tables.statistics_heads import PART, UNNAMED
from dagster_project.parsers.tables.statistics_labels import FEWEST_ROWS
from dagster_project.parsers.tables.statistics_lines import TEN_THOUSANDS, Line
from dagster_project.parsers.tables.statistics_text import heads_of, rows_in_text

FORMS = ("2014", "2008")
# A figure before another one with nothing but space between; and how many of these, against those behind labels, make a
# table a heap.
_STACKED = re.compile(r"(?<!\S)(\d[\d,.]*)(?=\s+\d[\d,.]*(?!\S))")
SCATTERED = 0.2


def read_statistics(document: Document, forms: TableForms, taken: Span) -> Found:
    """This year's figure of every row of a statistics table, and the cumulative one where a metric exists for it.

    `taken` is the stretch in which the tables of a statutory form stand; a statistics table may be annexed to them.
    """
    best, most = Found(), 0
    heads = heads_of(document.text, taken)
    for form in FORMS:
        flowing = rows_in_text(document.text, heads, forms, form, taken)
        drawn = _from_grids(document, forms, form, taken)
        rows = max(len(drawn[0]), len(flowing[0]))
        if rows > most:
            best, most = _found(document, forms, form, drawn, flowing), rows
    if best.reads:
        _leave_others(document, forms, taken, best)
    return best


def _leave_others(document: Document, forms: TableForms, taken: Span, best: Found) -> None:
    """Further tables with the same rows, as of a part of the issuer's offices, are none of the prose either."""
    rows = forms.rows[(best.form, "statistics")]
    known = {read.place.partition("/")[0] for read in best.reads}
    starts = [read.span[0] for read in best.reads]
    for grid in document.grids:
        if (grid.start < taken[1] and taken[0] < grid.end) or any(grid.start <= start < grid.end for start in starts):
            continue
        marks = find_marks(document.text, grid.start, grid.end, forms.row_words[(best.form, "statistics")])
        again = sum(any(rows[number].code in known for number in mark.rows) for mark in marks)
        if again >= FEWEST_ROWS and 2 * again > len(marks):
            if grid.start >= best.end or grid.end <= best.start:
                best.consumed.append(Consumed(grid.start, grid.end, "another_table"))
            best.problems.append(Problem("several_tables", "warning", f"chars {grid.start}-{grid.end}: not read"))


def _from_grids(
    document: Document, forms: TableForms, form: str, taken: Span
) -> tuple[list[Line], list[str], int, int]:
    lexicon = forms.row_words[(form, "statistics")]
    for number, grid in enumerate(document.grids, 1):
        if (
            (grid.start < taken[1] and taken[0] < grid.end)
            or is_decoy(document.text, grid.start)
            or len(find_marks(document.text, grid.start, grid.end, lexicon)) < FEWEST_ROWS
        ):
            continue
        lines, roles = grid_lines(document.text, grid, number, forms, form)
        if len(lines) >= FEWEST_ROWS:
            return lines, roles, grid.start, grid.end
    return [], [], -1, -1


def _found(
    document: Document,
    forms: TableForms,
    form: str,
    drawn: tuple[list[Line], list[str], int, int],
    flowing: tuple[list[Line], list[str], int, int],
) -> Found:
    found = Found(form=form)
    first = _reads(document, forms, form, drawn[0], drawn[1], found)
    second = _reads(document, forms, form, flowing[0], flowing[1], found if not (first or found.problems) else Found())
    if not drawn[0] and _is_scattered(document.text, flowing):
        for read in second:
            read.confidence = min(read.confidence, DISPUTED)
    others = {read.place: read for read in second}
    for read in first:
        other = others.get(read.place)
        if other is None:
            alone([read])
        elif not other.opened and not read.opened:
            same = value_of(read) == value_of(other)
            read.agreement = "agree" if same else "disagree"
            read.confidence = AGREED if same else DISPUTED
    found.reads = first or second
    if first and second and drawn[1] == flowing[1]:
        places = {read.place for read in first}
        found.reads = [*first, *(read for read in second if read.place not in places)]
    spans = [place for place in ((drawn[2], drawn[3]), (flowing[2], flowing[3])) if place[0] >= 0]
    if spans:
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        found.consumed.append(Consumed(start, end, "table_label" if found.reads else LEFT_UNREAD))
        found.start, found.end = (start, end) if found.reads else (0, 0)
    return found


def _is_scattered(text: str, flowing: tuple[list[Line], list[str], int, int]) -> bool:
    """Whether many figures of a table in text stand one below another behind no label, as in the text of a PDF.

    Those that stand behind labels then are as likely of other rows.
    """
    lines, _, start, end = flowing
    taken = {a for line in lines for a, _ in line.spans}
    heaped = sum(match.start(1) not in taken for match in _STACKED.finditer(text, start, end)) if lines else 0
    return heaped > max(FEWEST_ROWS, len(taken) * SCATTERED)


def _reads(
    document: Document, forms: TableForms, form: str, lines: list[Line], roles: list[str], found: Found
) -> list[Read]:
    rows = forms.rows[(form, "statistics")]
    parted = sum(len(line.spans) == len(roles) for line in lines) * 2 > len(lines)
    reads: list[Read] = []
    seen: set[str] = set()
    if roles and "year" not in roles and (UNNAMED in roles or PART in roles):
        reason = f"{len(lines)} rows with {len(roles)} figures each, and nothing says which is the year's"
        found.problems.append(Problem("table_unread", "warning", reason))
    for line in lines:
        row = rows[line.row]
        if row.code in seen or row.kind == "header":
            continue
        seen.add(row.code)
        reading = _split(document.text, line, roles, row, parted)
        for index, (role, span) in enumerate(zip(roles, reading.spans, strict=False)):
            read = _read(document, row, role, line, span, index)
            if read is not None:
                read.confidence = reading.confidence if read.confidence > DISPUTED else read.confidence
                read.decided_by, read.opened, read.index = reading.decided_by, reading.opened, index
                reads.append(read)
    return reads


def _split(text: str, line: Line, roles: list[str], row: FormRow, parted: bool) -> Reading:
    """A span for each column of a row; open when its figures may stand in several columns or end at several places."""
    spans, size = _rejoined(text, line.spans), len(roles)
    if len(spans) >= size or line.celled:
        # Figures that no column has may be those of other rows, and the row's own elsewhere.
        sure = len(spans) == size or line.celled or bool(line.address)
        return Reading(spans[:size], confidence=CERTAIN if sure else DISPUTED)
    if all(text[a:b] == "0" for a, b in spans):
        return Reading(spans, confidence=BOUNDED)
    if parted:
        return left_open(placed(spans, size))
    kinds = "".join(_kind(row, role) for role in roles)
    pieces, complete = all_splits([text[a:b] for a, b in spans], kinds)
    options = [spans_of(spans, piece) for piece in pieces]
    if roles == ["year", "cumulative"]:
        kept = [o for o in options if Decimal(text[slice(*o[0])]) <= Decimal(text[slice(*o[1])])]
        options = kept or options
    if not options:
        return left_open(placed(spans, size))
    options.sort(key=lambda o: (abs((o[-1][1] - o[-1][0]) - (o[0][1] - o[0][0])), o[0][1]))
    if len(options) == 1 and complete:
        return Reading(options[0], confidence=SUPPORTED)
    return left_open(options, complete)


def _rejoined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The figures with those put together that only a decimal point parts: amounts that run together."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and text[joined[-1][1] : start] == ".":
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _kind(row: FormRow, role: str) -> str:
    """The kind of cell in this row under a head: an amount, a change with its sign, or a count."""
    if role == "change":
        return "s"
    return "a" if row.value_type == "amount" and role != "code" else "c"


def _read(document: Document, row: FormRow, role: str, line: Line, span: Span, index: int) -> Read | None:
    """The statement cell of a column of a row; None when no metric stands for it."""
    member = role.partition(":")[2] if role.startswith("part:") else ""
    metric = row.metric if role == "year" or member else ""
    if role == "cumulative" and row.metric == "proactive.items.total":
        metric = "proactive.items.total_cumulative"
    if not metric:
        return None
    start, end = span
    printed = document.text[start:end]
    scaled = row.value_type != "amount" and line.unit == TEN_THOUSANDS and any(map(str.isdigit, printed))
    value = read_cell(f"{printed}万" if scaled else printed)
    label = document.printed[line.mark.start : line.mark.end]
    figures = document.printed[line.spans[0][0] : line.spans[-1][1]]
    return Read(
        metric,
        member,
        f"{row.code}/{member or role}",
        (line.unit or row.unit) if row.value_type == "amount" else row.unit,
        value or UNREAD,
        span,
        " ".join(f"{label} {figures}".split()),
        line.address[index] if line.address else "",
        CERTAIN if value else DISPUTED,
    )
