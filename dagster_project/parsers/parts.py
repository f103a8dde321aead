"""A file that holds several reports → one Document for each, where titles and sections leave no doubt of the places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from dagster_project.document import Cell, Document, Grid
from dagster_project.parsers.genre import FIRST_HEADING, section_counts
from dagster_project.parsers.issuers import IssuerNames
from dagster_project.parsers.titles import CORE, Title, titles

UNDATED_YEAR = 2019
# How far below its title the first section of a report begins.
REACH = 2500
FAR = REACH + 300  # and how far its title begins, which may be spaced
_FIRST_SECTION = re.compile(r"\n[^\S\n]*(?:一\s*[、.]|第一部分)")
_OF_THE_WHOLE = ("title", "articletitle")


def parts_of(document: Document, names: IssuerNames) -> list[Document]:
    """The document itself, or its reports one by one: each under a title line of its own with issuer and year.

    Spans count from the start of each part, pages from that of the file. A title that is quoted, listed or repeated
    starts no report, nor does one in a table.
    """
    sections = [section.start() for section in _FIRST_SECTION.finditer(document.text)]
    # The second report has its title behind the first section and, at most so far, above its own first section.
    if len(sections) < 2 or not CORE.search(document.text, max(sections[0], sections[1] - FAR), sections[-1]):
        return [document]
    starts = [title.start for title in _own_titles(document, names)]
    if len(starts) < 2:
        return [document]
    bounds = [0, *starts[1:], len(document.text)]
    parts = [_part(document, start, end) for start, end in pairwise(bounds)]
    return parts if all(_is_whole(part.text) for part in parts) else [document]


def _own_titles(document: Document, names: IssuerNames) -> Iterator[Title]:
    """The titles under which a report begins, each of another issuer or year than the one before."""
    text = document.text
    found = [t for t in titles(text, document.printed, names, UNDATED_YEAR, len(text)) if _is_title(document, t)]
    last: tuple[object, ...] = ()
    for number, title in enumerate(found, 1):
        following = found[number].start if number < len(found) else len(text)
        key = (title.year, title.issuer.keys, title.issuer.organ) if title.issuer else ()
        if key != last and _FIRST_SECTION.search(text, title.end, min(following, title.end + REACH)):
            last = key
            yield title


def _is_title(document: Document, title: Title) -> bool:
    """Whether the title has its own line outside of every table, and names an issuer and a year."""
    text = document.text
    alone = text[title.start - 1 : title.start] in ("", "\n") and text[title.end : title.end + 1] in ("", "\n")
    drawn = any(grid.start <= title.start < grid.end for grid in document.grids)
    known = bool(title.year and title.issuer and (title.issuer.organ_kind or title.issuer.places))
    return alone and known and not drawn and not title.about


def _is_whole(text: str) -> bool:
    """Whether a part has the sections of one report."""
    own, other = section_counts(text)
    return own > 0 and own + other >= 2 and len(FIRST_HEADING.findall(text)) <= 1


def _part(document: Document, start: int, end: int) -> Document:
    """The stretch of a document as a document; it keeps the page numbers of the file."""
    return replace(
        document,
        text=document.text[start:end],
        printed=document.printed[start:end],
        grids=tuple(_moved(grid, start) for grid in document.grids if start <= grid.start < end),
        page_starts=tuple(max(0, page - start) for page in document.page_starts if page < end),
        meta={key: value for key, value in document.meta.items() if key not in _OF_THE_WHOLE},
    )


def _moved(grid: Grid, by: int) -> Grid:
    cells = tuple(Cell(c.row, c.column, c.row_span, c.column_span, c.start - by, c.end - by) for c in grid.cells)
    return replace(grid, start=grid.start - by, end=grid.end - by, cells=cells)
