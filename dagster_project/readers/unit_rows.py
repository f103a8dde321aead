"""Lines of a name, the unit in which it is counted, and a figure, parted by blanks alone: 03 新增规范性文件数 件 0."""

from __future__ import annotations

import re

_UNITS = "条|件|份|篇|次|期|人次|人|个|处|家|名|项|宗|起|张|元|万元"
# Two blanks of a line that hold nothing but a unit between them; nearly no sentence has them.
_UNIT_APART = re.compile(rf"[ \u3000\t](?:{_UNITS})[ \u3000\t]+[-—\d]")
_BLANKS = r"[ \u3000\t]+"
_VALUE = r"(?:-?\d[\d,]*(?:\.\d+)?|[-—]{1,2})"
_ROW = re.compile(
    rf"\s*(?:(?P<number>\d{{1,3}}|[一二三四五六七八九十]{{1,3}}、?){_BLANKS})?"
    rf"(?P<name>(?:\d{{1,2}}[.、．])?[^\s\d][^\n。;；\d]{{0,60}}?){_BLANKS}(?P<unit>{_UNITS}){_BLANKS}(?P<figure>{_VALUE})\s*"
)
_FEWEST = 3


def may_have_unit_rows(text: str) -> bool:
    """Whether a unit stands apart before a figure."""
    return _UNIT_APART.search(text) is not None


def unit_rows(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The cells of the lines from this one on that name one figure each, and the line after them."""
    rows: list[list[str]] = []
    for number in range(at, len(lines)):
        match = _ROW.fullmatch(lines[number])
        if match is None:
            break
        rows.append([match["number"] or "", "".join(match["name"].split("\u3000")), match["unit"], match["figure"]])
    if len(rows) < _FEWEST:
        return [], at
    first = 0 if any(row[0] for row in rows) else 1
    return [row[first:] for row in rows], at + len(rows)
