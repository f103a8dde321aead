"""Which words around a count are said of it: those up to the counts beside it, or with the clause before."""

from __future__ import annotations

import re

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.outline import around, near
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import Setting, setting_at

# After which marks a clause may lean on the one before, and how long that may be.
_LEANS = frozenset(",:(")
_LONGEST_ABOVE = 40
# How many characters before a count may be those that join it to the one before.
_SHORT = 12
# What may stand before a count that leans on the clause before: when and how many, and a verb that needs an object.
_BARE = re.compile(
    r"(?:其中|全[省市县区州盟旗镇乡局委厅校院国]|全系统|全年|年内|今年|本年度?|一年来|今年以来|先后|已|共|共计|计|合计|总计|累计|总共|一共|总数|数量|达到?|为|约|近|仅|只|超过?|均|分别)*"
    r"(?:主动|组织|集中|及时|依法)*"
    r"(?:公开|发布|公布|推送|更新|收到|受理|接收|接到|办理|办结|答复|回复|处理|开展|举办|举行|召开|组织|参加|参与|接受|接待|接听|"
    r"解答|编发|编印|印发|出版|刊登|制作|推出|制发|制定|出台|废止|作出|开设|设立|设置|设有|建成|建立|配备|新增|新建|关停|注销|"
    r"回应|征集|收取|投入|安排|落实|支出|培训|检查|督查|通报|发生|被?提起|审结|维持|纠正|制作发布|建有|成立|发出|开具|送达|开通)?了?"
    r"(?:开展|完成|共|共计|合计|累计|达|为|有|约|近|仅|只|超过?)*"
)
# A clause about all that was counted before it (均为自然人), or about a fault, names nothing for the next count.
_NAMES_NOTHING = re.compile(
    "均(?!配|附|制作|编制)|全部(?!配|附)|都|皆|[^,。;]*(?:不够|不高|滞后|单一|欠缺|薄弱|有待|不强|不全|不及时)"
)
# Last year's count and then this year's: 去年收到申请54件,今年为61件.
_THIS_YEAR = re.compile("(?:今年|本年度?|报告年度)[共则]?[为是有达仅只约]")
_COMPARED = re.compile("较|比[上去前]|同比|环比|相比")
# From last year's count to this year's: 由120件增加到135件.
_GROWN = re.compile(
    r"(?:增加|增长|增|上升|升|提高|提升|扩大|减少|减|下降|降|回落|压减|压缩|精简|缩减|整合|合并|归并)[到至为成]了?"
)
# Issues and the items in them: 公众号推送52期318条.
_ISSUES = frozenset({"期", "期次", "批"})
_ITEMS = frozenset({"条", "篇", "则"})
_OF_ISSUES = re.compile("[、,]?(?:合计|共计|共|计)?")
_PAIRS = (("《", "》"), ("“", "”"), ("(", ")"))
# What is said behind these is said of a part of the count: 36件中被纠正2件, 答复的24件申请中同意公开18件.
_AMONG = ("中", "当中", "申请中", "申请当中", "申请里")
_AMONG_THESE = re.compile(r"([^,。;:、\d()]{0,12}(?:案件|申请|案))(?:当中|中|里)")
_JOINED = frozenset("、和及与或")
_IN_TIME = ("及时", "与此")
_OF_ALL = re.compile(
    r"\((?:[均都皆]|全部|(?:邮寄|信函|书信|信件|来信|网络|网上|在线|线上|网站|平台|当面|现场|窗口|传真|电子邮件|邮箱)[^\d()、,;。]{0,2}\))"
)
_CASES = frozenset({"件", "宗", "份", "起", "例", "件次"})


def setting_of(page: Page, index: int) -> Setting:
    """The setting of the count with this index: its side of the clause ends where a neighbouring count begins."""
    number = page.counts[index]
    clause = near(around(page.outline.clauses, number.start, len(page.text)), number.start)
    previous = page.counts[index - 1] if index else None
    following = page.counts[index + 1] if index + 1 < len(page.counts) else None
    left = _left(page, index, clause)
    end = max(number.unit_end, number.end)
    right = min(clause[1], following.start) if following is not None else clause[1]
    if following is not None and right < clause[1] and (mark := _mark(page.text, end, right)):
        right = mark
    if previous is not None and _goes_on(page.text, previous, number):
        left = _left(page, index - 1, clause)
        place = number.start if number.unit in _ITEMS and previous.unit in _ISSUES else previous.start
        return setting_at(page, (left, place), (end, max(right, end)), clause, number.start)
    if page.text[number.start - 1 : number.start] in _JOINED and left > clause[0] and number.start - left < _SHORT:
        left = number.start
    if right < clause[1] and page.text.startswith(_AMONG, end):
        right = end  # 36件中被纠正2件: what is said behind 中 is said of the part
    elif right < clause[1] and (among := _AMONG_THESE.match(page.text, end, right)):
        right = among.end(1)  # 353件行政诉讼案件中被纠正15件
    if number.unit in _CASES and _OF_ALL.match(page.text, end):
        right = end  # 7件(均为网上提交): what a bracket says of all of them names none of its own
    joined = page.text[end : end + 1] in _JOINED and not page.text.startswith(_IN_TIME, end)
    if joined and (right < clause[1] or page.text[end] != "、"):
        right = end
    return setting_at(page, (left, number.start), (end, max(right, end)), clause, number.start)


def _goes_on(text: str, previous: Number, number: Number) -> bool:
    """Whether the words before the one count are said of the next too: 由9件增至12件, 推送52期318条."""
    end = previous.unit_end or previous.end
    if previous.unit in _ISSUES and number.unit in _ITEMS and _OF_ISSUES.fullmatch(text, end, number.start):
        return True
    return _GROWN.fullmatch(text, end, number.start) is not None


def _left(page: Page, index: int, clause: Span) -> int:
    """Where the words before the count with this index begin: after the count before it or with the clause."""
    previous = page.counts[index - 1] if index else None
    end = 0 if previous is None else previous.unit_end or previous.end
    if end <= clause[0]:
        return clause[0]
    mark = _mark(page.text, end, page.counts[index].start)
    return mark + 1 if mark else end + (page.text[end] == "、")


def _mark(text: str, start: int, end: int) -> int:
    """Where the mark stands that parts what is said after a count from the words before the next; 0 when none does."""
    mark = text.find("、", start, end)
    if mark <= start:
        return 0
    whole = all(text.count(first, start, mark) == text.count(last, start, mark) for first, last in _PAIRS)
    return mark if whole else 0


def leaning(page: Page, setting: Setting) -> Setting | None:
    """The setting with the clause before it, when its own names nothing before the count (召开发布会,共9场)."""
    start = setting.clause[0]
    text = page.text
    if setting.before[0] != start or text[start - 1 : start] not in _LEANS or not start:
        return None
    if _BARE.fullmatch(text, *setting.before) is None:
        return None
    above = around(page.outline.clauses, start - 2, len(text))
    if above[1] != start - 1 or not 1 < above[1] - above[0] < _LONGEST_ABOVE or _NAMES_NOTHING.match(text, *above):
        return None
    if text[start - 1] == "(":
        above = (_after_last_count(page, above), above[1])
    compared = _COMPARED.search(text, above[0] + 1, above[1])
    told = (above[0], compared.start() if compared else above[1])
    if page.is_counted_between(*told) and not _THIS_YEAR.match(text, *setting.before):
        return None
    before = (above[0], compared.start() if compared else setting.before[1])
    return setting_at(page, before, setting.after, (above[0], setting.clause[1]), setting.place)


def _after_last_count(page: Page, span: Span) -> int:
    """Where the words begin that a bracket with a count follows: behind the last count of the span, if there is one."""
    ends = [n.unit_end or n.end for n in page.counts_between(*span)]
    return max([span[0], *(end for end in ends if end <= span[1])])
