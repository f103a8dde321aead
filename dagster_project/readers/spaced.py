"""Tables that spaces alone draw in a text, as dumps of pages do: columns by the places at which figures stand.

A figure that is missing leaves a gap, so that only its place tells the column of the next one. Where a character
stands depends on whether the tool that wrote the text counted Chinese ones, and quotation marks, as one place or two:
the count under which the most lines share their columns is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dagster_project.readers.breadths import MEASURES, Measure

FEWEST_COLUMNS, MOST_COLUMNS, FEWEST_LINES = 5, 24, 3
MOST_BETWEEN = 5  # lines of words between two lines of figures, or above the first
LONGEST_LINE = 400
LONGEST_HEAD = 60
MOST_LINES = 120
MOST_TRIED = 20  # lines of figures that are no table with those below, each tried as the first
_GAP = re.compile(r"(?m)^[^\n]*(?:[\d/—-] {3,}|(?:NaN|None) )[^\n]*\d[^\S\n]*$")
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|/|[-—–]{1,4}|无|NaN|None")
NOTHING = ("NaN", "None")
_WORD = re.compile(r"[^\s|]+")
_RULE = re.compile(r"(?=[^-=]*(?:---|===))[\s=+-]+")
_SENTENCE = re.compile("[。;；]")
Span = tuple[int, int]


@dataclass(slots=True)
class Row:
    """A line: the words before its figures, the figures at its end, and where each stands."""

    words: list[tuple[str, Span]]
    figures: list[tuple[str, Span]]


@dataclass(slots=True)
class Found:
    """The lines of a table by their numbers and the places of its columns, from left to right."""

    rows: dict[int, Row] = field(default_factory=dict)
    columns: list[Span] = field(default_factory=list)

    def figured(self) -> list[Row]:
        """The lines that have figures."""
        return [row for row in self.rows.values() if row.figures]


def may_have_spaced_tables(text: str) -> bool:
    """Whether a line has a wide gap between figures; nearly no text does."""
    return "   " in text and _GAP.search(text) is not None


def spaced_tables(lines: Sequence[str]) -> dict[int, tuple[list[list[str]], int]]:
    """The first line of each table → its rows and the line after it; only tables in which figures are missing."""
    found: dict[int, tuple[list[list[str]], int]] = {}
    at = 0
    while at < len(lines):
        if not _may_start(lines[at]):
            at += 1
            continue
        best = max((_grown(lines, at, measure) for measure in MEASURES), key=_worth)
        if not _is_table(best):
            at += max(1, len(best.rows) - MOST_TRIED)
            continue
        start, end = min(best.rows), max(best.rows) + 1
        found[start] = (_cells(best), end)
        at = end
    return found


def _may_start(line: str) -> bool:
    """Whether a line ends with figures."""
    if "  " not in line.strip() or len(line) > LONGEST_LINE or _RULE.fullmatch(line):
        return False
    words = line.split()
    return len(words) <= 2 * MOST_COLUMNS and _FIGURE.fullmatch(words[-1]) is not None


def _row(line: str, measure: Measure) -> Row:
    tokens = [(match[0], match.start()) for match in _WORD.finditer(line)]
    placed = [(word, (measure(line[:at]), measure(line[: at + len(word)]))) for word, at in tokens]
    first = len(placed)
    while first and _FIGURE.fullmatch(placed[first - 1][0]):
        first -= 1
    return Row(placed[:first], placed[first:])


def _grown(lines: Sequence[str], first: int, measure: Measure) -> Found:
    """The table whose first line of figures is this one, with its heads above: lines that keep to its columns."""
    found = Found()
    pending: dict[int, Row] = {}
    for number in _together(lines, first):
        row = _row(lines[number], measure)
        if row.figures:
            columns = _with_row(found, row)
            if not columns:
                break
            found.columns = columns
            found.rows |= {**pending, number: row}
            pending = {}
        else:
            pending[number] = row
            if len(pending) > MOST_BETWEEN:
                break
    if len(found.rows) >= FEWEST_LINES:
        _add_heads(lines, first, measure, found)
    return found


def _together(lines: Sequence[str], first: int) -> Iterator[int]:
    """The lines from this one on that no sentence parts, and no blank line unless one stands below each."""
    blanks = _is_spread(lines, first)
    for number in range(first, min(len(lines), first + MOST_LINES)):
        line = lines[number]
        if not line.strip():
            if not (blanks and lines[number - 1].strip()):
                return
        elif (
            len(line) > LONGEST_LINE
            or _SENTENCE.search(line)
            or (blanks and number > first and all(map(_may_start, lines[number - 1 : number + 1])))
        ):
            return
        elif not _RULE.fullmatch(line):
            yield number


def _is_spread(lines: Sequence[str], first: int) -> bool:
    """Whether a blank line stands below this one, so that one may stand below each line of its table."""
    return first + 1 < len(lines) and not lines[first + 1].strip()


def _with_row(found: Found, row: Row) -> list[Span]:
    """The columns of the table with this row; none where the row does not keep to them, or brings many of its own."""
    if len(row.figures) > MOST_COLUMNS:
        return []
    columns = _joined(found.columns, [span for _, span in row.figures])
    if row.words and columns and row.words[-1][1][1] > columns[0][0]:
        return []
    late = len(found.figured()) > FEWEST_LINES
    return [] if late and len(columns) > len(found.columns) + 1 else columns


def _joined(columns: Sequence[Span], spans: Sequence[Span]) -> list[Span]:
    """The columns with these figures in them; none where a figure lies over two, or two in one."""
    joined = list(columns)
    for start, end in spans:
        over = [column for column in joined if column[0] < end and start < column[1]]
        if len(over) > 1:
            return []
        if over:
            joined.remove(over[0])
            joined.append((min(start, over[0][0]), max(end, over[0][1])))
        else:
            joined.append((start, end))
    joined.sort()
    apart = all(left[1] < right[0] for left, right in pairwise(joined))
    single = all(sum(a < end and start < b for start, end in spans) <= 1 for a, b in joined)
    return joined if apart and single else []


def _add_heads(lines: Sequence[str], first: int, measure: Measure, found: Found) -> None:
    """The lines of heads above join the table; a head over no figure stands over a column in which all are missing."""
    left = min(max((row.words[-1][1][1] for row in found.figured() if row.words), default=0), found.columns[0][0])
    above, spread = 0, _is_spread(lines, first)
    for number in range(first - 1, -1, -1):
        line = lines[number]
        if not line.strip() or _RULE.fullmatch(line):
            if above and not (spread and lines[number - 1].strip()):
                return
            continue
        row = _row(line, measure)
        heads = [span for word, span in row.words if span[1] > left and len(word) <= LONGEST_HEAD]
        if row.figures or _SENTENCE.search(line) or not heads or above == MOST_BETWEEN:
            return
        above += 1
        found.rows[number] = row
        for start, end in heads:
            over = [column for column in found.columns if column[0] < end and start < column[1]]
            if not over and start >= left:
                found.columns = sorted([*found.columns, (start, end)])


def _worth(found: Found) -> tuple[int, float]:
    """How many lines a table has, and how many of its figures begin or end where most of their column do."""
    rows = found.figured()
    even = 0
    for start, end in found.columns:
        spans = [span for row in rows for _, span in row.figures if span[0] < end and start < span[1]]
        for edge in (0, 1):
            edges = [span[edge] for span in spans]
            even += max((edges.count(one) for one in set(edges)), default=0)
    return len(rows), even


def _is_table(found: Found) -> bool:
    """Whether there are enough lines and columns, a head over each column, and figures missing in some line."""
    rows = found.figured()
    return (
        len(rows) >= FEWEST_LINES
        and len(found.columns) >= FEWEST_COLUMNS
        and all(_heads(found)[1])
        and any(_counted(row) < len(found.columns) for row in rows if len(row.figures) > 1)
        and sum(len(row.figures) > 1 for row in rows) * 2 > len(rows)
    )


def _counted(row: Row) -> int:
    return sum(word not in NOTHING for word, _ in row.figures)


def _cells(found: Found) -> list[list[str]]:
    """The lines as rows of one width: the words before the figures in the last of their columns, heads over theirs."""
    rows = [found.rows[number] for number in sorted(found.rows)]
    first = next(number for number, row in enumerate(rows) if row.figures)
    wide = max([len(row.words) for row in rows[first:] if row.figures], default=0)
    before, heads = _heads(found)
    cells = [[*("" for _ in range(wide - 1)), *([before] if wide else []), *heads]]
    for row in rows[first:]:
        words = [word for word, _ in row.words]
        if not row.figures:
            cells.append([" ".join(words)])
            continue
        line = ["" for _ in found.columns]
        for word, (start, end) in row.figures:
            place = next(n for n, (a, b) in enumerate(found.columns) if a < end and start < b)
            line[place] = "" if word in NOTHING else word
        cells.append([*("" for _ in range(wide - len(words))), *words, *line])
    return cells


def _heads(found: Found) -> tuple[str, list[str]]:
    """The words over the labels, and those over each column alone, from top to bottom."""
    heads = ["" for _ in found.columns]
    before = ""
    for number in sorted(found.rows):
        row = found.rows[number]
        if row.figures:
            break
        for word, (start, end) in row.words:
            over = [n for n, (a, b) in enumerate(found.columns) if a < end and start < b]
            if len(over) == 1:
                heads[over[0]] += word
            elif not over and end <= found.columns[0][0]:
                before += word
    return before, heads
