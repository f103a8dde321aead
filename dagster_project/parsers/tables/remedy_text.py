"""Section four as running text: fifteen figures in a row, in groups of heads, or run together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from dagster_project.parsers.tables.cells import count_in
from dagster_project.parsers.tables.confidence import CERTAIN, DISPUTED, SUPPORTED
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.marked_runs import marked_splits
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.remedy_grids import blank_ends
from dagster_project.parsers.tables.remedy_names import (
    BLOCKS,
    CELLS,
    RESULTS,
    blocks_that_add_up,
    named_in_text,
)
from dagster_project.parsers.tables.runs import all_splits, sum_splits
from dagster_project.parsers.tables.scan import FIGURE, NOTE, ORDINAL_INSIDE
from dagster_project.parsers.tables.splitting import Reading, left_open, spans_of

# From so many figures on they stand apart, and what is missing of fifteen may be blank cells.
FEWEST_APART = 12
# So many counts with a unit and a mark of a sentence behind it are told by sentences.
FEWEST_TOLD = 3
_TOLD = re.compile(r"\d[件宗起例份][,、;。]")
_CHINESE = re.compile(r"[㐀-鿿]")
# Where nothing parts figures, marks for nothing and commas from each other, none of them is a cell for sure.
_MARKED_RUN = re.compile(r"[\d,\-—–/无]{15,}")
_MARK_BESIDE = re.compile(r"\d[-—–/无,]|[-—–/无]\d")
_UNIT_BEHIND = re.compile(r"(?<=\d)[件宗起](?![㐀-鿿])")
# Between the name of a block and that of a result, or before an item of a list, a dash is no mark for nothing.
_JOINT = re.compile(r"(?<=[㐀-鿿)])[-—–]{1,2}(?=[㐀-鿿])|(?m:^[-*•][^\S\n]+(?=[㐀-鿿]))")
_IN_JOINTS = "-—–*•"


def fifteen_of_text(text: str, low: int, high: int, forms: TableForms) -> tuple[Reading | None, bool]:
    """The fifteen cells in the order of the text, and whether the names there say another order than the form's."""
    for run in _MARKED_RUN.finditer(text, low, high):
        if _MARK_BESIDE.search(run[0]):
            return _solve_marked(*run.span(), run[0]), False
    groups = groups_of(text, low, high)
    ordered = _in_order_of_text(text, groups)
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


def in_sentences(text: str, start: int, end: int) -> bool:
    """Whether sentences tell the counts there (维持8件,纠正2件), in an order of their own."""
    return len(_TOLD.findall(text, start, end)) >= FEWEST_TOLD


def _in_order_of_text(text: str, groups: Sequence[list[Span]]) -> list[Span]:
    """The fifteen cells of groups of a size that the form has, in its order; empty when there are none.

    Counts that sentences tell one by one are no such groups.
    """
    for size, count in ((15, 1), (5, 3), (1, 15), (3, 5)):
        fitting = [group for group in groups if len(group) == size]
        if len(fitting) == count or (size == CELLS and fitting):
            spans = [span for group in fitting[:count] for span in group]
            if size == 1 and in_sentences(text, spans[0][0], spans[-1][1] + 2):
                return []
            return _turned(spans) if size == 3 else spans
    return []


def _turned(spans: Sequence[Span]) -> list[Span]:
    """Five rows of three as three blocks of five."""
    return [spans[row * 3 + block] for block in range(3) for row in range(5)]


def groups_of(text: str, low: int, high: int) -> list[list[Span]]:
    """Figures with no words between them, as groups; blank cells between tabs count."""
    masked = _UNIT_BEHIND.sub(" ", NOTE.sub(_blank, text[low:high]))
    if any(sign in masked for sign in _IN_JOINTS):
        masked = _JOINT.sub(_blank, masked)
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
    return spans[slice(*blank_ends([b > a for a, b in spans]))]


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
    """Fifteen cells out of figures that run together, or of which a few are left out as blank."""
    words = [text[a:b] for a, b in chunks]
    apart = FEWEST_APART <= len(chunks) < CELLS
    placed = _placed(text, chunks) if apart else []
    whole = [option for option in placed if _is_borne_out(text, option)]
    if sum(map(len, words)) == CELLS and not apart:
        return Reading([(a + i, a + i + 1) for a, b in chunks for i in range(b - a)])
    found, complete = sum_splits(words, (RESULTS,) * BLOCKS)
    options = [*(spans_of(chunks, pieces) for pieces in found), *(whole or placed)]
    if len(options) == 1 and complete:
        return Reading(options[0], "row_sum", SUPPORTED)
    if not options and not apart:
        free, complete = all_splits(words, "c" * CELLS) if all(word.isdigit() for word in words) else ([], True)
        options = [spans_of(chunks, pieces) for pieces in free]
    return left_open(options, complete) if options else None


def _is_borne_out(text: str, spans: Sequence[Span]) -> bool:
    """Whether all blocks add up, the last one not by chance: one figure and a total that is the same may be two."""
    results = [count_in(text[a:b]) for a, b in spans[-RESULTS:-1]]
    return blocks_that_add_up(text, spans) == BLOCKS and sum(map(bool, results)) > 1


def _placed(text: str, chunks: list[Span]) -> list[list[Span]]:
    """Every way to place figures that stand apart among blank cells so that the first two blocks add up.

    The last one need not, as where a page cuts off the end of the row.
    """
    options: list[list[Span]] = []
    for places in combinations(range(CELLS), len(chunks)):
        option, at, left = [], chunks[0][0], iter(chunks)
        for cell in range(CELLS):
            start, at = next(left) if cell in places else (at, at)
            option.append((start, at))
        if blocks_that_add_up(text, option[:-RESULTS]) == BLOCKS - 1:
            options.append(option)
    return options


def _solve_marked(start: int, end: int, words: str) -> Reading | None:
    """Fifteen cells out of figures that run together with marks for nothing or with commas in them."""
    found, complete = marked_splits(words, (5, 5, 5))
    options = [[(start + a, start + b) for a, b in option] for option in found]
    if len(options) == 1 and complete:
        return Reading(options[0], "row_sum", SUPPORTED)
    return left_open(options, complete) if options else None
