"""Where a numeral stands: its clause, its sentence, its headings, its subject, and the words in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from dagster_project.document import Document
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span, Words
from dagster_project.parsers.prose.list_rules import Member
from dagster_project.parsers.prose.lists import Listed
from dagster_project.parsers.prose.outline import Heading, Outline, around, near
from dagster_project.parsers.prose.rules import ZONES, ProseRules, union
from dagster_project.parsers.prose.running_text import RunningText
from dagster_project.parsers.prose.together import Together
from dagster_project.parsers.prose.told import Told

_NEAR, _AT = 12, 4
_TOPIC_REACH = 400
_REACH = 450
_BRIEF = 12
_GOES_ON = re.compile(r"\s*(?:其中|按|从|(?:在?这|上述|以上)?[\d,.万余]+[条件份]当?中)")
_CONTEXT = ZONES.index("context")
_OF_CLAUSE = [ZONES.index(zone) for zone in ("before", "words", "near_before", "at_before", "clause")]
_UNKNOWN = -1
_LEANS = frozenset(",:(")
_LONGEST_ABOVE = 40
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
_START = attrgetter("start")
# A heading that tells only what was done, as those below the one of requests do: 答复情况.
_ACT_ALONE = re.compile(
    "(?:依法|公开)?(?:答复|回复|办理|处理|受理|办结|答复处理|办理答复|受理答复)(?:的?情况|结果|工作)?"
)
_LONGEST_ACT = 10
_PROACTIVE = "proactive"
_OF_OTHERS = re.compile("信箱|来信|留言|工单|诉求|热线|信访[件案]|许可|登记|建议|提案|议案|投诉|举报")
_PAIRS = (("《", "》"), ("“", "”"), ("(", ")"))
# A school year is that in which it ends: 2012-2013学年.
_YEAR = re.compile(r"(?:(?:19|20)\d\d\s?[—–~至到－-]\s?(?=(?:19|20)\d\d\s?学年))?((?:19|20)\d\d)\s?学?年?")
# From its 年 on: one character is searched much faster than those that may stand before it.
_RELATIVE_YEAR = re.compile("年(?:(?<=[去今]年)|(?<=[上本]年)度?|(?<=上一年)度?)")
# What is said behind these is said of a part of the count: 36件中被纠正2件, 答复的24件申请中同意公开18件.
_AMONG = ("中", "当中", "申请中", "申请当中", "申请里")
_JOINED = frozenset("、和及与或")
_IN_TIME = ("及时", "与此")
_OF_ALL = re.compile(
    r"\((?:[均都皆]|全部|(?:邮寄|信函|书信|信件|来信|网络|网上|在线|线上|网站|平台|当面|现场|窗口|传真|电子邮件|邮箱)[^\d()、,;。]{0,2}\))"
)
_CASES = frozenset({"件", "宗", "份", "起", "例", "件次"})


# Where a year is named and where that ends: 2021年, 今年 or (None) 去年.
YearNamed = tuple[int, int, int | None]


@dataclass(slots=True)
class Page:
    """One report's prose while it is read: its text, what was found in it, and the statements made so far.

    `places` tells for each statement where in the running text its numeral stands, `furthest` how far all do so far.
    """

    document: Document
    rules: ProseRules
    running: RunningText
    text: str
    words: Words
    numbers: list[Number]
    counts: list[Number]
    outline: Outline
    form: str
    report_year: int | None
    statements: list[Statement] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    others: dict[int, tuple[str, ...]] = field(default_factory=dict)
    together: dict[int, Together] = field(default_factory=dict)
    services: frozenset[int] = frozenset()
    furthest: list[int] = field(default_factory=list)
    told: Told = field(default_factory=Told)

    years: list[YearNamed] = field(default_factory=list)
    lists: dict[int, Listed] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    parts: dict[int, Member] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number in self.numbers:
            match = _YEAR.match(self.text, number.start) if number.kind in ("year", "date") else None
            if match is not None:
                self.years.append((*match.span(), int(match[1])))
        for year in _RELATIVE_YEAR.finditer(self.text):
            start = year.start() - (2 if self.text[year.start() - 1] == "一" else 1)
            self.years.append((start, year.end(), None if self.text[start] in "去上" else self.report_year))
        self.years.sort(key=itemgetter(0))

    def years_between(self, start: int, end: int) -> list[YearNamed]:
        """The years that are named between `start` and `end`."""
        first = bisect_left(self.years, start, key=itemgetter(0))
        return self.years[first : bisect_left(self.years, end, lo=first, key=itemgetter(0))]

    def counts_between(self, start: int, end: int) -> list[Number]:
        """The counts that stand between `start` and `end`."""
        first = bisect_left(self.counts, start, key=_START)
        after = bisect_left(self.counts, end, lo=first, key=_START)
        return [n for n in self.counts[first:after] if n.kind == "count"]

    def is_counted_between(self, start: int, end: int) -> bool:
        """Whether a count stands between `start` and `end`."""
        first = bisect_left(self.counts, start, key=_START)
        after = bisect_left(self.counts, end, lo=first, key=_START)
        return any(self.counts[index].kind == "count" for index in range(first, after))

    def said_since(self, place: int) -> list[Statement]:
        """The statements whose numerals stand at `place` or after it."""
        return [self.statements[index] for index in self.indices_since(place)]

    def indices_since(self, place: int) -> list[int]:
        """Which statements have their numerals at `place` or after it."""
        first = len(self.places)
        while first and self.furthest[first - 1] >= place:
            first -= 1
        return [index for index in range(first, len(self.places)) if self.places[index] >= place]

    def keep(self, statement: Statement, place: int) -> None:
        """Adds a statement whose numeral stands at `place`."""
        self.told.keep(len(self.statements), statement, place)
        self.statements.append(statement)
        self.places.append(place)
        self.furthest.append(max(place, self.furthest[-1] if self.furthest else place))


@dataclass(slots=True)
class Setting:
    """Where a numeral or a negation stands; words and subject are looked up when a rule first asks for them."""

    page: Page
    place: int
    before: Span
    after: Span
    clause: Span
    sentence: Span
    period: Span
    heading: Heading | None
    _words: list[Set[int] | None] = field(default_factory=lambda: [None] * len(ZONES))
    _topic: str | None = None
    _subject: int | None = _UNKNOWN

    def words_in(self, zone: int) -> Set[int]:
        """The numbers of the words that stand in the zone."""
        words = self._words[zone]
        if words is None:
            found = [self.page.words.within(span) for span in _SPANS[zone](self)]
            if zone == _CONTEXT and self.subject is not None:
                found.append({self.subject})
            words = self._words[zone] = found[0] if len(found) == 1 else union(found)
        return words

    def say_only(self, pieces: Sequence[Span]) -> None:
        """Makes the words of these pieces those of the clause and of what stands before its end."""
        said = union(self.page.words.within(piece) for piece in pieces)
        for zone in _OF_CLAUSE:
            self._words[zone] = said

    @property
    def path(self) -> tuple[Span, ...]:
        """The words of the headings above, outermost first."""
        return self.heading.path if self.heading is not None else ()

    @property
    def passage(self) -> Span:
        """The period, and the one before it under the same heading, of the paragraph before only if it divides that."""
        start = self.period[0]
        floor = self.heading.start if self.heading is not None and self.heading.start < start else 0
        text = self.page.text
        if start <= floor + 2 or (text[start - 1] == "\n" and not _GOES_ON.match(text, start)):
            return self.period
        before = start - 2
        while before > floor and text[before] in "。\n ":
            before -= 1
        return near((around(self.page.outline.periods, before, len(text))[0], self.period[1]), self.place)

    @property
    def topic(self) -> str:
        """The subject that governs the place."""
        if self._topic is None:
            self._topic = self.page.rules.topics[self.subject] if self.subject is not None else ""
        return self._topic

    @property
    def subject(self) -> int | None:
        """The word of the subject last named before the place, else in the innermost heading that names one."""
        if self._subject == _UNKNOWN:
            wanted, words = self.page.rules.topics, self.page.words
            floor = self.heading.start if self.heading is not None and self.heading.start < self.period[0] else 0
            spans = ((max(floor, self.place - _TOPIC_REACH), self.place), *reversed(self.path))
            named = (words.last(span, wanted) for span in spans)
            self._subject = next((number for number in named if number is not None), None)
            if self._subject is None or wanted[self._subject] == _PROACTIVE:
                self._subject = self._requests(floor) or self._subject
        return self._subject

    def _requests(self, floor: int) -> int | None:
        """The word for requests when the one heading above tells only what was done, nobody else's; else None."""
        heading, text = self.heading, self.page.text
        if heading is None or heading.above or heading.words[1] - heading.words[0] > _LONGEST_ACT:
            return None
        if _ACT_ALONE.fullmatch(text, *heading.words) is None:
            return None
        return None if _OF_OTHERS.search(text, floor, self.place) else self.page.rules.requests


_BY_NAME: dict[str, Callable[[Setting], tuple[Span, ...]]] = {
    "before": lambda s: (s.before,),
    "after": lambda s: (s.after,),
    "words": lambda s: (s.before, s.after),
    "near_before": lambda s: ((max(s.before[0], s.before[1] - _NEAR), s.before[1]),),
    "near_after": lambda s: ((s.after[0], min(s.after[1], s.after[0] + _NEAR)),),
    "at_before": lambda s: ((max(s.before[0], s.before[1] - _AT), s.before[1]),),
    "clause": lambda s: (s.clause,),
    "earlier": lambda s: ((s.sentence[0], max(s.before[1], s.sentence[0])),),
    "later": lambda s: ((s.after[0], max(s.sentence[1], s.after[0])),),
    "sentence": lambda s: (s.sentence,),
    "passage": lambda s: (s.passage,),
    "context": lambda s: (s.passage, *s.path),
    "heading": lambda s: s.path,
}
_SPANS = tuple(_BY_NAME[name] for name in ZONES)


def regions(text: str, counts: Sequence[Number], outline: Outline, rules: ProseRules) -> list[Span]:
    """The parts of the text whose words a rule may ask for: headings, and what stands around counts and negations."""
    length = len(text)
    found = [heading.words for heading in outline.headings]
    for number in counts:
        end = around(outline.periods, number.end, length)[1]
        found.append((max(0, number.start - _REACH), around(outline.periods, min(end + 1, length), length)[1]))
    asked, names = (0, 0), False
    for sign in rules.zero_signs.finditer(text):
        sentence = around(outline.periods, sign.start(), length)
        brief = sentence[1] - sign.start() < _BRIEF
        if not brief and sentence != asked:
            asked, names = sentence, rules.zero_objects.search(text, *sentence) is not None
        if brief or names:
            found.append((max(0, sentence[0] - _REACH), sentence[1]))
    return found


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
        return _setting(page, (left, place), (end, max(right, end)), clause, number.start)
    if page.text[number.start - 1 : number.start] in _JOINED and left > clause[0] and number.start - left < _NEAR:
        left = number.start
    if right < clause[1] and page.text.startswith(_AMONG, end):
        right = end  # 36件中被纠正2件: what is said behind 中 is said of the part
    if number.unit in _CASES and _OF_ALL.match(page.text, end):
        right = end  # 7件(均为网上提交): what a bracket says of all of them names none of its own
    joined = page.text[end : end + 1] in _JOINED and not page.text.startswith(_IN_TIME, end)
    if joined and (right < clause[1] or page.text[end] != "、"):
        right = end
    return _setting(page, (left, number.start), (end, max(right, end)), clause, number.start)


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
    if page.counts_between(*told) and not _THIS_YEAR.match(text, *setting.before):
        return None
    before = (above[0], compared.start() if compared else setting.before[1])
    return _setting(page, before, setting.after, (above[0], setting.clause[1]), setting.place)


def _after_last_count(page: Page, span: Span) -> int:
    """Where the words begin that a bracket with a count follows: behind the last count of the span, if there is one."""
    ends = [n.unit_end or n.end for n in page.counts_between(*span)]
    return max([span[0], *(end for end in ends if end <= span[1])])


def setting_of_clause(page: Page, clause: Span) -> Setting:
    """The setting of a clause that states something without a numeral; its subject may be its own last word."""
    return _setting(page, clause, (clause[1], clause[1]), clause, max(clause[1] - 1, clause[0]))


def setting_of_pieces(page: Page, clause: Span, pieces: Sequence[Span]) -> Setting:
    """The setting of a clause of which these pieces alone are said, without the word between them that denies them."""
    setting = setting_of_clause(page, clause)
    setting.say_only(pieces)
    return setting


def _setting(page: Page, before: Span, after: Span, clause: Span, place: int) -> Setting:
    length = len(page.text)
    headings = page.outline.headings
    above = bisect_right(page.outline.heading_starts, place)
    return Setting(
        page,
        place,
        before,
        after,
        clause,
        near(around(page.outline.sentences, place, length), place),
        near(around(page.outline.periods, place, length), place),
        headings[above - 1] if above else None,
    )
