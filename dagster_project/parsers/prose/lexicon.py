"""The words of the rules, each with a bit of its own, found in a text in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Words:
    """Where the words of the rules stand in one text, in the order of the text."""

    starts: list[int]
    ends: list[int]
    bits: list[int]

    def within(self, start: int, end: int) -> int:
        """The bits of all words that stand wholly between `start` and `end`."""
        mask = 0
        for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if self.ends[index] <= end:
                mask |= self.bits[index]
        return mask

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
    _by_pair: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _single: dict[str, int] = field(default_factory=dict)

    def bit(self, word: str) -> int:
        """The bit of the word, given at the first call."""
        if word not in self._bits:
            bit = self._bits[word] = 1 << len(self._bits)
            if len(word) == 1:
                self._single[word] = bit
            else:
                self._by_pair.setdefault(word[:2], []).append((word, bit))
        return self._bits[word]

    def mask(self, alternatives: str) -> int:
        """The bits of the words parted by |, a word list written as @name."""
        mask = 0
        for word in alternatives.split("|"):
            for spelled in self.named[word[1:]] if word.startswith("@") else (word,):
                mask |= self.bit(spelled)
        return mask

    def find(self, text: str) -> Words:
        """All occurrences in the text, overlapping ones too."""
        found: list[tuple[int, int, int]] = []
        pairs = self._by_pair
        for start in range(len(text) - 1):
            candidates = pairs.get(text[start : start + 2])
            if candidates is not None:
                found.extend(
                    (start, start + len(word), bit) for word, bit in candidates if text.startswith(word, start)
                )
        for word, bit in self._single.items():
            at = text.find(word)
            while at >= 0:
                found.append((at, at + 1, bit))
                at = text.find(word, at + 1)
        found.sort()
        return Words([s for s, _, _ in found], [e for _, e, _ in found], [b for _, _, b in found])
