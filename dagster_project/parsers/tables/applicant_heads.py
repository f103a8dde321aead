"""The kinds of applicant that heads name, in the words of the form or in fewer characters of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.parsers.tables.forms import FormColumn, Lexicon, words_of

FEWEST_EXACT = 4
SHORTEST, LONGEST = 2, 6
NOBODY = -1
LEGAL_PERSON = "法人"
_LEGAL_PERSON = re.compile(r"法人(?:(?:或者|或|及|和|与)?其[他它]组织)?(?=[㐀-鿿])")
_BETWEEN_HEADS = re.compile(r"[\s|]+")


def applicants_of(heads: Sequence[str], columns: Sequence[FormColumn], lexicon: Lexicon) -> list[int]:
    """The number of the form column that each head names, or NOBODY.

    Where most heads are those of the form, one that is made of characters of a label in their order (社公 for
    社会公益组织) names it too, when it can be no other label that is not named yet.
    """
    named = [applicant_of(head, lexicon) for head in heads]
    if NOBODY not in named or len(set(named) - {NOBODY}) < FEWEST_EXACT:
        return named
    left = [number for number, column in enumerate(columns) if column.member and number not in named]
    if not left:
        return named
    meant = [_shortened(words_of(head), left, columns) for head in heads]
    return [
        short if old == NOBODY and meant.count(short) == 1 else old for short, old in zip(meant, named, strict=True)
    ]


def applicant_of(head: str, lexicon: Lexicon) -> int:
    """The number of the form column whose very words a head has, with or without 法人 before them; or NOBODY."""
    bare = words_of(head)
    found = lexicon.exact(bare)
    if not found and LEGAL_PERSON in bare:
        found = lexicon.exact(_LEGAL_PERSON.sub("", bare, count=1))
    return found[0] if found else NOBODY


def heads_in_line(line: str) -> list[str]:
    """The heads of a line that parts them by spaces, tabs or rules."""
    return [head for head in _BETWEEN_HEADS.split(line) if words_of(head)]


def _shortened(bare: str, left: Sequence[int], columns: Sequence[FormColumn]) -> int:
    """The one column among those left of one of whose labels these are characters in order."""
    if not SHORTEST <= len(bare) <= LONGEST:
        return NOBODY
    fitting = [number for number in left if any(_has_in_order(key, bare) for key in columns[number].keys)]
    return fitting[0] if len(fitting) == 1 else NOBODY


def _has_in_order(label: str, characters: str) -> bool:
    rest = iter(label)
    return all(character in rest for character in characters)
