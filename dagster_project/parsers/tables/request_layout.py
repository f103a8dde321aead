"""In which order the columns of the table of requests stand, by the heads above its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.parsers.tables.applicant_heads import NOBODY, applicants_of, heads_in_line
from dagster_project.parsers.tables.forms import TableForms, words_of
from dagster_project.parsers.tables.located import FIRST_HEAD, HEAD_REACH, REQUESTS
from dagster_project.parsers.tables.scan import FULL_ROW

FEWEST_NAMED = 5
MOST_LINES = 12
_SUBTOTAL = "小计"
_OTHERS = "其"
_TOTAL_FIRST = re.compile(r"(?:总计|合计|总数)自然人(?!.*(?:总计|合计|总数))")
_LEGAL_PERSONS = re.compile(r"法人?(?:或|及|和|与)?其[他它]组织")
_PERSON = re.compile("(?<!申请)(?<!法)人")
_NATURAL, _CITIZENS = re.compile("自然"), re.compile("公民个人|公民|个人")
_NUMBERED = re.compile(r"(?:行次|栏次|行号|序号|代码|编号)自然人")


@dataclass(frozen=True, slots=True)
class Layout:
    """How many figures a row has in text order, and at which of them the cells of the form stand.

    `cells` are six where no column of totals is printed, none where the heads are in an order that is not known.
    `extra` is the place of a subtotal among figures that run together, -1 without one; `numbered` rows have the number
    of the row before their figures. The order is `known` where heads tell it, and else that of the form.
    """

    size: int = FULL_ROW
    cells: tuple[int, ...] = tuple(range(FULL_ROW))
    extra: int = -1
    numbered: bool = False
    known: bool = True


def layout_of(text: str, start: int, forms: TableForms) -> Layout:
    """The layout by the heads above the table.

    Heads tell another order only when they are printed in one row; printed in two, they stand in no order.
    """
    low = max(0, start - HEAD_REACH)
    head = words_of(text[low:start])
    if FIRST_HEAD not in head:
        dropped = _PERSON.search(head) is None  # 自然, where a crawl dropped 人; else the head is cut in two
        head = (_NATURAL if dropped else _CITIZENS).sub(FIRST_HEAD, head, count=1)
    if _SUBTOTAL in head:
        named = [numbers[0] for _, _, numbers in forms.column_words[REQUESTS].find(head)]
        if sorted(named) == [*range(8)]:
            return Layout(8, tuple(named.index(number) for number in range(FULL_ROW)), named.index(FULL_ROW))
        extra = 1 if "商业" in head[head.index(_SUBTOTAL) :] else 6
        return Layout(8, tuple(place for place in range(8) if place != extra), extra)
    if FIRST_HEAD in head and ("法人" in head or _LEGAL_PERSONS.search(head)):
        return _layout_of_two_rows(head, forms)
    row = _row_of_heads(text[low:start], forms)
    if row is None:
        return Layout(known=False)
    numbered = _NUMBERED.search(head) is not None
    cells = _ordered(row or head, forms)
    size = len(cells) or FULL_ROW
    if numbered:
        return Layout(size + 1, tuple(place + 1 for place in cells), numbered=True)
    return Layout(size, cells, known=False)


def _layout_of_two_rows(head: str, forms: TableForms) -> Layout:
    """The layout under heads in two rows, whose words tell only where the totals stand and whether there are any."""
    if _TOTAL_FIRST.search(head):
        return Layout(FULL_ROW, (*range(1, FULL_ROW), 0))
    columns = forms.columns[REQUESTS]
    names = _LEGAL_PERSONS.sub("", head[head.rindex(FIRST_HEAD) :])
    named = [columns[numbers[0]].member for _, _, numbers in forms.column_words[REQUESTS].find(names)]
    six = [column.member for column in forms.applicants[:-1]]
    return Layout(len(six), tuple(range(len(six)))) if named == six else Layout()


def _row_of_heads(above: str, forms: TableForms) -> str | None:
    """The line, or the lines, above a table that name kinds of applicant; empty where nothing parts them, else None."""
    columns, lexicon = forms.columns[REQUESTS], forms.column_words[REQUESTS]
    lines = above.split("\n")
    for line in lines:
        if FIRST_HEAD in line and _OTHERS in line:
            return line
    for line in (*lines, " ".join(lines[-MOST_LINES:])):
        if len({*applicants_of(heads_in_line(line), columns, lexicon)} - {NOBODY}) >= FEWEST_NAMED:
            return line
    return "" if FIRST_HEAD in words_of(above) else None


def _ordered(head: str, forms: TableForms) -> tuple[int, ...]:
    """Where each kind of applicant stands in a row of heads; as in the form unless the heads say otherwise."""
    columns, lexicon = forms.columns[REQUESTS], forms.column_words[REQUESTS]
    named = [columns[numbers[0]].member for _, _, numbers in lexicon.find(words_of(head))]
    wanted = [column.member for column in forms.applicants]
    cells = _places(named, wanted)
    if not cells:
        parted = [columns[n].member for n in applicants_of(heads_in_line(head), columns, lexicon) if n != NOBODY]
        cells = _places(parted, wanted) or _places(parted, wanted[:-1]) or _places(named, wanted[:-1])
    if cells:
        return cells
    return tuple(range(FULL_ROW)) if in_order([wanted.index(member) for member in named if member]) else ()


def _places(named: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...]:
    """Where each that is wanted stands among the named, when these are the same."""
    return tuple(named.index(member) for member in wanted) if sorted(named) == sorted(wanted) else ()


def in_order(places: Sequence[int]) -> bool:
    """Whether the columns that are named once stand as in the form, so that those without a name do too."""
    once = [place for place in places if places.count(place) == 1]
    return once == sorted(once)
