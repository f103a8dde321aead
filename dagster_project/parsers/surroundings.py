"""What a site prints above and below a report: headlines of other pages, with figures of other places and years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.parsers.tables.reading import Consumed

REASON = "page_chrome"
_REACH = 4000
_LINKS = re.compile(
    r"\n[^\S\n]*[^\w\n]{0,3}"
    r"(?:(?:相关(?:链接|文章|阅读|信息|新闻|文档|内容|推荐|解读|稿件|报道|政策)|推荐(?:阅读|文章|信息)|延伸阅读|猜你喜欢|友情链接"
    r"|热[点门](?:新闻|文章|信息|推荐|阅读|排行)|最新(?:信息|文章|新闻|发布|更新)|(?:点击|阅读|浏览)排行)[^\w\n]{0,6}(?=\n|$)"
    r"|[上下]一[篇条][:\s])"
)
# What only a report says: a sentence, or the number of a section.
_REPORT = re.compile(r"[^\n]{24}。|\n[^\S\n]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")


def surroundings(text: str, title: int, tables: Sequence[Consumed]) -> tuple[Consumed, ...]:
    """The stretches above the title and from the first line below the report that heads links to other pages.

    `title` is where the title stands. A stretch with a table, a sentence or a section of a report is part of it.
    """
    found = []
    if all(table.start >= title for table in tables) and _REPORT.search(text, 0, title) is None:
        found.append(Consumed(0, title, REASON))
    below = max([title, len(text) - _REACH, *(table.end - 1 for table in tables)])
    links = _LINKS.search(text, below)
    if links is not None and _REPORT.search(text, links.end()) is None:
        found.append(Consumed(links.start() + 1, len(text), REASON))
    return tuple(found)
