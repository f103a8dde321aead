"""Small tables of names and counts that a text tells cell by cell, parted by blanks or line ends → rows of tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The heads as they are printed: what is named, its count and perhaps its share.
_NAME_HEAD = (
    r"(?:信息|公开|申请|主动公开|政府信息)?(?:类\s?别|类\s?型|渠\s?道|方\s?式|形\s?式|途\s?径|载\s?体|栏\s?目|内\s?容)\s+"
    r"(?:公开|信息|主动公开)?"
)
_COUNT_HEAD = "数[量目]|[条件份篇]数"
_BEFORE, _BEHIND = frozenset("条件份篇"), frozenset("量目")
_NAMED = re.compile(rf"(?<!\S){_NAME_HEAD}$")
_HEADS = re.compile(
    rf"(?P<heads>{_NAME_HEAD}(?:{_COUNT_HEAD})(?:[（(][条件份篇][）)])?)\s+"
    r"(?:(?P<share>(?:所?占)?(?:比例|比重|百分比|比)(?:[（(][%％][）)])?)\s+)?"
)
_REACH = 20
_NAME = r"[^\s\d。；;，,:：|][^\d。；;，,:：|]{0,28}?"
_COUNT = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)[条件份篇]?"
_ROW = re.compile(rf"\s*({_NAME})\s+({_COUNT})(?!\S)(?!\s+[\d.]+[%％])")
_ROW_WITH_SHARE = re.compile(rf"\s*({_NAME})\s+({_COUNT})\s+(\d+(?:\.\d+)?\s?[%％])(?!\S)")
_FEWEST_ROWS = 3


def with_small_tables(text: str) -> str:
    """The text with the rows of such tables on lines of their own, tabs between their cells."""
    written: list[str] = []
    at = 0
    for heads in _all_heads(text):
        if heads.start() < at:
            continue
        row = _ROW_WITH_SHARE if heads["share"] else _ROW
        lines = ["\t".join([*_in_two(heads["heads"]), *([heads["share"]] if heads["share"] else [])])]
        end = heads.end()
        while again := _HEADS.match(text, end):
            end = again.end()  # names and counts stand side by side, twice or more
        while told := row.match(text, end):
            lines.append("\t".join("".join(cell.split()) for cell in told.groups()))
            end = told.end()
        if len(lines) > _FEWEST_ROWS:
            written += [text[at : heads.start()].rstrip(" \t"), "\n", "\n".join(lines), "\n"]
            at = end
    return "".join([*written, text[at:]]) if written else text


def _all_heads(text: str) -> Iterator[re.Match[str]]:
    """The heads of such tables, in the order of the text."""
    for place in _places(text):
        named = _NAMED.search(text, max(0, place - _REACH), place) if _stands_apart(text, place) else None
        heads = _HEADS.match(text, named.start()) if named else None
        if heads:
            yield heads


def _places(text: str) -> Iterator[int]:
    """Where the head of a count begins."""
    at = text.find("数")
    while at >= 0:
        if text[at + 1 : at + 2] in _BEHIND:
            yield at
        elif text[at - 1 : at] in _BEFORE:
            yield at - 1
        at = text.find("数", at + 1)


def _stands_apart(text: str, place: int) -> bool:
    """Whether a head may begin at the place, or two or four characters before."""
    return text[place - 1 : place].isspace() or any(
        text.startswith(word, place - len(word)) and text[place - len(word) - 1 : place - len(word)].isspace()
        for word in ("公开", "信息", "主动公开")
    )


def _in_two(heads: str) -> list[str]:
    """The head of the names, which may be spaced (类 别), and that of the counts."""
    *name, count = heads.split()
    return ["".join(name), count]
