"""The characters of a text: as numbers, so that all are looked up at once, and by which a word is soon known absent."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]
_BASIC = 1 << 16


def numbers_of(text: str) -> Numbers:
    """The number of each character; not to be written to."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(numbers: Numbers) -> str:
    """The text of these characters."""
    return numbers.tobytes().decode("utf-32-le", "surrogatepass")


def signs(characters: Iterable[str]) -> Flags:
    """A table for `where`: these characters of the basic plane, and no others."""
    table = np.zeros(_BASIC, np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


def where(numbers: Numbers, table: Flags) -> Flags:
    """Whether each character is one of the table; those beyond the basic plane never are."""
    flags: Flags = table.take(numbers, mode="clip")
    return flags


def holds(text: str, word: str) -> bool:
    """Whether the word stands in the text: a character that stands nowhere is known forty times as fast as a word."""
    return word[0] in text and word[-1] in text and word in text
