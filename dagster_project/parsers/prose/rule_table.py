"""One table of rules: its rows, and which of them the words of a stretch of text admit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Protocol

from dagster_project.parsers.codebook import Row
from dagster_project.parsers.prose.lexicon import Lexicon, Span, Words

# The eras of the form, the unit of a zero without one, which any count may be said to be (传真申请为零), and that of a
# count which has lost its own.
FORMS = ("2008", "2014", "2019", "2021")
_BEFORE_2019 = FORMS[:2]
ANY_UNIT, LOST_UNIT = "any", "lost"
_MOST_COMMON = ("条", "件")
# Where a rule looks: before or after the numeral within its clause, in both (words), within twelve characters of it
# (near_before, near_after) or the four before it (at_before), in the whole clause, in the sentence up to the numeral
# (earlier) and after it (later), in the sentence, in the sentence and the one before it (passage), in these and the
# headings (context), in the headings alone.
ZONES = (
    "before",
    "after",
    "words",
    "near_before",
    "near_after",
    "at_before",
    "clause",
    "earlier",
    "later",
    "sentence",
    "passage",
    "context",
    "heading",
)
_SHARES = frozenset({"%"})
_BESIDE = frozenset({"before", "after", "words", "near_before", "near_after", "at_before", "clause"})
_AROUND = frozenset({"earlier", "later", "sentence"})
# For the first list that rules want in a stretch, the second and so on: the words of that list, the rules by each, and
# all that have such a list.
_Lists = tuple[tuple[frozenset[int], dict[int, int], int], ...]


class Setting(Protocol):
    """Where a numeral or a negation stands, as far as a rule asks."""

    @property
    def topic(self) -> str:
        """The subject that governs the place."""
        ...

    def words_in(self, zone: int) -> Set[int]:
        """The numbers of the words that stand in the zone."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: when it fits, the numeral is a figure of `metric_codes` (or is ignored for `reason`).

    `asked` are the lists of `require` (True) and `refuse` (False), those of the narrowest zones first;
    `beside` are the lists of `require` whose zones lie in the clause, `around` those whose zones lie in the sentence:
    a clause or a sentence without them offers no such rule.
    """

    order: int
    metric_codes: tuple[str, ...]
    member: str
    reason: str
    units: frozenset[str]
    forms: frozenset[str]
    topics: frozenset[str]
    not_topics: frozenset[str]
    value: Decimal | None
    require: tuple[tuple[int, frozenset[int]], ...]
    refuse: tuple[tuple[int, frozenset[int]], ...]
    asked: tuple[tuple[int, frozenset[int], bool], ...]
    beside: tuple[frozenset[int], ...]
    around: tuple[frozenset[int], ...]
    antecedents: frozenset[str]
    bare: bool
    in_words: bool
    confidence: Decimal

    def fits(self, setting: Setting) -> bool:
        """True when every required list has a word in its zone, no refused one has, and the subject is right."""
        for zone, words, wanted in self.asked:
            if words.isdisjoint(setting.words_in(zone)) is wanted:
                return False
        if self.topics and setting.topic not in self.topics:
            return False
        return not self.not_topics or setting.topic not in self.not_topics

    def admits(self, zone: int, words: Set[int]) -> bool:
        """True when the words in one zone alone do not speak against the rule."""
        return not any(wanted.isdisjoint(words) for at, wanted in self.require if at == zone) and all(
            unwanted.isdisjoint(words) for at, unwanted in self.refuse if at == zone
        )


@dataclass(frozen=True, slots=True)
class RuleTable:
    """Rules in order; the first that fits decides. Sets of rules are bits.

    `in_clause` and `in_sentence` are of the lists of words that rules want in the clause and in the sentence.
    """

    rules: tuple[Rule, ...]
    in_clause: _Lists
    in_sentence: _Lists
    anchors: frozenset[int]
    by_unit: dict[str, int]
    any_unit: int
    by_form: dict[str, int]

    def candidates(self, words: Words, clause: Span, sentence: Span, unit: str, form: str) -> Iterator[Rule]:
        """The rules of the form, in order, that admit the unit and find in clause and sentence the words they want."""
        wanted = (self.any_unit | self.by_unit.get(unit, 0)) & self.by_form[form]
        wanted = _offered(wanted, self.in_clause, words.within(clause))
        whole = (min(clause[0], sentence[0]), max(clause[1], sentence[1]))
        wanted = _offered(wanted, self.in_sentence, words.within(whole))
        while wanted:
            lowest = wanted & -wanted
            wanted ^= lowest
            yield self.rules[lowest.bit_length() - 1]

    @property
    def by_word(self) -> dict[int, int]:
        """The rules by the words of the first list that they want in the clause."""
        return self.in_clause[0][1]


def union(lists: Iterable[Set[int]]) -> frozenset[int]:
    """The numbers of all lists of words."""
    return frozenset[int]().union(*lists)


def table_of(rows: Sequence[Row], lexicon: Lexicon, classes: dict[str, frozenset[str]]) -> RuleTable:
    """The rows of one or several seeds as rules, in their order."""
    rules = tuple(_rule(order, row, lexicon, classes) for order, row in enumerate(_by_era(rows)))
    by_unit: dict[str, int] = {}
    by_form = dict.fromkeys(FORMS, 0)
    any_unit = 0
    for rule in rules:
        own = 1 << rule.order
        any_unit |= 0 if rule.units else own
        for unit in rule.units:
            by_unit[unit] = by_unit.get(unit, 0) | own
        for form in rule.forms:
            by_form[form] |= own
    counting = (rule for rule in rules if rule.units != _SHARES and not (rule.units and rule.reason))
    by_unit[ANY_UNIT] = sum(1 << rule.order for rule in counting)
    figures = sum(1 << rule.order for rule in rules if not rule.reason)
    common = by_unit.get(_MOST_COMMON[0], 0) | by_unit.get(_MOST_COMMON[1], 0)
    by_unit[LOST_UNIT] = by_unit.get("", 0) | (common & figures)
    in_clause, in_sentence = _lists([rule.beside for rule in rules]), _lists([rule.around for rule in rules])
    anchors = union(rule.beside[0] for rule in rules if rule.beside)
    return RuleTable(rules, in_clause, in_sentence, anchors, by_unit, any_unit, by_form)


def _by_era(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, one that has other codes before 2019 as one of the forms since then and one of those before."""
    for row in rows:
        if not row.get("codes_before_2019"):
            yield row
            continue
        forms = (row.get("forms") or "|".join(FORMS)).split("|")
        yield {**row, "forms": "|".join(form for form in forms if form not in _BEFORE_2019)}
        before = "|".join(form for form in forms if form in _BEFORE_2019)
        yield {**row, "forms": before, "metric_codes": row["codes_before_2019"]}


def _lists(wanted: Sequence[Sequence[Set[int]]]) -> _Lists:
    """The rules, in order, by the words of the lists that each of them wants."""
    return tuple(_by_list(wanted, place) for place in range(max([1, *map(len, wanted)])))


def _by_list(wanted: Sequence[Sequence[Set[int]]], place: int) -> tuple[frozenset[int], dict[int, int], int]:
    """The words of the rules' lists at this place, the rules by each, and all that have such a list."""
    by_word: dict[int, int] = {}
    wanting = 0
    for order, lists in enumerate(wanted):
        if place < len(lists):
            wanting |= 1 << order
            for number in lists[place]:
                by_word[number] = by_word.get(number, 0) | 1 << order
    return frozenset(by_word), by_word, wanting


def _offered(rules: int, lists: _Lists, inside: Set[int]) -> int:
    """Those of the rules that find a word of each list that they want among the numbers of the words `inside`."""
    for words, by_word, wanting in lists:
        unmet = rules & wanting
        if unmet:
            met = 0
            for number in words & inside:
                met |= by_word[number]
            rules ^= unmet & ~met
    return rules


def _rule(order: int, row: Row, lexicon: Lexicon, classes: dict[str, frozenset[str]]) -> Rule:
    require, refuse = [], []
    for zone, name in enumerate(ZONES):
        require += [(zone, lexicon.numbers(group)) for group in row.get(name, "").split("+") if group]
        refuse += [(zone, lexicon.numbers(group)) for group in row.get("not_" + name, "").split("+") if group]
    units: set[str] = set()
    for unit in filter(None, row.get("units", "").split("|")):
        units |= classes[unit[1:]] if unit.startswith("@") else {"" if unit == "?" else unit}
    return Rule(
        order=order,
        metric_codes=tuple(filter(None, row.get("metric_codes", "").split("|"))),
        member=row.get("member", ""),
        reason=row.get("reason", ""),
        units=frozenset(units),
        forms=frozenset((row.get("forms") or "|".join(FORMS)).split("|")),
        topics=frozenset(filter(None, row.get("topics", "").split("|"))),
        not_topics=frozenset(filter(None, row.get("not_topics", "").split("|"))),
        value=Decimal(row["value"]) if row.get("value") else None,
        require=tuple(require),
        refuse=tuple(refuse),
        asked=tuple(
            sorted([(*told, True) for told in require] + [(*told, False) for told in refuse], key=itemgetter(0))
        ),
        beside=tuple(words for zone, words in require if ZONES[zone] in _BESIDE),
        around=tuple(words for zone, words in require if ZONES[zone] in _AROUND),
        antecedents=frozenset(filter(None, row.get("antecedents", "").split("|"))),
        bare=row.get("bare") == "1",
        in_words=row.get("in_words") == "1",
        confidence=Decimal(row.get("confidence") or "0.95"),
    )
