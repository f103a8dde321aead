"""The words of the rules, each with a bit of its own, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Span = tuple[int, int]
Entries = tuple[tuple[int, dict[str, int]], ...]
Flags = npt.NDArray[np.bool_]
_TABLE = 1 << 16


@dataclass(slots=True)
class Words:
    """Where the words of the rules stand in one text, in the order of the text: start, end, number and bit of each."""

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    bits: list[int]
    _masks: dict[Span, int] = field(default_factory=dict)

    def within(self, span: Span) -> int:
        """The bits of all words that stand wholly in the span, looked up once."""
        mask = self._masks.get(span)
        if mask is None:
            mask, end = 0, span[1]
            ends, bits = self.ends, self.bits
            for index in range(*self.places(span)):
                if ends[index] <= end:
                    mask |= bits[index]
            self._masks[span] = mask
        return mask

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
    _starting: dict[str, dict[int, dict[str, int]]] = field(default_factory=dict)
    _opening: dict[str, Entries] = field(default_factory=dict)
    _pairs: Flags = field(default_factory=lambda: np.zeros(_TABLE, dtype=np.bool_))
    _singles: Flags = field(default_factory=lambda: np.zeros(_TABLE, dtype=np.bool_))

    def bit(self, word: str) -> int:
        """The bit of the word, given at the first call."""
        if word not in self._numbers:
            number = self._numbers[word] = len(self._numbers)
            self._bits.append(1 << number)
            self._opening.clear()
            self._starting.setdefault(word[:2], {}).setdefault(len(word), {})[word] = number
            if len(word) == 1:
                self._singles[ord(word)] = True
            else:
                self._pairs[(ord(word[0]) * 31 + ord(word[1])) % _TABLE] = True
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
        starts: list[int] = []
        ends: list[int] = []
        numbers: list[int] = []
        opening = self._opening
        for start in self._candidates(text, spans):
            pair = text[start : start + 2]
            entries = opening.get(pair)
            if entries is None:
                entries = opening[pair] = self._entries(pair)
            for length, words in entries:
                number = words.get(text[start : start + length])
                if number is not None:
                    starts.append(start)
                    ends.append(start + length)
                    numbers.append(number)
        bits = self._bits
        return Words(starts, ends, numbers, [bits[number] for number in numbers])

    def _entries(self, pair: str) -> Entries:
        """The words that may start with the pair, by length."""
        singles = self._starting.get(pair[:1], {}) if len(pair) > 1 else {}
        return (*singles.items(), *self._starting.get(pair, {}).items())

    def _candidates(self, text: str, spans: Sequence[Span]) -> list[int]:
        """Places where the first two characters of a word may stand: all that do, and a few that do not."""
        codes = np.frombuffer((text + "\0").encode("utf-32-le"), dtype=np.uint32)
        hashed = (codes[:-1] * np.uint32(31) + codes[1:]) % np.uint32(_TABLE)
        inside = np.zeros(len(text), dtype=np.bool_)
        for start, end in spans:
            inside[start:end] = True
        inside &= self._pairs[hashed] | self._singles[codes[:-1] % np.uint32(_TABLE)]
        found: list[int] = np.flatnonzero(inside).tolist()
        return found
