"""One report's prose while it is read: its text, what was found in it, and the statements made so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from dagster_project.document import Document
from dagster_project.parsers.dates import CHINESE_DIGITS
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Words
from dagster_project.parsers.prose.list_rules import Member
from dagster_project.parsers.prose.lists import Listed
from dagster_project.parsers.prose.outline import Outline
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.parsers.prose.running_text import RunningText
from dagster_project.parsers.prose.together import Together
from dagster_project.parsers.prose.told import Told

_START = attrgetter("start")
# A school year is that in which it ends: 2012-2013学年.
_YEAR = re.compile(
    r"(?:(?:19|20)\d\d\s?[—–~至到－-]\s?(?=(?:19|20)\d\d\s?学年))?((?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})\s?学?年?"
)
# From its 年 on: one character is searched much faster than those that may stand before it.
_RELATIVE_YEAR = re.compile("年(?:(?<=[去今]年)|(?<=[上本]年)度?|(?<=上一年)度?)")
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
                self.years.append((*match.span(), int(match[1].translate(CHINESE_DIGITS))))
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
