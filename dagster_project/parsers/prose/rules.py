"""Rules of the prose reader: seed rows that say which words around a numeral make it which figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Protocol, Self

from dagster_project.parsers.codebook import Row, Tables
from dagster_project.parsers.prose.lexicon import Lexicon, Span, Words
from dagster_project.parsers.prose.list_rules import ListRules
from dagster_project.parsers.prose.matters import Matters

# Where a rule looks: before or after the numeral within its clause, in both (words), within twelve characters of it
# (near_before, near_after) or the four before it (at_before), in the whole clause, in the sentence up to the numeral
# (earlier) and after it (later), in the sentence, in the sentence and the one before it (passage), in these and the
# headings (context), in the headings alone.
FORMS = ("2008", "2014", "2019", "2021")
_BEFORE_2019 = FORMS[:2]
# The unit of a zero without one, which any count may be said to be: 传真申请为零.
ANY_UNIT = "any"
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
# The word of requests, as headings have it.
_REQUESTS = "依申请"
_DENIALS = "无零未没免"
_SHARES = frozenset({"%"})
# A denial of as many characters names what is denied.
_SPECIFIC = 3
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


@dataclass(frozen=True, slots=True)
class ProseRules:
    """All tables of the prose reader, over one lexicon.

    The first `guards` rules of `numerals` are those of ignored_guards.csv; `requests` is the word that names requests.
    """

    lexicon: Lexicon
    numerals: RuleTable
    guards: int
    zeros: RuleTable
    zero_signs: re.Pattern[str]
    zero_objects: re.Pattern[str]
    carried: RuleTable
    topics: Mapping[int, str]
    requests: int
    members: dict[str, dict[int, str]]
    shares: dict[tuple[str, str], tuple[str, str]]
    units: dict[str, str]
    parents: dict[str, str]
    by_applicant: frozenset[str]
    undivided: frozenset[str]
    departments: frozenset[str]
    worded_places: tuple[str, ...]
    lists: ListRules
    matters: Matters

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        """The rules of the seeds prose_*.csv, ignored_*.csv, categories.csv and metrics.csv."""
        members = _members(tables["categories"])
        named = {row["name"]: tuple(row["words"].split("|")) for row in tables["prose_words"]}
        lexicon = Lexicon({d: tuple(word for word, _ in pairs) for d, pairs in members.items()} | named)
        topics: dict[int, str] = {}
        for row in tables["prose_topics"]:
            topics = dict.fromkeys(lexicon.numbers(row["words"]), row["topic"]) | topics
        classes = {row["unit_class"]: frozenset(row["printed"].split("|")) for row in tables["prose_units"]}
        units = {row["metric_code"]: row["unit"] for row in tables["metrics"]}
        _check_codes(tables, units)
        zeros = _table(tables["prose_zeros"], lexicon, classes)
        numerals = _table(
            (*tables["ignored_guards"], *tables["prose_rules"], *tables["ignored_numerals"]), lexicon, classes
        )
        return cls(
            lexicon=lexicon,
            numerals=numerals,
            guards=len(tables["ignored_guards"]),
            zeros=zeros,
            zero_signs=_any_of(map(_denial, lexicon.spelled(zeros.anchors))),
            zero_objects=_any_of(
                lexicon.spelled(union(_object_of(rule, lexicon) for rule in zeros.rules if not rule.bare))
            ),
            carried=_table(tables["prose_carried"], lexicon, classes),
            topics=topics,
            requests=lexicon.number(_REQUESTS),
            members={d: {lexicon.number(word): slug for word, slug in pairs} for d, pairs in members.items()},
            shares={
                (form, row["metric_code"]): (row["share_code"], row["member"])
                for row in tables["prose_shares"]
                for form in (row.get("forms") or "|".join(FORMS)).split("|")
            },
            units=units,
            parents={row["metric_code"]: row["parent_metric"] for row in tables["metrics"] if row["unit"] != "percent"},
            by_applicant=frozenset(r["metric_code"] for r in tables["metrics"] if r["dimension"] == "applicant_type"),
            undivided=frozenset(r["metric_code"] for r in tables["metrics"] if r["dimension"] == "none"),
            departments=frozenset(row["stem"] for row in tables.get("departments", ())),
            worded_places=tuple(
                sorted({row["name"] for row in tables.get("divisions", ()) if lexicon.has_word_in(row["name"])})
            ),
            lists=ListRules.from_rows(tables["prose_lists"]),
            matters=Matters.from_rows(tables["prose_matters"], units),
        )


def _denial(sign: str) -> str:
    """The sign of a zero from its 无, 零, 未, 没 or 免 on (网站全年未发: 未发), if more than 未 or 没 is left."""
    at = next((at for at, character in enumerate(sign) if character in _DENIALS), 0)
    return sign if sign[at:] in ("未", "没") else sign[at:]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds a place where one of the words starts; a word that starts with another is left out.

    The words are parted by their first character, so that few of them are tried at any place.
    """
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not word.startswith(tuple(kept)):
            kept.append(word)
    rests: dict[str, list[str]] = {}
    for word in kept:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()))


def _object_of(rule: Rule, lexicon: Lexicon) -> frozenset[int]:
    """The words of what a zero rule denies: the lists of its clause after the first, or the only one.

    A denial that says what is not done (未刊登) is rare enough to be looked for itself.
    """
    lists = [words for zone, words in rule.require if ZONES[zone] == "clause"]
    if lists and min(map(len, lexicon.spelled(lists[0]))) >= _SPECIFIC:
        return lists[0]
    return union(lists[1:] or lists)


def _check_codes(tables: Tables, known: Mapping[str, str]) -> None:
    """Raises when a rule names a metric that metrics.csv does not have."""
    for name in ("prose_rules", "prose_zeros", "prose_carried"):
        for line, row in enumerate(tables[name], 2):
            for code in filter(None, f"{row['metric_codes']}|{row.get('codes_before_2019', '')}".split("|")):
                if code != "{received}" and code.rstrip("?") not in known:
                    raise ValueError(f"{name}.csv line {line}: no metric {code!r}")


def union(lists: Iterable[Set[int]]) -> frozenset[int]:
    """The numbers of all lists of words."""
    return frozenset[int]().union(*lists)


def _members(rows: Sequence[Row]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Dimension to (words, slug) pairs, longest words first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for word in row["words"].split("|"):
            found.setdefault(row["dimension"], []).append((word, row["member"]))
    return {dimension: tuple(sorted(pairs, key=lambda p: -len(p[0]))) for dimension, pairs in found.items()}


def _table(rows: Sequence[Row], lexicon: Lexicon, classes: dict[str, frozenset[str]]) -> RuleTable:
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
