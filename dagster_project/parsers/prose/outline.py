"""The outline of a running text: its headings, its sentences and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.characters import numbers_of, signs, where
from dagster_project.parsers.numerals import COUNTING, Number
from dagster_project.records import record

_LEVELS = {"section_1": 1, "section_2": 2, "section_3": 3, "section_4": 4, "section_5": 5}
_STOP, _STOP_BUT_COMMA = re.compile(r"[\n。;:!?,\s]"), re.compile(r"[\n。;:!?\s]")
_CLAUSE = re.compile(r"[,;。:!?()\n]")
_SEMICOLON = ord(";")
_CLAUSE_ENDS, _SENTENCE_ENDS = signs(",;。:!?()\n"), signs("。;!?\n")
# 县(市、区): brackets round a few words part no clause.
_ASIDE = re.compile(r"\([^()\d,;。:]{1,6}\)")
# What explains the count before it: 工作人员共七人——专职两人,兼职五人.
_DASH = "——"
_DASHES = re.compile(f"(?<=[\\d\u4e00-\u9fff]){_DASH}(?=[\u4e00-\u9fff])")
# A heading whose line end was lost runs into the year that opens its first sentence.
_RUN_IN = re.compile(r"(?<![在自从至到为于和及对与的以年《“、是(])(?:19|20)\d\d年")
_CENTURIES = ("19", "20")
_HEADING_LENGTH = 34
_FURTHEST = 1000
# A line of a few words, with no number and no mark, that names a subject of these reports.
_BARE_LINE = re.compile(r"\n[#* ]{0,6}(?P<words>[\u4e00-\u9fff]{2,16})[* ]{0,3}(?=\n)")
_SUBJECTS = re.compile("公开|申请|复议|诉讼|解读|回应|信息管理|平台|保障|监督|问题|事项|收费|培训|咨询|经费|机构|投诉")
_UNNUMBERED = 6
# Section numbers that the numerals do not know: 壹、, 第二部分.
_PART = re.compile(
    r"\n[#* ]{0,6}(?:[壹贰叁肆伍陆柒捌玖拾]{1,2}[、.]|第[一二三四五六七八九十]{1,2}(?:部分|章))"
    r"[ :、.]{0,3}(?P<words>[^\n。,;:]{2,24})"
)
# The same on the first line, which no line end precedes: a pattern that may begin with either is searched slowly.
_FIRST = {line: re.compile(line.pattern.removeprefix(r"\n")) for line in (_BARE_LINE, _PART)}


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


def near(span: tuple[int, int], place: int) -> tuple[int, int]:
    """What of the span a rule looks at from the place: one list may be a whole page."""
    return max(span[0], place - _FURTHEST), min(span[1], place + _FURTHEST)


def outline(text: str, numbers: Sequence[Number]) -> Outline:
    """The outline of the text; a comma or colon inside a numeral parts nothing."""
    headings = _headings(text, numbers)
    ends_at_year = [h for h in headings if h.level < 5 and text.startswith(_CENTURIES, h.words[1])]
    run_in = [h.words[1] - 1 for h in ends_at_year if _RUN_IN.match(text, h.words[1])]
    run_in += [h.words[1] for h in headings if h.level < 3 and text[h.words[1] : h.words[1] + 1] == " "]
    run_in.sort()
    characters = numbers_of(text)
    ends = where(characters, _CLAUSE_ENDS)
    for number in numbers:
        if number.end - number.start > 3 and _CLAUSE.search(text, number.start, number.end):
            ends[number.start : number.end] = False
    for aside in _ASIDE.finditer(text):
        ends[[aside.start(), aside.end() - 1]] = False
    ends[[n.start - 1 for n in numbers if n.kind in COUNTING and text[n.start - 1] == ":"]] = False
    ends[run_in] = True
    if _DASH in text:
        ends[[dash.start() for dash in _DASHES.finditer(text)]] = True
    clauses = ends.nonzero()[0]
    closes = where(characters[clauses], _SENTENCE_ENDS)
    closes[clauses.searchsorted(run_in)] = True
    sentences = clauses[closes]
    periods = sentences[characters[sentences] != _SEMICOLON]
    starts = tuple([heading.start for heading in headings])
    return Outline(headings, starts, tuple(clauses.tolist()), tuple(sentences.tolist()), tuple(periods.tolist()))


def _headings(text: str, numbers: Sequence[Number]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    stack: list[Heading] = []
    for at, level, words in sorted((*_numbered(text, numbers), *_unnumbered(text))):
        while stack and stack[-1].level >= level:
            stack.pop()
        heading = Heading(at, words, level, stack[-1].path if stack else ())
        stack.append(heading)
        found.append(heading)
    return tuple(found)


def _numbered(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where each heading with a section number begins, its level, and where its words are."""
    for number in numbers:
        level = _LEVELS.get(number.kind)
        if level is not None:
            start = number.end + (text[number.end : number.end + 1] in (")", "、", "."))
            while text[start : start + 1] in (" ", "\n") and start < number.end + 3:
                start += 1
            yield number.start, level, (start, _heading_end(text, start, level))


def _unnumbered(text: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """The same of the lines that are headings without a number."""
    for line in _lines(_BARE_LINE, text):
        if _SUBJECTS.search(line["words"]):
            yield line.start("words"), _UNNUMBERED, line.span("words")
    for line in _lines(_PART, text):
        yield line.start("words"), 1, line.span("words")


def _lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    first = _FIRST[pattern].match(text)
    if first is not None:
        yield first
    yield from pattern.finditer(text)


def _heading_end(text: str, start: int, level: int) -> int:
    limit = min(len(text), start + _HEADING_LENGTH)
    year = None
    if level < 5 and text.find("年", start + 3, limit + 5) >= 0:
        year = _RUN_IN.search(text, start + 3, limit + 5)
    if year is not None:
        limit = year.start()
    stop = _STOP.search(text, start, limit)
    if stop is not None and level < 5 and stop[0] == "," and _runs_on(text, start, limit):
        stop = _STOP_BUT_COMMA.search(text, stop.end(), limit)
    return limit if stop is None else stop.start()


def _runs_on(text: str, start: int, limit: int) -> bool:
    """Whether the heading's line holds a whole sentence, so that a comma does not end the heading."""
    return text.find("。", start, limit) > 0 and text.find("\n", start, limit) < 0
