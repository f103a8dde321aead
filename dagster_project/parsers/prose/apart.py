"""Numerals that stand apart from sentences: as cells of a table that was not recognised."""

from __future__ import annotations

import re

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.setting import Page

# A table that was not recognised: its unit stands before the figure, or figures stand with nothing but space between.
_UNIT_BEFORE = re.compile(r"[\s)|](?:条|件|次|篇|人|个|份|期|人次|万元|元)[\s|]*$")
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|\||$)")
_NO_WORDS = re.compile(r"[\s|]+")


def is_in_table_row(page: Page, index: int, number: Number) -> bool:
    """True when the numeral stands as cells of a table do and not as words of a sentence."""
    if number.unit:
        return False
    text, counts = page.text, page.counts
    previous = counts[index - 1] if index else None
    following = counts[index + 1] if index + 1 < len(counts) else None
    if previous is not None and not previous.unit and _NO_WORDS.fullmatch(text, previous.end, number.start):
        return True
    if following is not None and not following.unit and _NO_WORDS.fullmatch(text, number.end, following.start):
        return True
    unit_before = _UNIT_BEFORE.search(text, max(0, number.start - 6), number.start)
    return unit_before is not None and _LINE_ENDS.match(text, number.end) is not None
