"""What the members of a list count, by the rows of prose_lists.csv: channels, organs, categories, fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from dagster_project.parsers.codebook import Row
from dagster_project.parsers.prose.lexicon import Span
from dagster_project.parsers.prose.lists import VERB, Listed

_ITEMS = frozenset(("条", "件", "篇", "则", "期", "份", "宗", "条次", "件次", "期次"))
_PARTS = re.compile("其中|包括|包含|涵盖|分为|主要有|具体为|分别为|内容有|看[:,]|中[:,]")
_REST = re.compile("其他|其它")
_FIELD = re.compile("领域")
_FIELD_COUNTED = re.compile(r"领域(?:政府)?(?:信息)?(?=\d)")
_FIELDS = "proactive.focus_items"
_DOCUMENTS = frozenset({"规范性文件"})
_ITEM = "条"
_SLACK = Decimal("1.02")


@dataclass(frozen=True, slots=True)
class Member:
    """What a member of a decided list is: the metric, its member (or {dimension}), and its noun phrase."""

    metric_code: str
    member: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Noun:
    heads: frozenset[str]
    words: re.Pattern[str]
    metric_code: str
    member: str


@dataclass(frozen=True, slots=True)
class ListRules:
    """The rows of prose_lists.csv by kind: nouns of lists of one kind, nouns that vote, words of leads and of lists."""

    exact: tuple[_Noun, ...]
    votes: tuple[_Noun, ...]
    leads: tuple[_Noun, ...]
    told: tuple[_Noun, ...]
    not_lead: re.Pattern[str]
    not_label: re.Pattern[str]
    not_all: re.Pattern[str]
    own_label: re.Pattern[str]
    barred_label: re.Pattern[str]
    barred_lead: re.Pattern[str]
    barred_part: re.Pattern[str]
    parts: tuple[_Noun, ...]
    part_leads: tuple[_Noun, ...]

    @classmethod
    def from_rows(cls, rows: Sequence[Row]) -> Self:
        """The rules of these rows; a row of kind exact names the end of a noun phrase, of the others a part of it."""

        def nouns(kind: str, pattern: str) -> tuple[_Noun, ...]:
            return tuple(
                _Noun(
                    frozenset(row["heads"].split("|")),
                    re.compile(pattern.format(row["words"])),
                    row["metric_code"],
                    row["member"],
                )
                for row in rows
                if row["kind"] == kind
            )

        def any_of(kind: str) -> re.Pattern[str]:
            return re.compile("|".join(row["words"] for row in rows if row["kind"] == kind) or "(?!)")

        return cls(
            exact=nouns("exact", r"(?:{})(?:申请|咨询|方式|渠道|形式|提交|递交)*(?:\([^)]*\))?$"),
            votes=nouns("vote", "{}"),
            leads=nouns("lead", "{}"),
            told=nouns("told", "{}"),
            not_lead=any_of("not_lead"),
            not_label=any_of("not_label"),
            not_all=any_of("not_all"),
            own_label=any_of("own_label"),
            barred_label=any_of("barred_label"),
            barred_lead=any_of("barred_lead"),
            barred_part=any_of("barred_part"),
            parts=nouns("part", "{}"),
            part_leads=nouns("part_lead", "{}"),
        )

    def divided_by(self, labels: Sequence[str], lead: str, kind: str) -> list[tuple[str, str]]:
        """The metric and member of each of the parts of all that is disclosed: of one kind, the first that fits all.

        The words that lead to the parts, or `kind`, tell of it too; what is left over (其他) belongs to any.
        """
        for heads in dict.fromkeys(noun.heads for noun in self.parts):
            known = [noun for noun in self.parts if noun.heads == heads]
            found = [next((noun for noun in known if noun.words.search(label)), None) for label in labels]
            named = sum(noun is not None and not _REST.match(label) for noun, label in zip(found, labels, strict=True))
            leads = [noun for noun in self.part_leads if noun.heads == heads]
            led = kind in heads or any(noun.words.search(lead) for noun in leads)
            if (named and None not in found) or led:
                rest = next(iter(leads), known[-1])
                return [((noun or rest).metric_code, (noun or rest).member) for noun in found]
        return []

    def bars(self, listed: Listed) -> bool:
        """Whether the list divides by something that no metric knows: quarters, media, faults, kinds of letters."""
        return bool(self.barred_lead.search(listed.lead)) or any(map(self.barred_label.search, listed.labels))

    def is_apart(self, label: str) -> bool:
        """Whether the noun phrase says something else than the parts beside it."""
        return bool(self.not_label.search(label) or self.own_label.search(label))

    def is_no_kind(self, label: str) -> bool:
        """Whether the noun phrase names something else than a kind of information: a way, a stage, a fault, an act."""
        told = (self.barred_label, self.barred_part, self.barred_lead, self.not_all)
        return self.is_apart(label) or any(barred.search(label) for barred in told)

    def members(self, listed: Listed, head: str, whole: Decimal | None, above: str = "") -> tuple[Member | None, ...]:
        """What each member of the list is under its head (a metric code, or none) with the head's value.

        `above` are the words of the heading that the list itself stands under, if it opens what is told there.

        A member whose noun phrase says something else than the list is left to the rules (None).
        """
        found = self._exact(listed, head) or self._voted(listed, head, whole, above)
        counted = sum((n.value or Decimal(0) for n, m in zip(listed.numbers, found, strict=False) if m), Decimal(0))
        return () if whole is not None and counted > whole * _SLACK and _PARTS.search(listed.lead) else found

    def _exact(self, listed: Listed, head: str) -> tuple[Member | None, ...]:
        """The members when two of them at least are of one kind; of organs, a name that is none of other things too."""
        for heads in dict.fromkeys(noun.heads for noun in self.exact if head in noun.heads):
            known = [noun for noun in self.exact if noun.heads == heads]
            found = [next((noun for noun in known if noun.words.search(label)), None) for label in listed.labels]
            named = sum(
                noun is not None and not _REST.match(label) for noun, label in zip(found, listed.labels, strict=True)
            )
            if named > 1:
                rest = known[0] if len(known) == 1 and 2 * named >= len(found) else None
                return tuple(
                    _member(noun or (None if self.not_label.search(label) else rest), label, span)
                    for noun, label, span in zip(found, listed.labels, listed.spans, strict=True)
                )
        return ()

    def _voted(self, listed: Listed, head: str, whole: Decimal | None, above: str) -> tuple[Member | None, ...]:
        free = [label for label in listed.labels if not self._is_own(listed, label)]
        if (
            len(free) < 2
            or len({number.unit for number in listed.numbers}) > 1
            or listed.numbers[0].unit not in _ITEMS
            or self._is_other(listed, free)
        ):
            return ()
        votes = [sum(1 for label in free if noun.words.search(label)) for noun in self.votes]
        said = [n for n in self.told if n.words.search(listed.told)]
        leads = (listed.lead, "" if self.not_lead.search(above) else above)
        said += [n for lead in leads for n in self.leads if n.words.search(lead)]
        chosen = self._of_fields(listed, head) or next((n for n in said if head in n.heads), None)
        if chosen is None and _divides(listed, whole):
            chosen = next((noun for noun in self.votes if head in noun.heads), None)
        if chosen is None:
            chosen = self._elected(listed, head, votes)
        if chosen is None or not self._is_known(listed, whole, max(votes), len(free), bool(said)):
            return ()
        return tuple(
            _member(None if self._is_own(listed, label) else chosen, label, span)
            for label, span in zip(listed.labels, listed.spans, strict=True)
        )

    def _of_fields(self, listed: Listed, head: str) -> _Noun | None:
        """Fields of work when most of the list are called so: 就业领域547条,教育领域689条."""
        if 2 * len(_FIELD_COUNTED.findall(listed.told)) < len(listed.numbers):
            return None
        return next((noun for noun in self.votes if head in noun.heads and noun.metric_code == _FIELDS), None)

    def _is_own(self, listed: Listed, label: str) -> bool:
        """Whether the noun phrase names a metric of its own; normative documents counted by 条 are a category."""
        own = self.own_label.search(label)
        return own is not None and not (own[0] in _DOCUMENTS and listed.numbers[0].unit == _ITEM)

    def _is_other(self, listed: Listed, free: Sequence[str]) -> bool:
        """Whether the list counts something else than what is disclosed, by its lead, one noun or all of them."""
        if self.not_lead.search(listed.lead) or any(map(self.not_label.search, free)):
            return True
        return all(map(self.not_all.search, free))

    def _elected(self, listed: Listed, head: str, votes: Sequence[int]) -> _Noun | None:
        """The kind of most nouns; of two kinds alike the first for the parts of a whole, else the last."""
        known = [(count, noun) for count, noun in zip(votes, self.votes, strict=True) if head in noun.heads]
        if not known:
            return None
        best = max(count for count, _ in known)
        alike = [noun for count, noun in known if count == best]
        return alike[0] if _PARTS.search(listed.lead) else alike[-1]

    def _is_known(self, listed: Listed, whole: Decimal | None, votes: int, size: int, said: bool) -> bool:
        """Whether the list is one of disclosed items: by its sum, by half of its nouns, or by its lead and one noun."""
        if whole is not None and (listed.total == whole or _PARTS.search(listed.lead)):
            return True
        led = said or VERB.search(listed.lead) is not None
        return (votes * 2 >= size and votes >= 2) or (led and votes > 0)


def _divides(listed: Listed, whole: Decimal | None) -> bool:
    """Whether the members are parts of the whole (其中, or their sum with all others) and no fields of work."""
    if whole is None or _FIELD.search(listed.told):
        return False
    rest = any(map(_REST.match, listed.labels))
    parts = rest and listed.total == whole
    return parts or _PARTS.search(listed.lead) is not None


def _member(noun: _Noun | None, label: str, span: Span) -> Member | None:
    return None if noun is None else Member(noun.metric_code, noun.member, label, span)
