"""The words of the rules, each with a bit of its own, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate, repeat
from operator import or_

import numpy as np
import numpy.typing as npt

from dagster_project.characters import Flags, Numbers, numbers_of

Span = tuple[int, int]
_TABLE = 1 << 16
_SHIFT = 42
_TRIALS = 1000


@dataclass(slots=True)
class Words:
    """Where the words of the rules stand in one text, in the order of the text: start, end, number and bit of each.

    `longest` is the length of the longest word that there is.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    bits: list[int]
    longest: int
    _masks: dict[Span, int] = field(default_factory=dict)
    _numbers: dict[Span, set[int]] = field(default_factory=dict)

    def within(self, span: Span) -> int:
        """The bits of all words that stand wholly in the span, looked up once."""
        mask = self._masks.get(span)
        if mask is None:
            mask = self._masks[span] = reduce(or_, self._inside(self.bits, span), 0)
        return mask

    def numbers_within(self, span: Span) -> set[int]:
        """The numbers of all words that stand wholly in the span, looked up once."""
        numbers = self._numbers.get(span)
        if numbers is None:
            numbers = self._numbers[span] = set(self._inside(self.numbers, span))
        return numbers

    def _inside(self, told: list[int], span: Span) -> list[int]:
        """What is told of each word that stands wholly in the span; only the last ones may reach beyond its end."""
        starts, ends, end = self.starts, self.ends, span[1]
        first = bisect_left(starts, span[0])
        after = bisect_left(starts, end, first)
        if first == after:
            return []
        sure = bisect_left(starts, end - self.longest + 1, first, after)
        inside = told[first:sure]
        if sure < after:
            inside += [told[index] for index in range(sure, after) if ends[index] <= end]
        return inside

    def places(self, span: Span) -> Span:
        """The first place, and the place after the last, of the words that start in the span."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def among(self, span: Span, wanted: int) -> list[tuple[int, int, int]]:
        """Start, end and bit of the words among `wanted` that stand in the span."""
        return [
            (self.starts[index], self.ends[index], self.bits[index])
            for index in range(*self.places(span))
            if self.bits[index] & wanted and self.ends[index] <= span[1]
        ]

    def last(self, span: Span, wanted: int) -> int:
        """The bit of the last word among `wanted` that stands in the span, 0 when there is none."""
        first, after = self.places(span)
        for index in range(after - 1, first - 1, -1):
            if self.bits[index] & wanted and self.ends[index] <= span[1]:
                return self.bits[index]
        return 0


@dataclass(slots=True)
class Lexicon:
    """Words by their number and bit; `named` holds the word lists that rules call by @name."""

    named: Mapping[str, tuple[str, ...]]
    _numbers: dict[str, int] = field(default_factory=dict)
    _bits: list[int] = field(default_factory=list)
    _index: _Index | None = None

    def bit(self, word: str) -> int:
        """The bit of the word, given at the first call."""
        if word not in self._numbers:
            self._bits.append(1 << len(self._numbers))
            self._numbers[word] = len(self._numbers)
            self._index = None
        return self._bits[self._numbers[word]]

    def mask(self, alternatives: str) -> int:
        """The bits of the words parted by |, a word list written as @name."""
        mask = 0
        for word in alternatives.split("|"):
            for spelled in self.named[word[1:]] if word.startswith("@") else (word,):
                mask |= self.bit(spelled)
        return mask

    def spelled(self, mask: int) -> list[str]:
        """The words whose bits are in the mask."""
        return [word for word, number in self._numbers.items() if mask >> number & 1]

    def find(self, text: str, spans: Sequence[Span]) -> Words:
        """All occurrences that start in the spans, overlapping ones too, in the order of their starts."""
        if self._index is None:
            self._index = _Index.of(list(self._numbers))
        starts, ends, numbers = self._index.find(text, spans)
        bits = self._bits
        return Words(starts, ends, numbers, [bits[number] for number in numbers], len(self._index.powers))


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of a lexicon by a hash of their characters, each in a slot of its own.

    `opening` marks the hashes of the first two characters that a word may have (any second one after a word of one).
    """

    lengths: npt.NDArray[np.intp]
    powers: npt.NDArray[np.uint64]
    hashes: npt.NDArray[np.uint64]
    slots: npt.NDArray[np.int16]
    opening: Flags
    singles: Flags

    @classmethod
    def of(cls, words: Sequence[str]) -> _Index:
        """The index of the words, with the first factor that gives each a slot of its own."""
        opening, singles = np.zeros(_TABLE, dtype=np.bool_), np.zeros(_TABLE, dtype=np.bool_)
        for word in words:
            if len(word) == 1:
                singles[ord(word) % _TABLE] = True
            else:
                opening[(ord(word[0]) * 31 + ord(word[1])) % _TABLE] = True
        lengths = [len(word) for word in words]
        longest = max(lengths, default=1)
        codes = numbers_of("".join(word.ljust(longest, "\0") for word in words)).reshape(-1, longest)
        for trial in range(1, _TRIALS):
            factor = (0x9E3779B97F4A7C15 * (2 * trial + 1)) % (1 << 64) | 1
            powers = np.array(_powers(factor, longest), dtype=np.uint64)
            hashes = (codes * powers).sum(axis=1, dtype=np.uint64)
            taken = (hashes >> np.uint64(_SHIFT)).astype(np.intp)
            if len(set(taken.tolist())) == len(words):
                break
        else:
            raise ValueError(f"no factor parts {len(words)} words")
        slots = np.full(1 << (64 - _SHIFT), -1, dtype=np.int16)
        slots[taken] = np.arange(len(words), dtype=np.int16)
        return cls(np.array(lengths, dtype=np.intp), powers, hashes, slots, opening, singles)

    def find(self, text: str, spans: Sequence[Span]) -> tuple[list[int], list[int], list[int]]:
        """Where words start in the spans, where they end, and the number of each, by start and then by length."""
        longest = len(self.powers)
        codes = numbers_of(text + "\0" * longest)
        at = self._openings(codes, len(text), spans)
        hashed = codes[at[:, None] + np.arange(longest)] * self.powers
        for length in range(1, longest):
            hashed[:, length] += hashed[:, length - 1]
        hashed = hashed.ravel()
        number = self.slots[(hashed >> np.uint64(_SHIFT)).view(np.int64)]
        likely = np.flatnonzero(number >= 0)
        number = number[likely]
        right = self.hashes[number] == hashed[likely]
        starts, numbers = at[likely[right] // longest], number[right]
        return starts.tolist(), (starts + self.lengths[numbers]).tolist(), numbers.tolist()

    def _openings(self, codes: Numbers, length: int, spans: Sequence[Span]) -> npt.NDArray[np.intp]:
        """Places in the spans where the first two characters of a word may stand: all that do, a few that do not."""
        inside = np.zeros(length, dtype=np.bool_)
        for start, end in spans:
            inside[start:end] = True
        first, second = codes[:length], codes[1 : length + 1]
        may_open: Flags = self.opening.take((first * 31 + second) & (_TABLE - 1))
        may_open |= self.singles.take(first & (_TABLE - 1))
        may_open &= inside
        return may_open.nonzero()[0]


def _powers(factor: int, count: int) -> list[int]:
    return list(accumulate(repeat(factor, count), lambda power, by: power * by % (1 << 64)))
