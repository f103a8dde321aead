"""Numerals that stand apart from sentences: cells of a table that was not recognised, and the counter of a page."""

from __future__ import annotations

import re

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import Setting

# A table that was not recognised: its unit stands before the figure, or figures stand with nothing but space between.
_UNIT_BEFORE = re.compile(r"[\s)|](?:条|件|次|篇|人|个|份|期|人次|万元|元)[\s|]*$")
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|\||$)")
# How often the page itself was opened, at the head of a line or behind a space: 责任编辑:某某 浏览次数 326.
_COUNTER = re.compile(r"(?:[\s】\])|]|报告)(?:浏览|阅读|点击|访问|查看|阅览|点阅)(?:次数|人数|人次|量|数|率)?[: ]?$")
_ENDS_COUNTER = frozenset("览读击问看阅数次量率: ")
_OF_A_SITE = re.compile("网站(?!编辑)|平台|载体|访问|浏览|点击|渠道|新媒体|专栏|公开情况")
_MOST_OPENED = 100_000
_LONGEST_COUNTER, _SAID = 10, 14
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
    if following is not None and _NO_WORDS.fullmatch(text, number.end, following.start):
        return True
    unit_before = _UNIT_BEFORE.search(text, max(0, number.start - 6), number.start)
    return unit_before is not None and _LINE_ENDS.match(text, number.end) is not None


def is_page_counter(page: Page, number: Number, setting: Setting) -> bool:
    """True when the numeral tells how often the page was opened, and not the site that a heading or the line names."""
    start, text = number.start, page.text
    if text[start - 1] not in _ENDS_COUNTER or number.value is None or number.value >= _MOST_OPENED:
        return False
    counter = _COUNTER.search(text, max(0, start - _LONGEST_COUNTER), start)
    if counter is None:
        return False
    said = max(text.rfind("\n", 0, start), counter.start() - _SAID)
    told = [*setting.path, (max(said, 0), counter.start())]
    return not any(_OF_A_SITE.search(text, *span) for span in told)
