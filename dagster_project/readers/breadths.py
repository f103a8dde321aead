"""Where words stand in a line: a tool counts a Chinese character, and a mark beside it, as one place or two."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_TOKEN = re.compile(r"\S+(?: \S+)*")
_PIECE = re.compile(r"\S+")
_WIDE = re.compile(r"[ᄀ-ᅟ⺀-〾ぁ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦\u3000]")
_NARROW_OR_WIDE = re.compile("[‐-‧‰-※①-⓿■-◿×·—…“”‘’]")
Measure = Callable[[str], int]
LONGEST_LINE = 2000
"""Characters of a line of a table that is drawn by places."""


def by_number(words: str) -> int:
    """Each character is one place."""
    return len(words)


def by_width(words: str) -> int:
    """A Chinese character is two places."""
    return len(words) + len(_WIDE.findall(words))


def by_most_width(words: str) -> int:
    """A Chinese character is two places, and so are quotation marks and their like."""
    return by_width(words) + len(_NARROW_OR_WIDE.findall(words))


MEASURES: tuple[Measure, ...] = (by_width, by_most_width, by_number)


class Token(NamedTuple):
    """Words with single spaces between, and the places of its pieces."""

    words: str
    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.pieces[-1][1]

    def cut(self, number: int) -> tuple[Token, Token]:
        """The first pieces, so many of them, and the others."""
        words = self.words.split(" ")
        return (
            Token(" ".join(words[:number]), self.pieces[:number]),
            Token(" ".join(words[number:]), self.pieces[number:]),
        )


def tokens_of(line: str, measure: Measure) -> list[Token]:
    """The words of a line that two spaces or more part, each at its places."""
    tokens, at, place = [], 0, 0
    for match in _TOKEN.finditer(line):
        pieces = []
        for piece in _PIECE.finditer(line, match.start(), match.end()):
            start = place + measure(line[at : piece.start()])
            at, place = piece.end(), start + measure(piece[0])
            pieces.append((start, place))
        tokens.append(Token(match[0], tuple(pieces)))
    return tokens
