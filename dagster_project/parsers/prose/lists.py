"""Lists of counts: runs of `<noun phrase> N条` whose members all belong to the metric of the list's head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Self

from dagster_project.parsers.codebook import Row
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.lexicon import Span

_UNITS = frozenset(("条", "件", "篇", "则", "期", "份", "宗", "条次", "件次", "期次", "人次", "次", "批", ""))
_ITEMS = _UNITS - {"人次", "次", "批", ""}
# Between two members stand a mark or 和, a percentage of the first, or both.
_LINK = re.compile(r"(?:[,(]?约?(?:占\D{0,8}?)?(?:约|为)?[\d.]+%\)?)?(?:[、,;]\s?|[,、]?(?:以及|及|和|与))")
_MEMBER = re.compile(r"[^\d,;。:!?\n%|=>]{1,26}$")
_LEAD = re.compile(
    r"(?:.*(?:其中|当中|包括|包含|涵盖|涉及|分为|主要有|具体为|分别为|其余|另有))?"
    r"(?:.*(?:公开|发布|公布|更新|推送)了?(?![的栏类]|领域))?属?于?"
)
# A count of everything, which is the head of a list and no member of it; and what opens a list within a list.
_WHOLE = re.compile(
    r"收到|受理|接收|接受|接待|(?:公开|发布|公布)了?(?:各类|各项|有关|相关)?(?:政府|政务|公开)?信息(?:总量|总数|数量|数)?[共计约达为]*$"
)
_NESTED = re.compile("其中|当中|包括|包含|涵盖|合计|总计|共计|累计")
_EACH = re.compile(r"(?:公开|发布)(?:政府|政务)?(?:信息)?\d")
_PARTS = re.compile("其中|包括|包含|涵盖|分为|主要有|具体为|分别为|内容有|看[:,]|中[:,]")
_VERB = re.compile("公开|发布|公布|更新")
_TAIL = re.compile(r"(?:信息|情况|数量|[类的]|数|共|计|约|近|超|为|达|有|办理|受理|收到|主动公开|公开|发布|上报)*$")
_REST = re.compile("其他|其它")
_FIELD = re.compile("领域")
_DOCUMENTS = frozenset({"规范性文件"})
_ITEM = "条"
# What is said of disclosure itself and so of the list behind it.
_OWN_WORK = re.compile("公开|发布|公布|更新|申请|答复|[渠载]|形式|方式|解读|微[信博]|公众号|视频|领域|类别|内容|其中")
_OPENS = ",;。:!?\n("
# What is told of a member in brackets behind it is no member: 安全类88条(其中通报52条),水质类9条(河流、湖泊),其他63条.
_PART_OF_MEMBER = re.compile(r"\((?:(?:其中|含|包括|包含)[^()、,;]{1,40}|[^()\d。;]{2,60})\)")
_LONGEST = 40
_REACH = 120
_FAR = 1000
_SLACK = Decimal("1.02")


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: its counts, the noun phrase of each, the words that lead to it, and the sentence up to its end."""

    numbers: tuple[Number, ...]
    labels: tuple[str, ...]
    spans: tuple[Span, ...]
    lead: str
    told: str

    @property
    def is_said_of_each(self) -> bool:
        """Whether 公开 or 发布 is said of every member: 县直单位公开30条,乡镇公开20条."""
        return len(_EACH.findall(self.told)) >= len(self.numbers)

    @property
    def start(self) -> int:
        """Where its first noun phrase begins."""
        return self.spans[0][0]


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
        if len(free) < 2 or listed.numbers[0].unit not in _ITEMS or self._is_other(listed, free):
            return ()
        votes = [sum(1 for label in free if noun.words.search(label)) for noun in self.votes]
        said = [n for n in self.told if n.words.search(listed.told)]
        leads = (listed.lead, "" if self.not_lead.search(above) else above)
        said += [n for lead in leads for n in self.leads if n.words.search(lead)]
        chosen = next((n for n in said if head in n.heads), None)
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
        if whole is not None and _PARTS.search(listed.lead):
            return True
        led = said or _VERB.search(listed.lead) is not None
        return (votes * 2 >= size and votes >= 2) or (led and votes > 0)


def _divides(listed: Listed, whole: Decimal | None) -> bool:
    """Whether the members are parts of the whole (其中, or their sum with all others) and no fields of work."""
    if whole is None or _FIELD.search(listed.told):
        return False
    rest = any(map(_REST.match, listed.labels))
    parts = rest and sum((n.value or Decimal(0) for n in listed.numbers), Decimal(0)) == whole
    return parts or _PARTS.search(listed.lead) is not None


def _member(noun: _Noun | None, label: str, span: Span) -> Member | None:
    return None if noun is None else Member(noun.metric_code, noun.member, label, span)


def lists_of(text: str, counts: Sequence[Number]) -> dict[int, Listed]:
    """The lists of the text, by the place of each of their counts."""
    found: dict[int, Listed] = {}
    run: list[Number] = []
    previous = None
    for number in counts:
        if number.kind == "percent" or (previous is not None and number.start < _end(text, previous)):
            continue
        if previous is None or not _joined(text, previous, number):
            _keep(text, run, found)
            run = []
        run.append(number)
        previous = number
    _keep(text, run, found)
    return found


def _end(text: str, number: Number) -> int:
    """Where a count ends, with its unit and what its part is, told in brackets."""
    end = max(number.unit_end, number.end)
    part = _PART_OF_MEMBER.match(text, end) if text.startswith("(", end) else None
    return part.end() if part else end


def _joined(text: str, first: Number, second: Number) -> bool:
    """True when nothing but a link and a noun phrase stands between two counts of one unit."""
    end = _end(text, first)
    if second.start - end > _LONGEST or first.unit != second.unit or first.unit not in _UNITS or first.kind != "count":
        return False
    link = _LINK.match(text, end, second.start)
    if link is None or _MEMBER.match(text, link.end(), second.start) is None:
        return False
    phrase = text[link.end() : second.start]
    return phrase != "共" and not _NESTED.search(phrase) and not _WHOLE.search(phrase)


def _keep(text: str, run: Sequence[Number], found: dict[int, Listed]) -> None:
    """Adds the list that the run is; a count of everything at its start is its head."""
    if len(run) < 2:
        return
    start = _behind_last(_OPENS, text, run[0].start, _LONGEST)
    places = [start]
    for first, second in pairwise(run):
        link = _LINK.match(text, _end(text, first), second.start)
        places.append(link.end() if link else second.start)
    skip = 1 if _WHOLE.search(text[start : run[0].start]) else 0
    numbers = tuple(run[skip:])
    spans = tuple(_noun_phrase(text, p, n.start) for p, n in zip(places[skip:], numbers, strict=True))
    if len(numbers) < 2 or not all(a < b for a, b in spans):
        return
    sentence = _lead(text, start, spans[0][0])
    listed = Listed(
        numbers,
        tuple(text[a:b] for a, b in spans),
        spans,
        text[sentence : spans[0][0]],
        text[sentence : numbers[-1].end],
    )
    found.update((number.start, listed) for number in numbers)


def _behind_last(stops: str, text: str, end: int, reach: int) -> int:
    """Where what follows the last of the stops before `end` begins; far before it when none stands within the reach."""
    last = max(text.rfind(stop, max(0, end - reach), end) for stop in stops)
    return last + 1 if last >= 0 else max(0, end - _FAR)


def _lead(text: str, start: int, end: int) -> int:
    """Where the words that lead to a list begin: with its sentence, or with a part of it that has a verb of its own.

    A part begins behind a semicolon, or behind a comma when nothing of disclosure is said before it.
    """
    sentence = _behind_last("。!?\n", text, start, _REACH)
    part = text.rfind(";", sentence, end) + 1
    if not part:
        part = text.rfind(",", sentence, end) + 1
        part = 0 if _OWN_WORK.search(text, sentence, part) else part
    return part if part and _VERB.search(text, part, end) else sentence


def _noun_phrase(text: str, start: int, end: int) -> Span:
    """What is named between a link and a count, without the verb before it and the verb or 信息 after it."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead and lead.end() < end else start
    tail = _TAIL.search(text, first, end)
    return first, (tail.start() if tail and tail.start() > first else end)
