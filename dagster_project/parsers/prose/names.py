"""Names of places, organs, accounts and service lines: what they are called tells nothing of what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dagster_project.characters import holds
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.openings import places

_DEPARTMENT = re.compile("局|委(?!托)|厅|(?<!法制)办(?![理法事公结件学证案复文税电好班])|信息网")
_DEPARTMENT_OPENINGS = ("局", "委", "厅", "办", "信息网")
_ACCOUNT = re.compile(
    r"“(?![^”]{0,8}(?:访谈|信息公开”|政务公开”))([^”“\n]{2,16})”(?=(?:政务|官方|门户)?(?:网|微信|微博|公众号|客户端|头条|抖音|APP|短视频|视频号|栏目))"
)
# An account or a site may be called by its name alone: “某某发布”推送, 在“某某公安网”发布.
_SAID = r"”(?=[共累全年计上]{0,4}(?:主动)?(?:公开|发布|公布|更新|刊登|刊载|登载|上传|推送|\d))"
_PUBLISHER = re.compile(rf"“([^”“\n]{{2,12}}发布){_SAID}")
_SITE = re.compile(rf"“([^”“\n]{{2,14}}(?<![联物电路管张一])网)站?{_SAID}")
_AS_SITE = "官网"
# The number of a service's own line; 12345, and in Yunnan 96128, take what is asked of the government as a whole.
# What stands before is asked behind the first digit: a pattern is searched fast by the characters that it opens with.
_LINE = re.compile(
    r"(?:1(?<![\d.,]1)(?!2345)[0-26]\d{3}|9(?<![\d.,]9)(?!6128)[56]\d{3,4})(?!”?政[务府])"
    r"(?=”|[^,。;:!?\n\d条件个次人篇份元]{0,12}(?:热线|专线|电话)|(?:价格|消费|违法)?(?:举报|投诉))"
)
_AS_LINE = "00000"
_LINE_DIGITS = ("12", "95", "96")
_OF_LINES = ("热线", "专线", "电话", "举报", "投诉")
_LONGEST_STEM = 12
_TITLE = 120
_CENTRE = re.compile(r"([\u4e00-\u9fff](?:(?![省市县区旗州盟镇乡])[\u4e00-\u9fff]){1,9})中心(?=[\s\d关政信])")
# A hall of services is a place where requests are handed in: 在政务服务中心设立受理窗口.
_HALL = re.compile(
    "(?:政务|行政|便民)服务(?=(?:中心|大厅)[^。\\d\n]{0,24}(?:窗口|受理点|申请点|查阅点|查阅室|查阅场所)[^。\\d\n]{0,10}。)"
)
_HALLS = ("服务中心", "服务大厅")
_BLANK = "\0"


def without_names(text: str, departments: frozenset[str], worded: Sequence[str]) -> str:
    """The text with the names of departments and of accounts blanked: what they are called is not what they publish.

    A name that ends with 网 becomes 官网, and the number of a service's line 00000, which say what they are. Of the
    places `worded`, whose names hold words of the rules (惠农区), those that the title names are blanked but for their
    kind, as is the name of a centre (公共资源交易中心).
    """
    text = _without_the_issuers(text, worded)
    if any(holds(text, word) for word in _OF_LINES):
        text = _LINE.sub(lambda line: _AS_LINE.ljust(len(line[0]), "0"), text)
    halls = _HALL.finditer(text) if any(hall in text for hall in _HALLS) else ()
    text = _blanked(text, [hall.span() for hall in halls])
    quoted = (_ACCOUNT, _PUBLISHER) if "“" in text else ()
    names = [match.span(1) for pattern in quoted for match in pattern.finditer(text)]
    sites = [match.end(1) for match in _SITE.finditer(text)] if quoted else []
    for end in sites:
        text = f"{text[: end - len(_AS_SITE)]}{_AS_SITE}{text[end:]}"
    endings = _last_two(departments)
    names += [(text.rfind("“", 0, end) + 1, end - len(_AS_SITE)) for end in sites]
    for end in places(_DEPARTMENT_OPENINGS, text, 0, len(text)):
        if text[max(0, end - 2) : end] not in endings or _DEPARTMENT.match(text, end) is None:
            continue
        for start in range(max(0, end - _LONGEST_STEM), end - 1):
            if text[start:end] in departments:
                names.append((start, end))
                break
    return _blanked(text, names)


def without_line_counts(text: str, counts: Iterable[Number]) -> str:
    """The text without counts that have the digits of a service's line: 主动公开信息12388条."""
    alike = [(n.start, n.end) for n in counts if n.unit and text.startswith(_LINE_DIGITS, n.start)]
    return _blanked(text, alike) if alike else text


def _blanked(text: str, names: Iterable[tuple[int, int]]) -> str:
    """The text with what stands at these places blanked."""
    blanked: list[str] = []
    at = 0
    for start, end in sorted(names):
        blanked += (text[at:start], _BLANK * (end - max(start, at)))
        at = max(at, end)
    return "".join((*blanked, text[at:]))


def _without_the_issuers(text: str, worded: Sequence[str]) -> str:
    """The text without the name of the place or the centre that the title names."""
    title = text[:_TITLE]
    for name in worded:
        if name in title:
            text = text.replace(name, f"{_BLANK * (len(name) - 1)}{name[-1]}")
    line = title.partition("\n")[0]
    centre = _CENTRE.search(line) if "中心" in line else None
    if centre is not None:
        for name in (centre[1], centre[1][-2:]):
            text = text.replace(f"{name}中心", f"{_BLANK * len(name)}中心")
    return text


@lru_cache(maxsize=4)
def _last_two(stems: frozenset[str]) -> frozenset[str]:
    """What the stems, of two characters at least, end with: few words before a 局 or 办 are one of these."""
    return frozenset(stem[-2:] for stem in stems)
