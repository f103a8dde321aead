"""The table of the form of 2019 told in a sentence: 行政许可上年412项,本年减少9项,作出处理决定2.64万件."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.openings import matches
from dagster_project.parsers.prose.apart import is_in_table_row
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import around
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import setting_of_clause
from dagster_project.parsers.prose.sides import setting_of
from dagster_project.parsers.prose.stating import Value, add

# What a count says: its metric, and -1 when it tells how many fewer there are.
Told = tuple[str, int]

_SUBJECT = re.compile(
    "(?P<licensing>(?:行政)?许可(?!外|除外|证))|(?P<other_services>(?:其[他它])?对外管理服务|其[他它]管理服务)"
    "|(?P<penalty>(?:行政)?处罚(?!款))|(?P<coercion>(?:行政)?强制)"
    "|(?P<admin_fee>行政事业性收费)|(?P<procurement>(?<![药量材品])集中采购)|(?P<normative>规范性文件)|(?P<rules>规章(?!制度))"
)
_OPENINGS = ("行政", "许可", "处罚", "强制", "其", "对外管理", "集中采购", "规范性文件", "规章")
# The year before, whose end or whose items are told, and the year of the report.
_LAST = r"(?:上一?年度?|去年|20[12]\d年)(?:年?[末底])?|原(?:有|来|为|设)|[年期]初"
_LAST_YEAR = re.compile(_LAST)
# What ends that it is told: this year, a comparison, a change.
_NO_LONGER = re.compile("今年|本年|年内|当年|本期|[较比与同和]上|[较比与同和]去|[增减]|取消|精简")
_ITEMS = frozenset(("项", "个"))
_ITEMS_OR_NONE = _ITEMS | {""}
_REACH, _FURTHEST = 30, 300
_MONEY = frozenset(("元", "万元", "亿元"))
_DECISIONS = frozenset(("件", "宗", "起", "次", "份", "例", "项", "个", "人次", "件次", ""))
# The verb may stand before the subject: 对外公开规章总数.
_BEFORE_SUBJECT = 10
_OF_DOCUMENTS = frozenset(("件", "部", "个", "份", "项", ""))
_DOCUMENTS = ("normative", "rules")
_MATTERS = ("licensing", "other_services", "penalty", "coercion", "admin_fee")
_WITH_DECISIONS = ("licensing", "other_services", "penalty", "coercion")
_PREVIOUS = re.compile(
    rf"(?:{_LAST})(?:的|共有?|为|是|有|保留|公布|实施|行政|许可|处罚|强制|其[他它]对外管理服务|事业性收费|项目|事项|数量|总数|数|[:,])*$"
)
_COUNTED = re.compile(r"(?:许可|处罚|强制|服务|收费)(?:项目|事项)?(?:数量|数)?(?:为|有|是|共)*$")
_FEWER = re.compile(r"(?:减少|取消|净减|核减|压减|精减|精简|削减|减去|调减|调出|划出|下放|减)(?:了|项目|事项|数量|:)*$")
_MORE = re.compile(r"(?:增加|新增|净增|增设|增补|新设|承接|调增|调入|划入|增)(?:了|项目|事项|数量|:)*$")
_BALANCE = re.compile(r"增减(?:数|情况|数量)?(?:为|是|:)$")
_NEITHER = re.compile(
    r"(?:没有|无|未有?作?)(?:发生)?(?:任何)?(?:增减|变化|增加(?:或|和|、)?减少|调整|变动)|(?:未增未|不增不|没增没|无增无)减|未[增变]|不[增变]"
    r"|保持不变|零增减|(?:(?:与|同)(?:上年|上一年|去年)|今年|本年度?)(?:基本)?持平"
)
_DECIDED = re.compile(
    r"(?:处理|许可|处罚|强制|管理服务|[作做]出)(?:措施)?决定书?(?:数量|总数|数)?(?:为|是|有|共|达到?|[:])*$"
    r"|(?:(?<!取消)(?<!新增)(?<!增加)(?:[作做]出|办理|办结|实施|采取|查封|扣押|冻结|强制执行|立案查处)"
    r"(?:了|行政|各类|许可|处罚|强制|措施|共|计)*)$"
)
_AMOUNT = re.compile(r"收费(?:总?金额|总额|收入)?(?:为|是|共计?|达)?$")
_SPENT = re.compile(
    r"(?:采购|成交|合同|中标|预算|支出|花费|合计|实际|[,、]|总)(?:的?总?金额|总?额|总?价款?|资金|支出|花费|投入|开支)"
    r"(?:为|是|共计?|合计|总计|达|约)*$|[,、]共?(?:计|支出|花费|支付|花去|使用资金|用去)$"
)
_PROJECT_UNITS = frozenset(("项", "个", "批", "批次", "次", "宗", ""))
_PROJECTS = re.compile(r"采购[^,。;:\d]{0,16}$")
_MADE = re.compile(r"(?:新制作|制定|制发|出台|印发)(?:数量|数)?(?:了|为|是|共)?$")
_SHOWN = re.compile(r"新公开(?:规章|规范性文件)?(?:数量|数)?(?:了|为|是|共)?$")
_IN_ALL = re.compile(
    r"(?:对外公开|累计公开|公开)的?(?:行政)?(?:规章|规范性文件)?的?(?:总(?:数量?|量|计)?|共)(?:共|为|是|达到?)*$"
    r"|累计(?:对外|主动)?公开$|历年(?:规章|规范性文件)?(?:对外)?公开$"
)
_UNDECIDED = re.compile("(?:没有|未)(?:作出|做出|办理)[^,。;\\d]{0,4}(?:决定|业务|服务)")
_UNSHOWN = re.compile("(?:没有|未|无)新公开(?:行政)?(?:规章|规范性文件)$")
_UNBOUGHT = re.compile("(?:未|没有|无)(?:开展|实施|进行|安排|发生)?(?:政府)?集中采购$")
_PERIOD = re.compile("[。!?\n]")


_FORM = "2019"
_CONFIDENCE = Decimal("0.9")


def state_services(page: Page) -> frozenset[int]:
    """Adds what the text tells of that table, in a report of its form; the places of the counts read so."""
    if page.form != _FORM:
        return frozenset()
    told, none = services_told(page.text, page.counts)
    for index, number in enumerate(page.counts):
        if number.start in told and is_in_table_row(page, index, number):
            del told[number.start]
        elif number.start in told:
            code, sign = told[number.start]
            value = Value.of(number)
            if sign < 0:
                value = replace(value, value=-value.value, lower=None, upper=None)
            add(page, code, "", setting_of(page, index), value, _CONFIDENCE)
    for code, span in none:
        clause = around(page.outline.clauses, span[0], len(page.text))
        add(page, code, "", setting_of_clause(page, clause), Value.zero(clause), _CONFIDENCE)
    return frozenset(told)


def services_told(text: str, counts: Sequence[Number]) -> tuple[dict[int, Told], list[tuple[str, Span]]]:
    """The counts of the table's cells by their places, and the metrics that are said to be none, with where.

    Only where a figure has the name of a column that the table alone has (of the year before, 新公开, 对外公开总数),
    where decisions of two kinds are told together, or of what was bought together.
    """
    told: dict[int, Told] = {}
    none: list[tuple[str, Span]] = []
    results: list[dict[int, Told]] = []
    for subject, start, end in _segments(text):
        first = bisect_left(counts, start, key=attrgetter("start"))
        inside = counts[first : bisect_left(counts, end, lo=first, key=attrgetter("start"))]
        found = dict(
            _documents(text, subject, start, inside) if subject in _DOCUMENTS else _items(text, subject, start, inside)
        )
        changes = [at for at, (code, _) in found.items() if code.endswith("change")]
        if len(changes) > 1:  # so many more and so many fewer: the change is their balance, which is not printed
            found = {at: one for at, one in found.items() if at not in changes}
        told |= found
        results.append(dict(_results(text, subject, start, inside)))
        none += _none(text, subject, start, end, bool(changes))
    decided = {code for found in results for code, _ in found.values() if code.endswith("decisions")}
    sure = bool(told) or any(code.endswith("change") for code, _ in none) or len(decided) > 1
    for found in results:
        told |= {at: one for at, one in found.items() if sure or one[0].startswith("procurement")}
    return told, [one for one in none if sure or one[0].startswith("procurement")]


def _none(text: str, subject: str, start: int, end: int, changed: bool) -> Iterator[tuple[str, Span]]:
    """What is said not to have changed, not to have been decided, or not to have been bought, and where."""
    neither = _NEITHER.search(text, start, end) if subject in _MATTERS and not changed else None
    if neither is not None:
        yield f"{subject}.items_change", neither.span()
    undecided = _UNDECIDED.search(text, start, end) if subject in _WITH_DECISIONS else None
    if undecided is not None:
        yield f"{subject}.decisions", undecided.span()
    if subject in _DOCUMENTS and _UNSHOWN.search(text, max(0, start - _BEFORE_SUBJECT), start):
        yield f"{subject}.disclosed_new", (start - 1, start)
    if subject == "procurement" and _UNBOUGHT.search(text, max(0, start - _BEFORE_SUBJECT), start):
        yield "procurement.projects", (start - 1, start)


def _segments(text: str) -> Iterator[tuple[str, int, int]]:
    """Each subject and where what is told of it starts and ends: with the next subject or with the period."""
    subjects = list(matches(_SUBJECT, _OPENINGS, text))
    for index, subject in enumerate(subjects):
        following = subjects[index + 1].start() if index + 1 < len(subjects) else len(text)
        stop = _PERIOD.search(text, subject.end(), following)
        yield subject.lastgroup or "", subject.end(), stop.start() if stop else following


def _items(text: str, subject: str, start: int, counts: Sequence[Number]) -> Iterator[tuple[int, Told]]:
    """The items of the year before, and how many more or fewer there are now."""
    floor = max(0, start - _FURTHEST)
    period = max(floor, max(text.rfind(mark, floor, start) for mark in "。!?\n") + 1)
    for number in counts:
        if subject not in _MATTERS or number.unit not in _ITEMS_OR_NONE:
            continue
        if _PREVIOUS.search(text, max(period, number.start - _REACH), number.start):
            yield number.start, (f"{subject}.items_prev", 1)
        elif _LAST_YEAR.search(text, period, number.start):
            counted = _COUNTED.search(text, start - _BEFORE_SUBJECT, number.start)
            if counted is not None and _NO_LONGER.search(text, period, number.start) is None:
                yield number.start, (f"{subject}.items_prev", 1)
            elif _FEWER.search(text, start, number.start):
                yield number.start, (f"{subject}.items_change", -1)
            elif _MORE.search(text, start, number.start) or _BALANCE.search(text, start, number.start):
                yield number.start, (f"{subject}.items_change", 1)


def _documents(text: str, subject: str, start: int, counts: Sequence[Number]) -> Iterator[tuple[int, Told]]:
    """Documents made, newly public and public in all; nothing when only the making of some is told."""
    columns = {"issued": _MADE, "disclosed_new": _SHOWN, "disclosed_total": _IN_ALL}
    found = {
        number.start: (f"{subject}.{column}", 1)
        for number in counts
        for column, words in columns.items()
        if number.unit in _OF_DOCUMENTS and words.search(text, start - _BEFORE_SUBJECT, number.start)
    }
    if any(not code.endswith("issued") for code, _ in found.values()):
        yield from found.items()


def _results(text: str, subject: str, start: int, counts: Sequence[Number]) -> Iterator[tuple[int, Told]]:
    """The decisions, the amount of the charges, or the projects and the amount of what was bought."""
    if subject in _WITH_DECISIONS:
        columns = {"decisions": (_DECIDED, _DECISIONS)}
    elif subject == "admin_fee":
        columns = {"amount": (_AMOUNT, _MONEY)}
    elif subject == "procurement":
        columns = {"amount": (_SPENT, _MONEY), "projects": (_PROJECTS, _PROJECT_UNITS)}
    else:
        columns = {}
    for number in counts:
        for column, (words, units) in columns.items():
            none = units is _MONEY and not number.unit and number.value == 0
            if (number.unit in units or none) and words.search(text, start - _BEFORE_SUBJECT, number.start):
                yield number.start, (f"{subject}.{column}", 1)
                break
