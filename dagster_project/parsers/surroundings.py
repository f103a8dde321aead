"""What a site prints above and below a report: headlines of other pages, with figures of other places and years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.parsers.tables.reading import Consumed

REASON = "page_chrome"
_LINKS = re.compile(
    r"[^\w\n]{0,6}"
    r"(?:(?:相关(?:链接|文章|阅读|信息|新闻|文档|内容|推荐|解读|稿件|报道|政策)|推荐(?:阅读|文章|信息)|延伸阅读|猜你喜欢|友情链接"
    r"|热[点门](?:新闻|文章|信息|推荐|阅读|排行)|最新(?:信息|文章|新闻|发布|更新)|(?:点击|阅读|浏览)排行)[^\w\n]{0,6}$"
    r"|[上下]一[篇条][:\s])"
)
# What only a report says: a sentence, or the number of a section.
_SENTENCE_FROM = 24
_SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")


def surroundings(text: str, title: int, tables: Sequence[Consumed]) -> tuple[Consumed, ...]:
    """The stretches above the title and from the first line below the report that heads links to other pages.

    `title` is where the title stands. A stretch with a table, a sentence or a section of a report is part of it.
    """
    found = []
    if all(table.start >= title for table in tables) and not any(map(_is_report, text[:title].split("\n"))):
        found.append(Consumed(0, title, REASON))
    links = _first_links(text, max([title, *(table.end for table in tables)]))
    if links < len(text):
        found.append(Consumed(links, len(text), REASON))
    return tuple(found)


def _first_links(text: str, floor: int) -> int:
    """Where the first line that heads links starts, looked for from the end of the text up to a line of the report."""
    first = end = len(text)
    while end > floor:
        start = text.rfind("\n", floor, end) + 1 or floor
        line = text[start:end]
        if _is_report(line):
            break
        if _LINKS.match(line):
            first = start
        end = start - 1
    return first


def _is_report(line: str) -> bool:
    return line.find("。", _SENTENCE_FROM) >= 0 or _SECTION.match(line) is not None
