"""Whether a noun that disclosure shares with other work is said of another matter: 税收业务培训, 减免检验费."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dagster_project.parsers.codebook import Row
from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.alternatives import any_of
from dagster_project.parsers.prose.lexicon import Span

# One character more than the words that a noun of disclosure may stand with may be of a name.
_STRANGE = 2
_REACH = 160
_SENTENCE = re.compile("[。;!?\n]")
_BREAK = re.compile(r"[,。;:!?、()\n“”《》\d]")
_PHRASE = re.compile("[,。;:!?、()\n“”《》]")
_ORGAN = re.compile(
    "(?:[\u4e00-\u9fff]{1,10}?(?:街道|办事处|总队|支队|大队|公司|集团|大学|学院|中心|系统|[省市县区旗盟州镇乡村局委厅办院站所]))+"
)
_DIGITS = re.compile(r"[\d.,一二三四五六七八九十两几多余近约]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """A row of prose_matters.csv: nouns, and the words that may stand with them where they are of disclosure.

    `nouns` are looked for before a count of `codes` and, when none is there, behind it in its clause. Words of `own`
    make it one of disclosure, words of `other` one of other work; else the words before the noun, from the last of
    `verbs` on, and (`objects`) those between it and the count must all be `neutral`.
    """

    codes: tuple[str, ...]
    nouns: re.Pattern[str]
    own: re.Pattern[str]
    other: re.Pattern[str]
    verbs: re.Pattern[str] | None
    neutral: re.Pattern[str]
    objects: bool

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """The row with its words as patterns, longer words first."""
        return cls(
            codes=tuple(row["metric_codes"].split("|")),
            nouns=_pattern(row["nouns"]),
            own=_pattern(row["own"]),
            other=_pattern(row["other"]),
            verbs=_pattern(row["verbs"]) if row["verbs"] else None,
            neutral=_pattern(f"{row['neutral']}|{row['verbs']}"),
            objects=row["objects"] == "1",
        )

    def is_other(self, text: str, place: int, clause: Span, counts: Sequence[Number]) -> bool:
        """Whether the noun of the count at `place` is said of another matter; `counts` stand before it."""
        nouns = self._nouns(text, place, clause)
        weak = False
        for noun in nouns:
            if noun is not nouns[0] and _SENTENCE.search(text, noun.end(), max(noun.end(), nouns[0].start())):
                break
            sentence = _after(_SENTENCE, text, max(0, noun.start() - _REACH), noun.start())
            counted = max((n.unit_end or n.end for n in counts if sentence < n.end <= noun.start()), default=sentence)
            told = self._told(text, noun, counted)
            if told is not None:
                return told
            if noun is not nouns[0]:
                return False
            object_ = text[noun.end() : place]
            weak = self.objects and _BREAK.search(object_) is None and self._strange(object_)
        return weak

    def _told(self, text: str, noun: re.Match[str], start: int) -> bool | None:
        """Whether the noun, told of since `start`, is said of another matter; None when nothing is said of it."""
        if self.own.search(self.other.sub(" ", text[start : _end_of_phrase(text, noun.end())])):
            return False
        end = _SENTENCE.search(text, noun.end(), noun.end() + _REACH)
        if self.other.search(text, start, end.start() if end else noun.end() + _REACH):
            return True
        phrase = _after(_PHRASE, text, start, noun.start())
        if self.verbs is not None:
            phrase = _after(self.verbs, text, phrase, noun.start())
        return True if self._strange(text[phrase : noun.start()]) else None

    def _nouns(self, text: str, place: int, clause: Span) -> list[re.Match[str]]:
        """The nouns before the place in its paragraph, the nearest first, or the first behind it in its clause."""
        floor = max(text.rfind("\n", 0, place) + 1, place - _REACH)
        before = list(self.nouns.finditer(text, floor, place))[::-1]
        if not before or before[0].start() < clause[0]:
            behind = self.nouns.search(text, place, min(clause[1], place + _REACH))
            return before if behind is None else [behind, *before]
        return before

    def _strange(self, words: str) -> bool:
        """Whether something is left of the words without those that say nothing of the matter."""
        rest = self.neutral.sub("", _DIGITS.sub("", words))
        return len(_ORGAN.sub("", rest)) >= _STRANGE


@dataclass(frozen=True, slots=True)
class Matters:
    """The rows of prose_matters.csv by the codes whose counts they look at."""

    by_code: Mapping[str, Matter]

    @classmethod
    def from_rows(cls, rows: Iterable[Row], codes: Iterable[str]) -> Self:
        """Each code under the first row whose codes it is or begins with."""
        matters = [Matter.from_row(row) for row in rows]
        found = ((code, next((m for m in matters if code.startswith(m.codes)), None)) for code in codes)
        return cls({code: matter for code, matter in found if matter is not None})

    def of(self, metric_codes: Sequence[str]) -> Matter | None:
        """The row for the counts of one of these codes."""
        for code in metric_codes:
            if code in self.by_code:
                return self.by_code[code]
        return None


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern of the words parted by |, that never fits when there are none."""
    return re.compile(any_of(words.split("|")))


def _after(mark: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where what follows the last mark before `end` begins, `start` when there is none."""
    return max((match.end() for match in mark.finditer(text, start, end)), default=start)


def _end_of_phrase(text: str, start: int) -> int:
    """Where the phrase ends that goes on at `start`, at most as far as is looked."""
    stop = _PHRASE.search(text, start, start + _REACH)
    return stop.start() if stop else start + _REACH
