"""The words of the rules, each with a bit of its own, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
_TABLE = 1 << 16
_NO_WORDS: dict[int, dict[str, int]] = {}


@dataclass(slots=True)
class Words:
    """Where the words of the rules stand in one text, in the order of the text."""

    starts: list[int]
    ends: list[int]
    bits: list[int]

    def within(self, start: int, end: int) -> int:
        """The bits of all words that stand wholly between `start` and `end`."""
        mask = 0
        ends, bits = self.ends, self.bits
        for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if ends[index] <= end:
                mask |= bits[index]
        return mask

    def among(self, start: int, end: int, wanted: int) -> list[tuple[int, int, int]]:
        """Start, end and bit of the words among `wanted` that stand between `start` and `end`."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [
            (self.starts[index], self.ends[index], self.bits[index])
            for index in range(first, last)
            if self.bits[index] & wanted and self.ends[index] <= end
        ]

    def last(self, start: int, end: int, wanted: int) -> int:
        """The bit of the last word among `wanted` that stands between `start` and `end`, 0 when there is none."""
        for index in range(bisect_left(self.starts, end) - 1, bisect_left(self.starts, start) - 1, -1):
            if self.bits[index] & wanted and self.ends[index] <= end:
                return self.bits[index]
        return 0


@dataclass(slots=True)
class Lexicon:
    """Words by their bit; `named` holds the word lists that rules call by @name."""

    named: Mapping[str, tuple[str, ...]]
    _bits: dict[str, int] = field(default_factory=dict)
    _starting: dict[str, dict[int, dict[str, int]]] = field(default_factory=dict)
    _pairs: Flags = field(default_factory=lambda: np.zeros(_TABLE, dtype=np.bool_))
    _singles: Flags = field(default_factory=lambda: np.zeros(_TABLE, dtype=np.bool_))

    def bit(self, word: str) -> int:
        """The bit of the word, given at the first call."""
        if word not in self._bits:
            bit = self._bits[word] = 1 << len(self._bits)
            self._starting.setdefault(word[:2], {}).setdefault(len(word), {})[word] = bit
            if len(word) == 1:
                self._singles[ord(word)] = True
            else:
                self._pairs[(ord(word[0]) * 31 + ord(word[1])) % _TABLE] = True
        return self._bits[word]

    def mask(self, alternatives: str) -> int:
        """The bits of the words parted by |, a word list written as @name."""
        mask = 0
        for word in alternatives.split("|"):
            for spelled in self.named[word[1:]] if word.startswith("@") else (word,):
                mask |= self.bit(spelled)
        return mask

    def find(self, text: str) -> Words:
        """All occurrences in the text, overlapping ones too, in the order of their starts."""
        starts: list[int] = []
        ends: list[int] = []
        bits: list[int] = []
        starting = self._starting
        for start in self._candidates(text):
            for key in (text[start], text[start : start + 2]):
                for length, words in starting.get(key, _NO_WORDS).items():
                    bit = words.get(text[start : start + length])
                    if bit is not None:
                        starts.append(start)
                        ends.append(start + length)
                        bits.append(bit)
        return Words(starts, ends, bits)

    def _candidates(self, text: str) -> list[int]:
        """Places where the first two characters of a word may stand: all that do, and a few that do not."""
        codes = np.frombuffer((text + "\0").encode("utf-32-le"), dtype=np.uint32)
        hashed = (codes[:-1] * np.uint32(31) + codes[1:]) % np.uint32(_TABLE)
        found: list[int] = np.flatnonzero(self._pairs[hashed] | self._singles[codes[:-1] % np.uint32(_TABLE)]).tolist()
        return found
