"""A table in the markup of a wiki ({| … |- … || … |}) → its blocks, spans and all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.readers.layout import Block

_BETWEEN = re.compile(r"\|\||!!")
_ATTRIBUTES = re.compile(r"((?:\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|\"']+))+)\s*\|(?!\|)")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*[\"']?([^\"'|\s]*)")
Span = tuple[int, int]


def wiki_table(lines: Sequence[str], at: int) -> tuple[list[Block], int]:
    """The blocks of the table that begins at this line, and the line after it; no blocks when none begins or ends."""
    if not lines[at].lstrip().startswith("{|"):
        return [], at
    spans: list[Span | None] = [None]
    texts: list[str] = []
    for number in range(at + 1, len(lines)):
        line = lines[number].strip()
        if line.startswith("|}"):
            from dagster_project.readers.web_tables import blocks_of_cells

            return blocks_of_cells(spans, texts), number + 1
        if line.startswith("{|"):
            break
        if line.startswith("|-"):
            if spans[-1] is not None:
                spans.append(None)
        elif line.startswith(("|", "!")) and not line.startswith("|+"):
            for cell in _BETWEEN.split(line[1:]):
                span, words = _cell(cell)
                spans.append(span)
                texts.append(words)
        elif texts:
            texts[-1] = f"{texts[-1]} {line}"
    return [], at


def _cell(words: str) -> tuple[Span, str]:
    """The span of a cell by its attributes, and its words."""
    from dagster_project.readers.web_tables import span_of

    found = _ATTRIBUTES.match(words)
    attributes = {match[1].lower(): match[2] for match in _ATTRIBUTE.finditer(found[1])} if found else {}
    return span_of(dict(attributes)), words[found.end() if found else 0 :].strip().replace("'''", "")
