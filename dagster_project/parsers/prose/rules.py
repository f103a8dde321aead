"""The rules of the prose reader: its seeds, read over one lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dagster_project.parsers.codebook import Row, Tables
from dagster_project.parsers.prose.alternatives import any_of
from dagster_project.parsers.prose.lexicon import Lexicon
from dagster_project.parsers.prose.list_rules import ListRules
from dagster_project.parsers.prose.matters import Matters
from dagster_project.parsers.prose.rule_table import FORMS, ZONES, Rule, RuleTable, table_of, union
from dagster_project.parsers.prose.word_classes import WordClasses

# The word of requests, as headings have it.
_REQUESTS = "依申请"
# With one of these characters a denial begins.
_DENIALS = "无零未没免"
# A denial of as many characters names what is denied.
_SPECIFIC = 3


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
    flows: frozenset[str]
    parents: dict[str, str]
    by_applicant: frozenset[str]
    undivided: frozenset[str]
    departments: frozenset[str]
    worded_places: tuple[str, ...]
    lists: ListRules
    matters: Matters
    word_classes: WordClasses

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
        zeros = table_of(tables["prose_zeros"], lexicon, classes)
        numerals = table_of(
            (*tables["ignored_guards"], *tables["prose_rules"], *tables["ignored_numerals"]), lexicon, classes
        )
        return cls(
            lexicon=lexicon,
            numerals=numerals,
            guards=len(tables["ignored_guards"]),
            zeros=zeros,
            zero_signs=_beginnings(map(_denial, lexicon.spelled(zeros.anchors))),
            zero_objects=_beginnings(
                lexicon.spelled(union(_object_of(rule, lexicon) for rule in zeros.rules if not rule.bare))
            ),
            carried=table_of(tables["prose_carried"], lexicon, classes),
            topics=topics,
            requests=lexicon.number(_REQUESTS),
            members={d: {lexicon.number(word): slug for word, slug in pairs} for d, pairs in members.items()},
            shares={
                (form, row["metric_code"]): (row["share_code"], row["member"])
                for row in tables["prose_shares"]
                for form in (row.get("forms") or "|".join(FORMS)).split("|")
            },
            units=units,
            flows=frozenset(row["metric_code"] for row in tables["metrics"] if row["measure_type"] == "flow"),
            parents={row["metric_code"]: row["parent_metric"] for row in tables["metrics"] if row["unit"] != "percent"},
            by_applicant=frozenset(r["metric_code"] for r in tables["metrics"] if r["dimension"] == "applicant_type"),
            undivided=frozenset(r["metric_code"] for r in tables["metrics"] if r["dimension"] == "none"),
            departments=frozenset(row["stem"] for row in tables.get("departments", ())),
            worded_places=tuple(
                sorted({row["name"] for row in tables.get("divisions", ()) if lexicon.has_word_in(row["name"])})
            ),
            lists=ListRules.from_rows(tables["prose_lists"]),
            matters=Matters.from_rows(tables["prose_matters"], units),
            word_classes=WordClasses.from_rows(tables["prose_word_classes"]),
        )


def _denial(sign: str) -> str:
    """The sign of a zero from its 无, 零, 未, 没 or 免 on (网站全年未发: 未发), if more than 未 or 没 is left."""
    at = next((at for at, character in enumerate(sign) if character in _DENIALS), 0)
    return sign if sign[at:] in ("未", "没") else sign[at:]


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds a place where one of the words starts; a word that starts with another is left out."""
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not word.startswith(tuple(kept)):
            kept.append(word)
    return re.compile(any_of(kept))


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


def _members(rows: Sequence[Row]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Dimension to (words, slug) pairs, longest words first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for word in row["words"].split("|"):
            found.setdefault(row["dimension"], []).append((word, row["member"]))
    return {dimension: tuple(sorted(pairs, key=lambda p: -len(p[0]))) for dimension, pairs in found.items()}
