"""A statistics table in running text → its rows and the roles of the figures in each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise

from dagster_project.parsers.openings import matches
from dagster_project.parsers.tables.forms import FormRow, TableForms, words_of
from dagster_project.parsers.tables.located import is_decoy
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.scan import FIGURE, NOTE, Mark, ordinal_start
from dagster_project.parsers.tables.statistics_heads import PART, UNNAMED, is_serial, names_parts, parts_of, roles_of
from dagster_project.parsers.tables.statistics_labels import FEWEST_ROWS, find_labels, past_glued_rows
from dagster_project.parsers.tables.statistics_lines import HEADER_MARK, UNITS, Line, next_row, numbered, unit_of

REACH = 9000
MOST_HEADS = 40
LONGEST_GAP = 160
LONGEST_REST = 8
SERIAL_REACH = 6
LONGEST_UNIT = 3
_HEAD = re.compile(
    r"指\s*标\s*(?:名\s*称|内\s*容|项\s*目)|统\s*计\s*(?:指\s*标|项\s*目|内\s*容)|计\s*量\s*单\s*位|统(?<!情况统)\s*计\s*数(?!据)"
)
# The title, where a crawl kept no heads of columns.
_TITLE = re.compile(r"统\s*计\s*表")
# Behind a digit that numbers the row below, whose label no form knows.
_ORDINAL_BEHIND = re.compile(r"[.、．]\s*[“\"《(]?[㐀-鿿]")
_LAST_ROW = re.compile(r"(?:\s+|\S){0,60}+[\d,.]*")
_UNIT_BEHIND = re.compile(r"^(?:人次|万元|[条件次篇人个元份项])(?=\s|[;,。]|$)")
_NEXT_LABEL = re.compile(r"\n\s*[^\n]{3}")


def heads_of(text: str, taken: Span) -> list[int]:
    """Where a head of a table of a report's own may stand, outside the tables of a statutory form."""
    found = [head.start() for head in islice(matches(_HEAD, "指统计", text), MOST_HEADS)]
    found = found or [title.start() for title in islice(matches(_TITLE, "统", text), MOST_HEADS)]
    return [head for head in found if not (taken[0] <= head < taken[1] or is_decoy(text, head))]


def rows_in_text(
    text: str, heads: Sequence[int], forms: TableForms, form: str, taken: Span
) -> tuple[list[Line], list[str], int, int]:
    """The rows in text order, the roles of the value columns, and where the table starts and ends."""
    for head in heads:
        high = min(len(text), head + REACH, taken[0] if head < taken[0] else len(text))
        marks = _together(find_labels(text, head, high, forms, form))
        if len(marks) >= FEWEST_ROWS:
            first = ordinal_start(text, marks[0], head)
            over = _over(text[head:first])
            roles = roles_of(over, forms, form)
            rows = _rows_of(text, marks, forms.rows[(form, "statistics")])
            lines = [line for line in _lines(text, marks, rows, forms.rows[(form, "statistics")]) if line.spans]
            end = past_glued_rows(text, lines[-1].spans[-1][1]) if lines else head
            glued, serial = _glued(text, lines), is_serial(text[max(0, head - SERIAL_REACH) : head])
            if glued and serial:
                numbered = _without_serials(text, lines)
                if numbered is None:
                    return lines, [UNNAMED], head, end
                lines = numbered
            lines = _without_numbers(text, lines)
            size = _common_size([line for line in lines if not _is_marked(text, line)])
            headless = glued and not _HEAD.match(over)
            if roles == ["year"] and size == 1 and (headless or names_parts(words_of(over), glued)):
                roles = [UNNAMED]
            if roles == ["year"] and size > 1:
                roles = parts_of(over, size) or _by_sums(text, lines, size)
            if roles == ["year"] and not serial and 2 * sum(len(line.spans) > 1 for line in lines) > len(lines):
                roles = [UNNAMED]
            if PART in roles:
                roles = _with_parts(text, lines, roles, size)
            return lines, roles, head, end
    return [], [], -1, -1


def _over(words: str) -> str:
    """The heads of columns among the words before the first row; behind the last title where no heads are printed."""
    return words if _HEAD.match(words) else _TITLE.split(words)[-1]


def _together(marks: Sequence[Mark]) -> list[Mark]:
    """The labels up to the first long stretch without one."""
    kept: list[Mark] = []
    for mark in marks:
        if kept and mark.start - kept[-1].end > LONGEST_GAP:
            if len(kept) >= FEWEST_ROWS:
                break
            kept = []
        kept.append(mark)
    return kept


def _is_marked(text: str, line: Line) -> bool:
    """Whether the row is a heading, with marks where others have figures."""
    return all(HEADER_MARK.fullmatch(text, a, b) for a, b in line.spans)


def _common_size(lines: Sequence[Line]) -> int:
    """How many figures nearly every row has; 1 when rows differ."""
    sizes = Counter(len(line.spans) for line in lines)
    size, count = sizes.most_common(1)[0] if sizes else (1, 0)
    return size if count * 10 >= 9 * len(lines) else 1


def _without_serials(text: str, lines: Sequence[Line]) -> list[Line] | None:
    """The rows without the number of the next row, which runs together with the last figure; None when it does not."""
    order = sorted({line.row for line in lines})
    stripped = [line for line in lines if line is lines[-1]]
    for line, following in pairwise(lines):
        start, end = line.spans[-1]
        words, serial = text[start:end], str(order.index(following.row) + 1)
        if not words.endswith(serial):
            return None
        if len(words) > len(serial):
            stripped.insert(-1, replace(line, spans=[*line.spans[:-1], (start, end - len(serial))]))
    return stripped


def _without_numbers(text: str, lines: Sequence[Line]) -> list[Line]:
    """The rows without the number of the next row, where one that is one more stands behind each row's figures."""
    ends = [text[slice(*line.spans[-1])] for line in lines[:-1]]
    if len(ends) < FEWEST_ROWS or any(len(line.spans) < 2 for line in lines[:-1]):
        return list(lines)
    numbers = [int(end) if end.isdecimal() else -1 for end in ends]
    if numbers != [*range(numbers[0], numbers[0] + len(numbers))]:
        return list(lines)
    return [*(replace(line, spans=line.spans[:-1]) for line in lines[:-1]), lines[-1]]


def _glued(text: str, lines: Sequence[Line]) -> bool:
    """Whether in most rows a word other than the unit follows the figure with nothing between."""
    behind = [_UNIT_BEHIND.sub("", text[line.spans[-1][1] : line.spans[-1][1] + LONGEST_UNIT]) for line in lines]
    return sum(bool(words_of(end[:1])) or end[:1] == "(" for end in behind) * 2 > len(behind)


def _by_sums(text: str, lines: Sequence[Line], size: int) -> list[str]:
    """The roles of several figures a row that no head names: the column that is the sum of the others is the year's."""
    rows = [_figures_of(text, line) for line in lines if _plain(text, line, size)]
    whole = [column for column in (0, size - 1) if rows and all(sum(row) == 2 * row[column] for row in rows)]
    if not whole or not any(any(row) for row in rows):
        return [UNNAMED] * size
    return ["year" if column == whole[0] else UNNAMED for column in range(size)]


def _with_parts(text: str, lines: Sequence[Line], roles: list[str], size: int) -> list[str]:
    """The roles of parts of the year and the year itself, which in nearly every row is the sum of the parts.

    Heads over heads stand in no order: only a head of the year that is printed last tells that it stands last.
    """
    rows = [row for line in lines if _plain(text, line, size) and any(row := _figures_of(text, line))]
    for column in (0, size - 1):
        if rows and sum(sum(row) == 2 * row[column] for row in rows) * 10 >= 9 * len(rows):
            return ["year" if place == column else PART for place in range(size)]
    return roles if roles[-1] == "year" and size in (1, len(roles)) else [PART] * size


def _figures_of(text: str, line: Line) -> list[Decimal]:
    return [Decimal(text[a:b].replace(",", "")) for a, b in line.spans]


def _plain(text: str, line: Line, size: int) -> bool:
    return len(line.spans) == size and all(text[a:b].replace(",", "").replace(".", "").isdigit() for a, b in line.spans)


def _rows_of(text: str, marks: Sequence[Mark], rows: Sequence[FormRow]) -> list[int]:
    """The form row of each label; one that may stand for several is its number's or the next in the form's order."""
    chosen: list[int] = []
    last = -1
    for mark in marks:
        row = next_row(numbered(text[mark.start : mark.end + 1], mark.rows, rows), last, chosen)
        chosen.append(row)
        last = row if rows[row].kind != "header" or row > last else last
    return chosen


def _lines(text: str, marks: Sequence[Mark], rows: Sequence[int], form: Sequence[FormRow]) -> list[Line]:
    lines = []
    for index, (mark, row) in enumerate(zip(marks, rows, strict=True)):
        following = marks[index + 1] if index + 1 < len(marks) else None
        stop = ordinal_start(text, following, mark.end) if following else _behind_last(text, mark.end)
        start = mark.end + (text[mark.end : mark.end + 1] == form[row].label[-1])
        spans, unit = _figures(text, start, stop, last=following is None)
        lines.append(Line(mark, row, spans, unit))
    return lines


def _behind_last(text: str, start: int) -> int:
    """Where what may belong to the last row ends: never amid a figure, however wide the gap before it."""
    reach = _LAST_ROW.match(text, start)
    return reach.end() if reach else start


def _figures(text: str, start: int, stop: int, last: bool) -> tuple[list[Span], str]:
    """The figures of a row behind its unit; behind the last row only what follows at once."""
    line = text.find("\n", start, stop)
    if line >= 0 and text.find("\t", start, line) >= 0:
        stop = line
    stretch = NOTE.sub(lambda m: " " * len(m[0]), text[start:stop])
    unit = next((code for word, code in UNITS.items() if word in stretch), "") or unit_of((text[start:stop],))
    spans: list[Span] = []
    at = 0
    for match in FIGURE.finditer(stretch):
        between = stretch[at : match.start()]
        if len(words_of(between)) > (2 if spans or last or _NEXT_LABEL.search(between) else LONGEST_REST):
            break
        at = match.end() - (_ORDINAL_BEHIND.match(stretch, match.end()) is not None)
        if at > match.start():
            spans.append((start + match.start(), start + at))
        if at < match.end():
            break
    marked = all(HEADER_MARK.fullmatch(text, a, b) for a, b in spans)
    return [] if marked else spans, unit
