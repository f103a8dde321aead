"""The outline of a running text: its headings, its sentences and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.parsers.numerals import Number
from dagster_project.records import record

_LEVELS = {"section_1": 1, "section_2": 2, "section_3": 3, "section_4": 4, "section_5": 5}
_STOP = re.compile(r"[\n。;:!?]|,|\s")
_CLAUSE = re.compile(r"[,;。:!?()\n]")
# 县(市、区): brackets round a few words part no clause.
_ASIDE = re.compile(r"\([^()\d,;。:]{1,6}\)")
# A heading whose line end was lost runs into the year that opens its first sentence.
_RUN_IN = re.compile(r"(?<![在自从至到为于和及对与的以年《“、是(])(?:19|20)\d\d年")
_HEADING_LENGTH = 34


@record
class Heading:
    """One heading: where it begins, where its words begin and end, and the headings it stands under."""

    start: int
    words: tuple[int, int]
    level: int
    above: tuple[tuple[int, int], ...]

    @property
    def path(self) -> tuple[tuple[int, int], ...]:
        """The spans of the words of all headings in force below this one, outermost first."""
        return (*self.above, self.words)


@dataclass(frozen=True, slots=True)
class Outline:
    """Headings in order, and the places where clauses, sentences and periods end."""

    headings: tuple[Heading, ...]
    heading_starts: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    periods: tuple[int, ...]


def around(stops: Sequence[int], place: int, length: int) -> tuple[int, int]:
    """The piece between two stops in which `place` stands."""
    index = bisect_right(stops, place)
    return (stops[index - 1] + 1 if index else 0), (stops[index] if index < len(stops) else length)


def outline(text: str, numbers: Sequence[Number]) -> Outline:
    """The outline of the text; a comma or colon inside a numeral parts nothing."""
    long = [n for n in numbers if n.end - n.start > 3 and _CLAUSE.search(text, n.start, n.end)]
    inside = {place for n in long for place in range(n.start, n.end)}
    for aside in _ASIDE.finditer(text):
        inside |= {aside.start(), aside.end() - 1}
    headings = _headings(text, numbers)
    run_in = {h.words[1] - 1 for h in headings if h.level < 5 and _RUN_IN.match(text, h.words[1])}
    stops = [at for m in _CLAUSE.finditer(text) if (at := m.start()) not in inside]
    clauses = tuple(sorted({*stops, *run_in}) if run_in else stops)
    sentences = tuple(at for at in clauses if text[at] in "。;!?\n" or at in run_in)
    periods = tuple(at for at in sentences if text[at] != ";")
    return Outline(headings, tuple(h.start for h in headings), clauses, sentences, periods)


def _headings(text: str, numbers: Sequence[Number]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    stack: list[Heading] = []
    for number in numbers:
        level = _LEVELS.get(number.kind)
        if level is None:
            continue
        start = number.end + (text[number.end : number.end + 1] in (")", "、", "."))
        while text[start : start + 1] in (" ", "\n") and start < number.end + 3:
            start += 1
        while stack and stack[-1].level >= level:
            stack.pop()
        words = (start, _heading_end(text, start, level))
        heading = Heading(number.start, words, level, stack[-1].path if stack else ())
        stack.append(heading)
        found.append(heading)
    return tuple(found)


def _heading_end(text: str, start: int, level: int) -> int:
    limit = min(len(text), start + _HEADING_LENGTH)
    year = None
    if level < 5 and text.find("年", start + 3, limit + 5) >= 0:
        year = _RUN_IN.search(text, start + 3, limit + 5)
    if year is not None:
        limit = year.start()
    for stop in _STOP.finditer(text, start, limit):
        if (
            stop.group() == ","
            and level < 5
            and text.find("\n", start, limit) < 0
            and text.find("。", start, limit) > 0
        ):
            continue
        return stop.start()
    return limit
