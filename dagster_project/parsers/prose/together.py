"""Counts told of several channels together: 通过网站、微信群和公示栏公开信息95条 counts what all of them carried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.outline import near

# What begins with the codes of one channel counts nothing that several channels carried.
OF_ONE_CHANNEL = ("proactive.channel.", "proactive.items.by_channel")
# Nor does what they carried of one field count all that was disclosed.
OF_NO_FIELD = (*OF_ONE_CHANNEL, "proactive.items.total")
_SITE = "site"
# Channels of one kind are one: 微信和微博 are new media, 公开栏和橱窗 are boards.
_KINDS = (
    (_SITE, r"网站|官网|门户|[\u4e00-\u9fff“”]网$|网上|网络|互联网|公开平台|网页"),
    ("media", r"微信(?!群)|公众号|订阅号|微博|新媒体|两微|双微|抖音|快手|头条|客户端|视频号|小程序|APP"),
    ("group", r"微信群|QQ群|工作群|群聊|短信"),
    (
        "board",
        r"公开栏|公示栏|公告栏|宣传栏|公开墙|公示墙|公示牌|公告牌|橱窗|板报|张榜|[公政村党厂]务栏|"
        r"电子屏|显示屏|触摸屏|查询机|大屏|LED|屏幕",
    ),
    ("press", r"广播|电视|电台|喇叭|村村响|融媒体|报纸|报刊|[日晚时晨]报|报》|县报|市报|新闻媒体|报社"),
    ("gazette", r"公报|政报"),
    ("place", r"查阅[点室场]|档案馆|图书馆|服务中心|服务大厅|办事大厅|办事窗口"),
    ("print", r"手册|明白[纸卡]|宣传[单册]|简报|会议|发布会"),
)
_OF_KIND = tuple((kind, re.compile(words)) for kind, words in _KINDS)
_ANY_KIND = re.compile("|".join(words for _, words in _KINDS))
_REACH = 90
_AND = re.compile(r"[、+]|以及|(?<!公)和(?!谐)|[及与]")
_LEADS = re.compile(r".*(?:通过|利用|依托|借助|运用|凭借|采用|采取|(?<!存)在|[经由于用]|以(?!及))")
_SUCH = re.compile("等(?![级教])[^、]*$")
_VERB = re.compile(
    r"(?:主动|对外|向社会|及时|累计|同步|滚动|先后|依法|共|已|全年|年内)*(?:公开(?![栏网平专目墙屏系指制工渠方形途载申])|发布(?![会平厅渠])|公布|"
    r"公示(?![栏牌墙屏])|推送|刊登|刊载|登载|更新|上传|播发|播出|张贴|编发|展示|传播)"
)
_GENERAL = re.compile(
    r"(?:了|各类|各项|有关|相关|我?[本全][县市区镇乡局委]?|部门|单位|主动|对外|公开|政府|政务|工作|党务|法定|的)*(?:信息|内容|事项)?"
    r"(?:总?数量?|总量)?(?:共计|合计|总计|累计|总共|一共|共|计|达到?|为|有|约|近|超过?|已|,)*"
)
_OF_FIELDS = re.compile(
    r"[^,。;\d]*、[^,。;\d]*等(?:各?方面|各类|各方面|领域)的?(?:政府|政务)?信息(?:共计|合计|累计|共|约|近|计|达)*"
)
_NOUN = re.compile(
    r"(?:了|各类|各项|有关|相关|涉)*([\u4e00-\u9fff]{1,2})(?:工作|业务)?信息(?:共计|合计|累计|共|约|近|计|达)*$"
)
_TITLE = 60
_SUM = re.compile("(?:共计|合计|总计|累计|共)$")
_NOUN_LENGTH = 3
_A_SITE = re.compile("网站|官网|门户网|[府务息]网")
_APART = re.compile("分别|各(?!类|种|个|项|方面|渠道|平台|栏|乡镇|镇|村|科)|依次")
_OTHERS = re.compile("其[他它](?:方式|形式|渠道|途径|载体|媒介|媒体|平台|公开)")
_PART = re.compile("其中|其余|此外|另|还|除")
_UNITS = frozenset({"条", "件", "篇", "则", "条次", "件次", "份", "项", "次", ""})


@dataclass(frozen=True, slots=True)
class Together:
    """What is said of a count of several channels: whether of all information, as a part, and beside a website.

    `on_site` when one of the channels is a website, `beside_site` when the line tells of a website apart from them.
    """

    is_general: bool
    is_part: bool
    on_site: bool
    beside_site: bool

    @property
    def is_not(self) -> tuple[str, ...]:
        """What the codes begin with that do not count it."""
        return OF_ONE_CHANNEL if self.is_general else OF_NO_FIELD


def told_together(text: str, counts: Sequence[Number]) -> dict[int, Together]:
    """The counts of what several channels carried together, by their places."""
    found: dict[int, Together] = {}
    floor = 0
    for number in counts:
        if number.kind == "count" and number.unit in _UNITS:
            one = _together(text, max(floor, number.start - _REACH), number.start)
            if one is not None and not _APART.match(text, number.unit_end):
                found[number.start] = one
        floor = max(number.unit_end, number.end)
    return found


def _together(text: str, floor: int, place: int) -> Together | None:
    """What the words between `floor` and a count say of several channels; None when they name one or none."""
    start = max(floor, *(text.rfind(stop, floor, place) + 1 for stop in "。;:!?\n"))
    said = text[start:place]
    if ("、" not in said and _AND.search(said) is None) or _ANY_KIND.search(said) is None:
        return None
    verbs = [match for match in _VERB.finditer(said) if _kinds(said[: match.start()])]
    verb = verbs[-1] if verbs else None
    named, told = (said[: verb.start()], said[verb.end() :]) if verb else _without_verb(said)
    kinds = _kinds(named)
    if len(set(kinds)) < 2 or _APART.search(said) or _OTHERS.search(named):
        return None
    general = _GENERAL.fullmatch(told) or _OF_FIELDS.fullmatch(told) or _is_own_work(text, told)
    end = text.find("\n", place)
    line = near((text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end), place)
    return Together(
        bool(general), _PART.search(named) is not None, _SITE in kinds, _beside_site(text, line, start, place)
    )


def _beside_site(text: str, line: tuple[int, int], start: int, place: int) -> bool:
    """Whether the line tells of a website before the words from `start` or behind the count."""
    return any(_A_SITE.search(text, *part) is not None for part in ((line[0], start), (place, line[1])))


def _is_own_work(text: str, told: str) -> bool:
    """Whether the information is that of the work that the title names: 环保信息 of an environment bureau."""
    noun = _NOUN.match(told)
    return noun is not None and noun[1] in text[:_TITLE]


def _without_verb(said: str) -> tuple[str, str]:
    """The channels before a count without a verb (网站、公告栏合计12条) and what stands behind them."""
    tail = _SUM.search(said)
    named = said[: tail.start()] if tail else ""
    return (named, "") if any(words.search(named, len(named) - _NOUN_LENGTH) for _, words in _OF_KIND) else ("", "")


def _kinds(named: str) -> list[str]:
    """The kinds of the channels that the words before a verb name last, joined by 、 or 和."""
    clauses = named.rstrip(",").split(",")
    phrase = clauses[-1]
    if len(clauses) > 1 and _ANY_KIND.search(phrase) is None:
        phrase = clauses[-2]
    lead = _LEADS.match(phrase)
    listed = _SUCH.sub("", phrase[lead.end() :] if lead else phrase)
    return [kind for kind in map(_kind, _AND.split(listed)) if kind]


def _kind(name: str) -> str:
    """The kind of channel that the name ends with; empty when it names none."""
    found = [(match.end(), kind) for kind, words in _OF_KIND for match in words.finditer(name)]
    return max(found)[1] if found else ""
