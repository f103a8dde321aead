"""The words that Taiwan-vocabulary mirrors of a page substitute (檔案 for 文件), turned back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Self

from dagster_project.document import Document
from dagster_project.parsers.codebook import Tables


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The rows of vocabulary.csv: a pattern of each substituted word, and the mainland word of the same length."""

    words: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        """The vocabulary of these rows. Raises ValueError when a row's words differ in length."""
        for row in tables["vocabulary"]:
            if len(row["mirrored"]) != len(row["mainland"]):
                raise ValueError(f"vocabulary: {row['mirrored']} and {row['mainland']} differ in length")
        return cls(
            tuple((_pattern(row["mirrored"], row["unless_before"]), row["mainland"]) for row in tables["vocabulary"])
        )

    def in_mainland_words(self, document: Document) -> Document:
        """The document with its text in mainland words, every character in its place; it prints what it printed.

        A page in simplified script is as it was: no mirror substitutes words without the script.
        """
        if document.printed is document.text or document.printed == document.text:
            return document
        text = document.text
        for pattern, mainland in self.words:
            text = pattern.sub(mainland, text)
        return replace(document, text=text)


def _pattern(mirrored: str, unless_before: str) -> re.Pattern[str]:
    return re.compile(re.escape(mirrored) + (f"(?!{unless_before})" if unless_before else ""))
