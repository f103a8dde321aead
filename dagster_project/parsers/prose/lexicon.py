"""The words of the rules, each with a number of its own, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from dagster_project.characters import Numbers, numbers_of

Span = tuple[int, int]
_TABLE = 1 << 16
# There are 1 << _BITS slots, twice as many whenever so many factors have given two words one slot.
_BITS = 24
_TRIALS = 64
Places = npt.NDArray[np.intp]
Hashes = npt.NDArray[np.uint64]
Bits = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(slots=True)
class Words:
    """Where the words of the rules stand in one text, in the order of the text: start and number of each.

    `lengths` are those of all words by their number, `reach` tells for each word how far it and those before it go.
    """

    starts: list[int]
    numbers: list[int]
    reach: list[int]
    lengths: Sequence[int]
    _within: dict[Span, Set[int]] = field(default_factory=dict)

    def within(self, span: Span) -> Set[int]:
        """The numbers of all words that stand wholly in the span, looked up once.

        Only the last of those that start in it may reach beyond its end.
        """
        known = self._within.get(span)
        if known is not None:
            return known
        starts, numbers, (start, end) = self.starts, self.numbers, span
        first = bisect_left(starts, start)
        after = bisect_left(starts, end, first)
        sure = bisect_right(self.reach, end, first, after)
        inside = set(numbers[first:sure])
        for index in range(sure, after):
            if starts[index] + self.lengths[numbers[index]] <= end:
                inside.add(numbers[index])
        self._within[span] = inside
        return inside

    def end(self, index: int) -> int:
        """Where the word ends that is the one with this index."""
        return self.starts[index] + self.lengths[self.numbers[index]]

    def places(self, span: Span) -> Span:
        """The first place, and the place after the last, of the words that start in the span."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def outside(self, text: str, span: Span) -> str:
        """What of the span of the text stands in none of the words that start in it."""
        place, end = span
        pieces: list[str] = []
        for index in range(*self.places(span)):
            start = self.starts[index]
            if start > place:
                pieces.append(text[place:start])
            place = max(place, start + self.lengths[self.numbers[index]])
        if place < end:
            pieces.append(text[place:end])
        return "".join(pieces)

    def among(self, span: Span, wanted: Container[int]) -> list[tuple[int, int, int]]:
        """Start, end and number of the words among `wanted` that stand in the span."""
        return [
            (self.starts[index], self.end(index), self.numbers[index])
            for index in range(*self.places(span))
            if self.numbers[index] in wanted and self.end(index) <= span[1]
        ]

    def last(self, span: Span, wanted: Container[int]) -> int | None:
        """The number of the last word among `wanted` that stands in the span."""
        first, after = self.places(span)
        for index in range(after - 1, first - 1, -1):
            if self.numbers[index] in wanted and self.end(index) <= span[1]:
                return self.numbers[index]
        return None


@dataclass(slots=True)
class Lexicon:
    """Words by their number; `named` holds the word lists that rules call by @name."""

    named: Mapping[str, tuple[str, ...]]
    _numbers: dict[str, int] = field(default_factory=dict)
    _index: _Index | None = None

    def number(self, word: str) -> int:
        """The number of the word, given at the first call."""
        if word not in self._numbers:
            self._numbers[word] = len(self._numbers)
            self._index = None
        return self._numbers[word]

    def numbers(self, alternatives: str) -> frozenset[int]:
        """The numbers of the words parted by |, a word list written as @name."""
        return frozenset(
            self.number(spelled)
            for word in alternatives.split("|")
            for spelled in (self.named[word[1:]] if word.startswith("@") else (word,))
        )

    def spelled(self, numbers: Container[int]) -> list[str]:
        """The words that have these numbers."""
        return [word for word, number in self._numbers.items() if number in numbers]

    def has_word_in(self, name: str) -> bool:
        """Whether a word of two characters or more stands in the name."""
        length = len(name)
        return any(name[a:b] in self._numbers for a in range(length - 1) for b in range(a + 2, length + 1))

    def find(self, text: str, spans: Sequence[Span]) -> Words:
        """All occurrences that start in the spans, overlapping ones too, in the order of their starts."""
        if self._index is None:
            self._index = _Index.of(list(self._numbers))
        return Words(*self._index.find(text, spans), self._index.lengths)


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of a lexicon by a hash of their characters, each in a slot of its own.

    The hash of a word is the sum of its characters, each times `factor` to the power of its place, from 1 on.
    `openings` tells for a hash of two characters how long the words are that open with them, a bit for each length;
    `single` marks words of one.
    """

    lengths: tuple[int, ...]
    factor: int
    inverse: int
    hashes: Hashes
    shift: np.uint64
    slots: npt.NDArray[np.int16]
    openings: Bits
    single: Bits

    @classmethod
    def of(cls, words: Sequence[str]) -> _Index:
        """The index of the words, with the first factor that gives each a slot of its own."""
        lengths = tuple(len(word) for word in words)
        longest = max(lengths, default=1)
        bits = np.min_scalar_type((1 << longest) - 1)
        openings, single = np.zeros(_TABLE, bits), np.zeros(_TABLE, bits)
        for word in words:
            if len(word) == 1:
                single[ord(word) % _TABLE] = 1
            else:
                openings[(ord(word[0]) * 31 + ord(word[1])) % _TABLE] |= 1 << len(word) - 1
        codes = numbers_of("".join(word.ljust(longest, "\0") for word in words)).reshape(-1, longest)
        codes = codes + (codes > 0)  # a blank counts 1 in a text, so that no word goes on into blanks
        for trial in count(1):
            shift = np.uint64(64 - _BITS - trial // _TRIALS)
            factor = (0x9E3779B97F4A7C15 * (2 * trial + 1)) % (1 << 64) | 1
            hashes = (codes * _powers(factor, factor, longest)).sum(axis=1, dtype=np.uint64)
            taken = (hashes >> shift).astype(np.intp)
            if len(set(taken.tolist())) == len(words):
                break
        slots = np.full(1 << (64 - int(shift)), -1, dtype=np.int16)
        slots[taken] = np.arange(len(words), dtype=np.int16)
        inverse = pow(factor, -1, 1 << 64)
        return cls(lengths, factor, inverse, hashes, shift, slots, openings, single)

    def find(self, text: str, spans: Sequence[Span]) -> tuple[list[int], list[int], list[int]]:
        """Where words start in the spans, the number of each, and how far all up to it go, by start and then by length.

        The hash of a stretch is the sum up to its end without that up to its start, brought from there to place 1.
        """
        characters = numbers_of(text + "\0" * (8 * self.openings.itemsize))
        starts, ends = self._openings(characters, len(text), spans)
        sums = np.zeros(len(characters) + 1, np.uint64)
        np.cumsum((characters + np.uint64(1)) * _powers(self.factor, self.factor, len(characters)), out=sums[1:])
        hashed = (sums[ends] - sums[starts]) * _powers(1, self.inverse, len(text))[starts]
        numbers = self.slots.take((hashed >> self.shift).view(np.int64))
        right = (self.hashes.take(numbers) == hashed).nonzero()[0]
        starts, numbers = starts[right], numbers[right]
        reach = np.maximum.accumulate(ends[right])
        return starts.tolist(), numbers.tolist(), reach.tolist()

    def _openings(self, codes: Numbers, length: int, spans: Sequence[Span]) -> tuple[Places, Places]:
        """The start and the end of each stretch in the spans that opens like a word as long."""
        inside = np.zeros(length, dtype=np.bool_)
        for start, end in spans:
            inside[start:end] = True
        at = inside.nonzero()[0]
        first, second = codes[at], codes[at + 1]
        sizes = self.openings.take((first * 31 + second) & (_TABLE - 1))
        sizes |= self.single.take(first & (_TABLE - 1))
        opening = sizes.nonzero()[0]
        lengths = np.unpackbits(sizes[opening].view(np.uint8), bitorder="little").view(np.bool_).nonzero()[0]
        bits = 8 * sizes.itemsize  # a power of two
        starts = at[opening[lengths >> bits.bit_length() - 1]]
        return starts, starts + (lengths & bits - 1) + 1


def _powers(first: int, factor: int, count: int) -> Hashes:
    """As many numbers, each the one before it times the factor."""
    return _power_table(first, factor, 1 << count.bit_length())[:count]


@lru_cache(maxsize=8)
def _power_table(first: int, factor: int, count: int) -> Hashes:
    powers = np.full(count, factor, np.uint64)
    powers[0] = first
    return np.multiply.accumulate(powers)
