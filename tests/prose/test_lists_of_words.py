"""The lists of words in the seeds of the prose say each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.prose.rule_table import ZONES
from dagster_project.parsers.prose.rules import ProseRules

TABLES = ("ignored_guards", "prose_rules", "ignored_numerals", "prose_zeros", "prose_carried")
Named = Mapping[str, tuple[str, ...]]
# Two lists that share more words than these mean the same thing, which has a name in prose_words.csv.
MOST_SHARED = 12
# A list of fewer words is as well written out as called.
FEWEST = 4


def lists_of(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Each list of words with the place where it stands: of the rules, and those that they call by name."""
    for name in TABLES:
        for line, row in enumerate(codebook.tables[name], 2):
            for column in (*ZONES, *(f"not_{zone}" for zone in ZONES)):
                for words in filter(None, row.get(column, "").split("+")):
                    yield f"{name}.csv line {line}, {column}", words
    for row in codebook.tables["prose_words"]:
        yield f"prose_words.csv, {row['name']}", row["words"]


def idle(words: str, named: Named) -> list[str]:
    """The alternatives that are found only where another one of the list is found too."""
    spelled = words.split("|")
    others = [word for name in spelled if name.startswith("@") for word in named[name[1:]]]
    plain = [word for word in spelled if not word.startswith("@")]
    met = [w for w in plain if w in others or any(o != w and o in w for o in (*plain, *others))]
    return sorted({*met, *(word for word in spelled if spelled.count(word) > 1)})


def spelled(words: str) -> set[str]:
    """The alternatives written out."""
    return {word for word in words.split("|") if not word.startswith("@")}


def shared(lists: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The places of each two lists that write out the same words, more than `MOST_SHARED`."""
    long = [(place, found) for place, words in lists if len(found := spelled(words)) > MOST_SHARED]
    return [(first, second) for (first, a), (second, b) in combinations(long, 2) if len(a & b) > MOST_SHARED]


def test_no_alternative_is_idle_beside_another(codebook: Codebook, rules: ProseRules) -> None:
    """不予公开|不公开|属性不公开 finds nothing more than 不予公开|不公开."""
    found = {place: met for place, words in lists_of(codebook) if (met := idle(words, rules.lexicon.named))}
    assert found == {}


def test_an_idle_alternative_is_told() -> None:
    assert idle("(不公开|不公开|答复|@none|未收到|答复", {"none": ("未收", "无")}) == ["(不公开", "未收到", "答复"]


def test_many_words_that_two_rules_share_have_a_name(codebook: Codebook) -> None:
    rules = [(place, words) for place, words in lists_of(codebook) if not place.startswith("prose_words")]
    assert shared(rules) == []


def test_a_list_with_a_name_is_called_by_it(codebook: Codebook) -> None:
    called = [set(words.split("|")) for place, words in lists_of(codebook) if not place.startswith("prose_words")]
    for row in codebook.tables["prose_words"]:
        words = set(row["words"].split("|"))
        assert any(f"@{row['name']}" in found for found in called), f"no rule calls {row['name']}"
        assert len(words) > 1, f"{row['name']} is a word, and shorter than its name"
        assert len(words) < FEWEST or not any(words <= found for found in called), f"{row['name']} is written out"


def test_a_class_of_units_is_called_by_a_rule(codebook: Codebook) -> None:
    called = {unit for name in TABLES for row in codebook.tables[name] for unit in row.get("units", "").split("|")}
    assert [row["unit_class"] for row in codebook.tables["prose_units"] if f"@{row['unit_class']}" not in called] == []


def test_a_class_of_words_has_each_word_once_and_calls_rows_above(codebook: Codebook) -> None:
    above: set[str] = set()
    for row in codebook.tables["prose_word_classes"]:
        words = row["words"].split("|")
        assert len(set(words)) == len(words), row["name"]
        assert {word[1:] for word in words if word.startswith("@")} <= above, row["name"]
        above.add(row["name"])


def test_a_class_of_words_has_those_of_the_row_that_it_calls(rules: ProseRules) -> None:
    classes = rules.word_classes
    for pattern in (classes.other_answers, classes.other_counts, classes.other_sections):
        assert pattern.search("答复建议9件")
    assert classes.other_sections.search("办理登记9件")
    assert not classes.other_counts.search("办理登记9件")


def test_words_of_events_and_of_no_matter_are_of_their_patterns(rules: ProseRules) -> None:
    classes = rules.word_classes
    assert classes.denial.search("未收到申请")
    assert not classes.denial.search("未审结案件")
    assert classes.open_words.fullmatch("人民群众")
    assert not classes.open_words.fullmatch("税务")


def test_words_written_twice_are_told() -> None:
    words = "|".join("甲乙丙丁戊己庚辛壬癸子丑寅")
    assert shared([("a", words), ("b", f"卯|{words}"), ("c", words[2:])]) == [("a", "b")]
