"""Brackets between a noun and its count, put behind the count: 信息(不含转载)30条 is read as 信息30条(不含转载)."""

from __future__ import annotations

import re

from dagster_project.parsers.prose.unfolding import UNIT, Span

_BARE = (
    r"(?:的|共|共计|合计|总计|累计|总数|数量|数|为|达|有|约|近|超|已|均|主动|全年|公开|发布|公布|推送|更新|收到|受理|接收|办结|答复|"
    r"结案|审结|终结|举办|开展|组织|召开|举行|编发|刊登|制发|配备|设立|设置|建成|申请|政府|政务|信息|各类)*"
)
# A bracket of a few words without a mark, 县(市), parts no clause and stays, unless it tells what is counted: (含转载).
_ASIDE = re.compile(
    r"(?P<aside>\((?<=[\u4e00-\u9fff”》]\()(?!(?:[省市州盟县区旗镇乡、]|街道)+\))(?!(?![不未]|含|均|包括|其中|除)[^(),;。:、\d]{1,6}\))[^()\n。]{2,60}\))"
    rf"(?P<count>{_BARE}\d(?:[\d.]|,(?=\d{{3}}(?!\d))){{0,11}}[余多]?[万亿]?[余多]?{UNIT})(?=[,;。、)\n]|$)"
)


def with_asides_behind(text: str) -> list[Span]:
    """The spans to put the text together from; empty when no bracket stands before a count."""
    pieces: list[Span] = []
    at = 0
    for match in _ASIDE.finditer(text):
        pieces += [(at, match.start("aside")), match.span("count"), match.span("aside")]
        at = match.end()
    return [*pieces, (at, len(text))] if pieces else []
