"""What a site prints below a report: links to other pages, whose headlines tell figures of other places and years."""

from __future__ import annotations

import re

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


def foot_of(text: str, tables_end: int) -> tuple[Consumed, ...]:
    """The stretch from the first line that heads links to other pages, none when the report goes on below it.

    `tables_end` is where the last table of the text ends.
    """
    links = _LINKS.search(text, max(0, tables_end - 1, len(text) - _REACH))
    if links is None or _REPORT.search(text, links.end()) is not None:
        return ()
    return (Consumed(links.start() + 1, len(text), REASON),)
