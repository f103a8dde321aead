"""Puts sentences together that a dump of a page broke at inline tags: 公开信息 / 10,604 / 条,县政府 on three lines."""

from __future__ import annotations

import re

_UNITS = (
    "个工作日|个百分点|工作日|百分点|个月|人次|件次|条次|场次|户次|家次|批次|万元|亿元|[万亿千][余多]?|[余多]|[年月日时]|"
    "[件条次人篇期场个家份名位部项轮起宗则册本批户处台组例张幅封通辑类种级页字号元天倍届版间座所块笔亩吨套辆只头%％]"
)
_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?%?|\d+(?:\.\d+)?[%％]?"
_STOPS = "，。；、）”》"
# A count alone between two marks, behind which its unit and the rest of the sentence follow: no table has these.
_BROKEN = {
    mark: re.compile(
        rf"{re.escape(mark)}[ \u3000]*(?:{_NUMBER})[ \u3000]*{re.escape(mark)}"
        rf"\s*(?:{_UNITS})[^\n\t|\d]{{0,12}}[，。；、）]"
    )
    for mark in "\n\t|"
}
_ALONE = re.compile(_NUMBER)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(rf"(?:{_UNITS})(?=[{_STOPS}（(,;)]|$)|(?:{_UNITS})(?=.*[，。；、])")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|第[一二三四五六七八九十]+[章部条]"
)
_SAYS = re.compile("[，。；、,;]")
# What parts the cells of a row that is drawn on one line.
_ROW = re.compile(r"[\t|]|,[\d.]*,|,\d+$| {3}")
_SENTENCE = re.compile("[，。；]")
_CLAUSE = re.compile("[，。；,;]")
_ENDED = frozenset("。！？：；:;!?")
# After which a year goes on in the sentence; else it begins one.
_BEFORE_YEAR = frozenset("，,、；;（(《至到自从在于与对比和及截")
_FEWEST = 3
# More cells than a row has.
_WHOLE_PAGE = 80


def inline_marks(text: str) -> str:
    """The marks (line ends, tabs, bars) that break sentences, as counts stand alone between them; mostly none.

    So do tabs and bars where a line has more of them than any row of a table: it is the whole page.
    """
    return "".join(mark for mark, broken in _BROKEN.items() if mark in text and _breaks(mark, broken, text))


def _breaks(mark: str, broken: re.Pattern[str], text: str) -> bool:
    if mark != "\n" and text.count(mark) >= _WHOLE_PAGE and _is_page(text, mark):
        return True
    return _is_found(broken, text)


def _is_page(text: str, mark: str) -> bool:
    return any(line.count(mark) >= _WHOLE_PAGE for line in text.split("\n"))


def _is_found(broken: re.Pattern[str], text: str) -> bool:
    return sum(1 for _ in zip(broken.finditer(text), range(_FEWEST), strict=False)) == _FEWEST


def on_lines(text: str, marks: str) -> str:
    """The text with what stands between tabs or bars on lines of its own, where these break sentences or the page."""
    return text.translate({ord(mark): "\n" for mark in marks})


def without_inline_breaks(text: str) -> str:
    """The text with its sentences on one line each; lines of tables, headings and titles stay as they are."""
    lines = text.split("\n")
    told = [line if "\t" in line.strip() else line.strip() for line in lines]
    filled = [number for number, line in enumerate(told) if line]
    written: list[str] = []
    last = ""  # the fragment that ends the line written last
    at = -1
    for place, number in enumerate(filled):
        fragment = told[number]
        after = told[filled[place + 1]] if place + 1 < len(filled) else ""
        if written and _goes_on(written[-1], last, fragment, after, number == at + 1):
            written[-1] += fragment
        else:
            written += [*([""] if number > at + 1 else []), fragment]
        last, at = fragment, number
    return "\n".join(written)


def _goes_on(line: str, last: str, fragment: str, after: str, adjacent: bool) -> bool:
    """Whether the fragment belongs to the sentence of the line, which ends with the fragment `last`."""
    if _is_row(last) or _is_row(fragment):
        return False
    if fragment[0] in _STOPS:
        return True
    if _ALONE.fullmatch(last):
        return _UNIT.match(fragment) is not None
    if line[-1] in _ENDED - {"；", ";", "：", ":"} or _is_heading(line):
        return False
    if _ALONE.fullmatch(fragment):
        if _YEAR.fullmatch(fragment) and after.startswith("年"):
            return line[-1] in _BEFORE_YEAR
        return not line[-1].isdigit() and bool(after) and (after[0] in _STOPS or _UNIT.match(after) is not None)
    says = _SAYS.search(line) is not None and line[-1] not in _ENDED
    return adjacent and says and not _MARKER.match(fragment) and not last.endswith(("）", ")"))


def _is_row(fragment: str) -> bool:
    drawn = _ROW.search(fragment) is not None or (fragment.count(",") > 1 and not _SENTENCE.search(fragment))
    return drawn and _ALONE.fullmatch(fragment) is None


def _is_heading(line: str) -> bool:
    return _MARKER.match(line) is not None and _CLAUSE.search(line, 3) is None
