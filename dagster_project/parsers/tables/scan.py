"""A stretch of text → the labels that stand in it and the figures between them, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dagster_project.characters import numbers_of, text_of
from dagster_project.parsers.tables.forms import Lexicon
from dagster_project.records import record

Span = tuple[int, int]
FULL_ROW = 7
_CHINESE = re.compile(r"[㐀-鿿]+")
_FIRST_CHINESE, _LAST_CHINESE = ord("㐀"), ord("鿿")
# A word for nothing stands alone in its cell; 无 and 没有 may begin a label that is cut over lines.
# What stands before is asked behind the word, as a branch that begins with a character is tried only at that character.
_NOTHING = "|".join(
    rf"{word}(?<![㐀-鿿]{word})(?!\s*[正法现]|[㐀-鿿])" for word in ("无", "暂无", "零", "没有", "未发生", "不涉及")
)
_NUMBER = r"\d+(?:,\d+)*(?:\.\d+)?"
# Each branch begins with a character, so that at most one of them is tried at any place.
FIGURE = re.compile(
    rf"{_NUMBER}|[-+−]{_NUMBER}|增加?{_NUMBER}|减少?{_NUMBER}|/(?:(?<!\d/)|(?!\d))"
    rf"|(?:—(?<![-—–]—)—{{0,3}}|-(?<![-—–]-)-{{0,3}}|–(?<![-—–]–))(?![-—–\d])|{_NOTHING}"
)
# Any character with which one starts: looked for first, as the pattern itself is tried at each character.
_IN_FIGURES = re.compile(r"[-+−增减\d/—–无零暂没未不]")
ORDINAL_BEFORE = re.compile(r"(?:\d\s?[.、．]|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、|其中:?)\s*$")
_ORDINAL_ENDS = frozenset(".、．):中")
ORDINAL_INSIDE = re.compile(r"\d[.、．]\s*(?=[“\"《(]?[㐀-鿿])")
# A cell that can only be several: 00, 023.
_RUN_TOGETHER = re.compile(r"0\d++(?!\.)")
# What stands between the counts of a sentence and between no cells: 118件。新收申请中,自然人6687件,占比85.4%.
_SENTENCE = re.compile(r"[。,;][^\n\d]{0,12}[㐀-鿿]{2}[^\n\d]{0,12}\d[^\n]*[。,;]")
# What stands between most labels: the rest of the label, with nothing that a figure or a note of it starts with but
# brackets, and seven figures.
_FULL_ROW = re.compile(
    r"(?:[^-+−增减\d/—–无零暂没未不(\[【计年号条页]++|\([^()\n]*+\)|不(?!涉))*+([0-9]+)"
    + r"[ \n]+([0-9]+)" * (FULL_ROW - 1)
    + r"[ \n]*"
)
# The same drawn as cells, behind the rest of a label on the same line.
_FULL_DRAWN_ROW = re.compile(r"(?<=[^\n])[^\t\n]*+" + r"\t([^\t\n]*+)" * FULL_ROW + r"\n?")
# What ends a sentence above a table, or the line of a case that it counts: no head has either.
_SENTENCE_END = re.compile(r"[。;]|\d\s*[件宗起条][^\n]*")
NOTED = re.compile(r"[(\[【计年号条页]|\n[^\S\n]*[-—–][^\S\n]*\d+[^\S\n]*[-—–][^\S\n]*(?:\n|$)")
NOTE = re.compile(
    r"(?m:^[^\S\n]*[-—–][^\S\n]*\d{1,3}[^\S\n]*[-—–][^\S\n]*$)|第\s*\d+\s*页|共\s*\d+\s*页|\([^()\n]*\)|\[[^\[\]\n]*\]|【[^【】\n]*】|计\s*1\s*[条次]|第\s*\d+\s*条|\d+\s*号|\d{4}\s*年度?"
)

# What joins the name of a group and that of its row: 不予处理—重复申请.
JOINT = re.compile(r"\s?[·•・—–\-/>→:]\s?")


@record
class Mark:
    """A label seen at a place of the text; `rows` are the rows of the form that it may stand for."""

    start: int
    end: int
    rows: tuple[int, ...]


@dataclass(slots=True)
class Squeezed:
    """The Chinese characters of a stretch of text, and where in the text each stands."""

    words: str
    places: npt.NDArray[np.intp]


def squeeze(text: str, start: int, end: int) -> Squeezed:
    """Text without anything but Chinese characters."""
    characters = numbers_of(text[start:end])
    places = ((characters >= _FIRST_CHINESE) & (characters <= _LAST_CHINESE)).nonzero()[0]
    return Squeezed(text_of(characters[places]), places + start)


def find_marks(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mark]:
    """The labels in a stretch of text, whatever spaces, marks and line ends stand between their characters."""
    return marks_in(squeeze(text, start, end), lexicon)


def marks_in(squeezed: Squeezed, lexicon: Lexicon) -> list[Mark]:
    """The labels in a stretch that is squeezed already."""
    found = lexicon.find(squeezed.words)
    firsts = squeezed.places[[a for a, _, _ in found]].tolist()
    lasts = squeezed.places[[b - 1 for _, b, _ in found]].tolist()
    return [Mark(first, last + 1, rows) for first, last, (_, _, rows) in zip(firsts, lasts, found, strict=True)]


def behind_sentences(text: str, low: int, high: int) -> int:
    """Where the heads of a table start whose first figure stands at `high`: behind the sentences above them."""
    return max((end.end() for end in _SENTENCE_END.finditer(text, low, max(low, high))), default=low)


def ordinal_start(text: str, mark: Mark, floor: int) -> int:
    """Where the number printed before a label starts; the start of the label when there is none."""
    begin = mark.start
    while True:
        if begin - 2 >= floor and text[begin - 1] == "." and text[begin - 2].isdecimal():
            begin -= 2  # 1. as before most labels
            continue
        low = max(floor, begin - 8)
        if text[low:begin].rstrip()[-1:] not in _ORDINAL_ENDS:
            return begin
        match = ORDINAL_BEFORE.search(text, low, begin)
        if match is None or match.start() == begin:
            return begin
        begin = match.start()


@dataclass(slots=True)
class Strip:
    """Figures of one line or of one stretch: spans in the text, in order. Blank cells have no length."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    celled: bool = False
    """True when the cells were drawn (tabs), so that each span is one cell."""


def strips(text: str, start: int, end: int) -> list[Strip]:
    """The figures between two labels: together when they make one row at most, else a strip for each line.

    Tabs part the cells of a row that has its own line; they are blanks where the next label follows on the same line.
    """
    if text.find("\t", start, end) >= 0 and _ends_its_line(text, start, end):
        drawn = _FULL_DRAWN_ROW.fullmatch(text, start, end)
        if drawn is not None:
            return [Strip(list(drawn.regs[1:]), True)]
    else:
        row = _FULL_ROW.fullmatch(text, start, end)
        if row is not None:
            return [Strip(list(row.regs[1:]))]
        whole = figures_between(text, start, end)
        if 1 < len(whole) <= FULL_ROW and _SENTENCE.search(text, whole[0][1], whole[-1][0]):
            return []
        if len(whole) <= FULL_ROW and not ORDINAL_INSIDE.search(text, start, end):
            return [Strip(whole)] if whole else []
    return [strip for strip in _line_strips(text, start, end) if strip.spans]


def _ends_its_line(text: str, start: int, end: int) -> bool:
    return text.find("\n", start, end) >= 0 or end == len(text) or text[end] == "\n"


def _line_strips(text: str, start: int, end: int) -> Iterator[Strip]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text.find("\t", at, stop) >= 0:
            yield _cells(text, at, stop)
        else:
            for a, b in _between_ordinals(text, at, stop):
                yield Strip(figures_between(text, a, b))
        at = stop + 1


def figures_between(text: str, start: int, end: int) -> list[Span]:
    """Figures between start and end, without notes in brackets, page numbers and the numbers of list items."""
    if NOTED.search(text, start, end):
        stretch = NOTE.sub(lambda m: " " * len(m[0]), text[start:end])
        return [(start + match.start(), start + match.end()) for match in FIGURE.finditer(stretch)]
    first = _IN_FIGURES.search(text, start, end)
    return [match.span() for match in FIGURE.finditer(text, first.start(), end)] if first else []


def _between_ordinals(text: str, start: int, end: int) -> list[Span]:
    parts, at = [], start
    for match in ORDINAL_INSIDE.finditer(text, start, end):
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, end))
    return parts


def _cells(text: str, start: int, end: int) -> Strip:
    """The value cells of a row of tabs; words before the first value are label.

    Tabs are blanks where a figure stands with the rest of the label, or figures run together: 总计23\t0\t00\t023.
    """
    spans, at = [], start
    parts = text[start:end].split("\t")
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + 1
    first = 1 if start and text[start - 1] != "\n" else 0
    if (first and figures_between(text, *spans[0])) or any(map(_RUN_TOGETHER.match, parts)):
        return Strip(figures_between(text, start, end))
    if first and len(spans) == FULL_ROW + 1:
        return Strip(spans[1:], True)
    for index, (part, (a, b)) in enumerate(zip(parts, spans, strict=True)):
        if not part.isascii() and _CHINESE.search(part) and not FIGURE.search(text, a, b):
            first = index + 1
    spans = spans[first:]
    return Strip(spans if len(spans) >= FULL_ROW or any(b > a for a, b in spans) else [], True)
