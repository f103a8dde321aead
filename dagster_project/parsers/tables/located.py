"""Where the table of requests stands in a text, and whether what stands there is a report's own table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest

from dagster_project.document import Document, Grid
from dagster_project.parsers.openings import matches
from dagster_project.parsers.tables.forms import FormRow, TableForms, words_of
from dagster_project.parsers.tables.grids import within
from dagster_project.parsers.tables.scan import JOINT, ORDINAL_BEFORE, Mark, find_marks

REQUESTS = ("2021", "applications")
SECTION_TWO = ("2019", "proactive")
REACH = 4_500
TAIL = 260
FEWEST_ROWS = 6
FEWEST_TOGETHER = 8
LONGEST_GAP = 80
MOST_TABLES = 40
TITLE_REACH = 160
LONGEST_REST = 8
HEAD_REACH = 200
FIRST_HEAD = "自然人"
_SENTENCE = re.compile(r"[。;!?]")
_DECOY = re.compile(
    r"样\s*表|示\s*例|模\s*板|[一二三四1-4]\s*季\s*度|季\s*报|月\s*报|上\s*半\s*年"
    r"|(?<!\d)(?!1\s*[-至]\s*12)\d{1,2}\s*[-至]\s*\d{1,2}\s*月"
)
# A character that each of them has: without one, the pattern need not be tried at each place.
_IN_DECOYS = re.compile("[表例板季月半]")
_SECTION_FOUR = re.compile(r"行\s*政\s*复\s*议|结\s*果\s*维\s*持")
_FIGURE_NEXT = re.compile(r"\s*\d(?!\s?[.、．]\s*[“\"]?[㐀-鿿])")
# The note on severed requests, 不计其他情形, may be cut before its last word.
_NOT_COUNTED = re.compile(r"不\s*计\s*$")
_FIGURE = re.compile(r"\d")
# What stands behind a count in a sentence or in a list of such.
_TOLD = re.compile(r"\d\s*[件宗起条人次%,;。]")
_WORDS = re.compile(r"(?<![㐀-鿿])(?!(?:未发生|暂无|没有|不涉及)(?![㐀-鿿]))[㐀-鿿]{2}")


@dataclass(slots=True)
class Instance:
    """One printed table: its labels and where it starts and ends in the text."""

    marks: list[Mark]
    start: int
    end: int


def instances(document: Document, forms: TableForms) -> list[Instance]:
    """The stretches of text in which the labels of the table stand together."""
    text = document.text
    anchors = [match.start() for match in islice(matches(forms.anchor, forms.anchor_openings, text), MOST_TABLES * 4)]
    if not anchors:
        return []
    first = min([anchors[0], *(grid.start for grid in document.grids if grid.start <= anchors[0] < grid.end)])
    found = find_marks(text, first, _reach(text, anchors), forms.row_words[REQUESTS])
    form = forms.rows[REQUESTS]
    groups = _grouped(document, _joined(text, [mark for mark in found if _is_label(text, mark)], form))
    groups = [_closed(text, group, form) for group in groups]
    return [
        Instance(group, group[0].start, _end(text, group[-1].end, nxt[0].start if nxt else len(text)))
        for group, nxt in zip_longest(groups, groups[1:])
        if len({mark.rows for mark in group}) >= FEWEST_ROWS
    ][:MOST_TABLES]


def _joined(text: str, marks: Sequence[Mark], form: Sequence[FormRow]) -> list[Mark]:
    """The labels, a group's name joined to that of its row as one: what joins them is no figure of the group."""
    joined: list[Mark] = []
    for mark in marks:
        before = joined[-1] if joined else mark
        if JOINT.fullmatch(text, before.end, mark.start) and _is_of(mark, before, form):
            joined[-1] = Mark(before.start, mark.end, mark.rows)
        else:
            joined.append(mark)
    return joined


def _is_of(mark: Mark, before: Mark, form: Sequence[FormRow]) -> bool:
    groups = {form[row].code for row in before.rows if form[row].kind == "group"}
    return any(form[row].parent in groups for row in mark.rows)


def _grouped(document: Document, marks: Sequence[Mark]) -> list[list[Mark]]:
    """Labels that belong together: the first row of the form begins a new group (prose names rows before the
    table does), and so does any label behind a long stretch."""
    groups: list[list[Mark]] = []
    for mark in marks:
        group = groups[-1] if groups else []
        begins = bool(group) and 0 in mark.rows and not _in_one_grid(document, group, mark)
        if not group or begins or mark.start - group[-1].end > 1500:
            groups.append([])
        groups[-1].append(mark)
    return groups


def _in_one_grid(document: Document, group: Sequence[Mark], mark: Mark) -> bool:
    """Whether a grid holds the group so far and this label, which the group does not have yet."""
    if any(0 in other.rows for other in group):
        return False
    return any(grid.start <= group[0].start and mark.end <= grid.end for grid in document.grids)


def _closed(text: str, marks: list[Mark], form: Sequence[FormRow]) -> list[Mark]:
    """The labels up to the last row, and behind it only rows not seen before: section four has 总计 and 其他 too."""
    kept: list[Mark] = []
    seen: set[tuple[int, ...]] = set()
    closed = False
    for mark in marks:
        if closed and (mark.rows in seen or not _is_plain(text, mark)):
            break
        if len(seen) >= FEWEST_ROWS and _SECTION_FOUR.search(text, kept[-1].end, mark.start):
            break
        closed = closed or "outflow" in [form[row].role for row in mark.rows]
        seen.add(mark.rows)
        kept.append(mark)
    return kept


def _reach(text: str, anchors: Sequence[int]) -> int:
    """Where to stop looking for labels: some way behind the last place where the table may start."""
    return min(len(text), anchors[-1] + REACH, anchors[0] + MOST_TABLES * REACH)


def _is_label(text: str, mark: Mark) -> bool:
    """Short words such as 其他 and 总计 are labels only behind their number or before a figure, and not in a note."""
    if text.startswith("其", mark.start) and _NOT_COUNTED.search(text, max(0, mark.start - 4), mark.start):
        return False
    return _is_plain(text, mark) or _FIGURE_NEXT.match(text, mark.end) is not None


def _is_plain(text: str, mark: Mark) -> bool:
    if mark.end - mark.start > 3:
        return True
    return ORDINAL_BEFORE.search(text, max(0, mark.start - 6), mark.start) is not None


def run_together(text: str, instance: Instance) -> tuple[int, int] | None:
    """Where a table stands that nothing parts into cells: bare figures between most labels, as in no prose; or None.

    It ends before the heads of section four, and labels that prose above names do not belong to it.
    """
    first = instance.marks
    while len(first) > 1 and first[1].start - first[0].end > LONGEST_GAP:
        first = first[1:]
    gaps = [text[mark.end : following.start] for mark, following in pairwise(first)]
    figured = [gap for gap in gaps if _FIGURE.search(gap)]
    told = sum(_TOLD.search(gap) is not None for gap in figured)
    if len(figured) <= FEWEST_TOGETHER or told * 4 >= len(figured):
        return None
    last = first[-1].end
    below = _SECTION_FOUR.search(text, last, max(instance.end, last))
    return first[0].start, below.start() if below else instance.end


def own_part(text: str, grid: Grid, instance: Instance, forms: TableForms) -> Grid:
    """The part of a grid without the rows of section two above the table and those of section four below it."""
    low, high = grid.start, grid.end
    if instance.start - low > HEAD_REACH:
        above = find_marks(text, low, instance.start, forms.row_words[SECTION_TWO])
        low = text.find("\n", above[-1].end, instance.start) if above else low
    below = _SECTION_FOUR.search(text, instance.marks[-1].end, high) if high > instance.end else None
    return within(grid, low, below.start() if below else high)


def head_start(text: str, start: int) -> int:
    """Where the names of the applicants above a table start, so that numbers between them and its rows belong to it."""
    at = text.rfind(FIRST_HEAD, max(0, start - HEAD_REACH), start)
    between = text[at:start]
    return at if at >= 0 and "其" in between and not _SENTENCE.search(between) else start


def _end(text: str, last: int, limit: int) -> int:
    """Where the figures of the last row end: before the words that follow them."""
    stop = min(limit, last + TAIL)
    figure = _FIGURE.search(text, last, stop)
    if figure is None or len(words_of(text[last : figure.start()])) > LONGEST_REST:
        return min(last, stop)
    words = _WORDS.search(text, figure.start(), stop)
    if words is None:
        return stop
    at = words.start()
    match = ORDINAL_BEFORE.search(text, max(figure.start(), at - 8), at)
    return match.start() if match else at


def is_decoy(text: str, start: int) -> bool:
    """Whether the title just above a table calls it an example or a return of a part of the year."""
    if _IN_DECOYS.search(text, max(0, start - TITLE_REACH), start) is None:
        return False
    above = text[max(0, start - TITLE_REACH) : start]
    title = max(above.rfind("。"), above.rfind(";"), above.rfind("!")) + 1
    return _DECOY.search(above, title) is not None
