"""The words of the rules, each with a number of its own, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate, count, repeat

import numpy as np
import numpy.typing as npt

from dagster_project.characters import Numbers, numbers_of

Span = tuple[int, int]
_TABLE = 1 << 16
# There are 1 << _BITS slots, twice as many whenever so many factors have given two words one slot.
_BITS = 24
_TRIALS = 64
_SHORT = 6
Places = npt.NDArray[np.intp]
Hashes = npt.NDArray[np.uint64]


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

    `reach` is the length of the longest word with such a hash of its first two characters, `single` marks words of one.
    """

    lengths: tuple[int, ...]
    sizes: npt.NDArray[np.intp]
    powers: npt.NDArray[np.uint64]
    hashes: npt.NDArray[np.uint64]
    shift: np.uint64
    slots: npt.NDArray[np.int16]
    reach: npt.NDArray[np.uint8]
    single: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, words: Sequence[str]) -> _Index:
        """The index of the words, with the first factor that gives each a slot of its own."""
        reach, single = np.zeros(_TABLE, dtype=np.uint8), np.zeros(_TABLE, dtype=np.uint8)
        for word in words:
            if len(word) == 1:
                single[ord(word) % _TABLE] = 1
            else:
                opening = (ord(word[0]) * 31 + ord(word[1])) % _TABLE
                reach[opening] = max(reach[opening], len(word))
        lengths = tuple(len(word) for word in words)
        longest = max(lengths, default=1)
        codes = numbers_of("".join(word.ljust(longest, "\0") for word in words)).reshape(-1, longest)
        codes = codes + (codes > 0)  # a blank counts 1 in a text, so that no word goes on into blanks
        for trial in count(1):
            shift = np.uint64(64 - _BITS - trial // _TRIALS)
            factor = (0x9E3779B97F4A7C15 * (2 * trial + 1)) % (1 << 64) | 1
            powers = np.array(_powers(factor, longest), dtype=np.uint64)
            hashes = (codes * powers).sum(axis=1, dtype=np.uint64)
            taken = (hashes >> shift).astype(np.intp)
            if len(set(taken.tolist())) == len(words):
                break
        slots = np.full(1 << (64 - int(shift)), -1, dtype=np.int16)
        slots[taken] = np.arange(len(words), dtype=np.int16)
        return cls(lengths, np.array(lengths, dtype=np.intp), powers, hashes, shift, slots, reach, single)

    def find(self, text: str, spans: Sequence[Span]) -> tuple[list[int], list[int], list[int]]:
        """Where words start in the spans, the number of each, and how far all up to it go, by start and then by length.

        Few words are longer than _SHORT characters: only where one of them may stand are so many looked at.
        """
        longest = len(self.powers)
        characters = numbers_of(text + "\0" * longest)
        at, reach = self._openings(characters, len(text), spans)
        codes = characters.astype(np.uint64)
        codes += 1
        starts, numbers = self._at(codes, at, 0, min(_SHORT, longest))
        far = at[reach > _SHORT]
        if far.size:
            others, long = self._at(codes, far, _SHORT, longest)
            if others.size:
                starts = np.concatenate((starts, others))
                order = starts.argsort(kind="stable")
                starts, numbers = starts[order], np.concatenate((numbers, long))[order]
        reach = np.maximum.accumulate(starts + self.sizes[numbers])
        return starts.tolist(), numbers.tolist(), reach.tolist()

    def _at(self, codes: Hashes, at: Places, shorter: int, longest: int) -> tuple[Places, npt.NDArray[np.int16]]:
        """The start and the number of each word at these places that has more characters than `shorter`."""
        windows = np.ndarray((len(codes) - longest + 1, longest), np.uint64, codes, strides=codes.strides * 2)
        hashed = windows[at]
        hashed *= self.powers[:longest]
        for length in range(1, longest):
            hashed[:, length] += hashed[:, length - 1]
        hashed = hashed[:, shorter:].ravel()
        number = self.slots.take((hashed >> self.shift).view(np.int64))
        likely = (number >= 0).nonzero()[0]
        number = number[likely]
        right = (self.hashes[number] == hashed[likely]).nonzero()[0]
        return at[likely[right] // (longest - shorter)], number[right]

    def _openings(self, codes: Numbers, length: int, spans: Sequence[Span]) -> tuple[Places, npt.NDArray[np.uint8]]:
        """Places in the spans where the first two characters of a word may stand, and how long it may be at most.

        These are all places at which a word stands, and a few at which none does.
        """
        inside = np.zeros(length, dtype=np.bool_)
        for start, end in spans:
            inside[start:end] = True
        at = inside.nonzero()[0]
        first, second = codes[at], codes[at + 1]
        reach = self.reach.take((first * 31 + second) & (_TABLE - 1))
        reach |= self.single.take(first & (_TABLE - 1))
        opening = reach.nonzero()[0]
        return at[opening], reach[opening]


def _powers(factor: int, count: int) -> list[int]:
    return list(accumulate(repeat(factor, count), lambda power, by: power * by % (1 << 64)))
