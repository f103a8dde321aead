"""Patterns of many words: parted by their first character, so that few of them are tried at any place."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first; one that never fits when there are none."""
    rests: dict[str, list[str]] = {}
    for word in sorted(filter(None, words), key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()) or "(?!)"
