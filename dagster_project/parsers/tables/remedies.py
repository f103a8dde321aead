"""Section four, review and litigation: fifteen figures in three blocks of five, across, down or run together."""

from __future__ import annotations

import re

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.reading import LEFT_UNREAD, Consumed, Found, Read, alone, compare
from dagster_project.parsers.tables.remedy_grids import fifteen_of_grids, named_fifteen
from dagster_project.parsers.tables.remedy_names import (
    CELLS,
    RESULTS,
    TABLE,
    named_in_grids,
    named_in_text,
    whole_blocks,
)
from dagster_project.parsers.tables.remedy_text import fifteen_of_text, groups_of, in_sentences
from dagster_project.parsers.tables.row_reads import Meant, reads_of_row
from dagster_project.parsers.tables.scan import behind_sentences, find_marks
from dagster_project.parsers.tables.splitting import Reading

REACH = 2600
LONGEST_EVIDENCE = 400
_NEXT_SECTION = re.compile(r"存\s*在\s*的?\s*(?:主\s*要\s*)?问\s*题|(?:改\s*进|整\s*改)\s*(?:情\s*况|措\s*施)")
_DIGIT = re.compile(r"\d")
_FIGURES_BEHIND = re.compile(r"[^㐀-鿿]*(?:[件宗起无][^㐀-鿿]*)*")
FEWEST_HEADS = 10


def read_remedies(document: Document, forms: TableForms, after: int, before: int = -1) -> Found:
    """The fifteen cells behind section three, or behind their own headings when that is missing or stands after."""
    found = Found()
    low, high = _stretch(document.text, forms, after)
    high = min(high, before) if before >= 0 else high
    if low < 0:
        return found
    named = named_fifteen(document, forms, low, high)
    flowing, renamed = fifteen_of_text(document.text, low, high, forms)
    drawn = named or (None if renamed else fifteen_of_grids(document, low, high))
    if drawn is None and flowing is None:
        _read_blocks(document, forms, low, high, found)
    if drawn is None and flowing is None and not found.reads:
        _leave_unread(document.text, forms, low, high, found)
    if drawn is None and flowing is None:
        return found
    found.reads = _reads(document, forms, *drawn) if drawn else []
    same = drawn is not None and flowing == drawn[0]
    told = found.reads if same else _reads(document, forms, flowing, []) if flowing else []
    found.reads = found.reads or told
    if renamed and not drawn:
        alone(found.reads)
    elif drawn and told:
        _compare(found.reads, told)
    elif drawn:
        alone(found.reads)
    found.start = min(read.span[0] for read in found.reads)
    found.end = max(read.span[1] for read in found.reads)
    head = behind_sentences(document.text, low, found.start)
    found.consumed.append(Consumed(head, max(found.end, head), "table_label"))
    return found


def _read_blocks(document: Document, forms: TableForms, low: int, high: int, found: Found) -> None:
    """The blocks that add up of a section that prints only some of the three."""
    text = document.text
    places = named_in_grids(document, low, high, forms)
    spans = {number: span for number, (span, _) in places.items()}
    addresses = {number: address for number, (_, address) in places.items()}
    numbers = whole_blocks(text, spans)
    if not numbers:
        spans, addresses = named_in_text(text, low, groups_of(text, low, high), forms) or {}, {}
        numbers = whole_blocks(text, spans)
    if not numbers:
        return
    end = max(spans[number][1] for number in numbers)
    blank = [spans.get(number, (end, end)) if number in numbers else (end, end) for number in range(CELLS)]
    reads = _reads(document, forms, Reading(blank), [addresses.get(number, "") for number in range(CELLS)])
    found.reads = alone([reads[number] for number in numbers])
    found.start, found.end = min(read.span[0] for read in found.reads), end
    # Lines before the first figure may be sentences about requests.
    found.consumed.append(Consumed(max(low, text.rfind("\n", low, found.start) + 1), end, "table_label"))


def _leave_unread(text: str, forms: TableForms, low: int, high: int, found: Found) -> None:
    """A table of which nothing was read is kept from the prose, from its first head to the figures behind the last.

    Heads with counts between them (维持8件、纠正2件) are those of sentences.
    """
    marks = find_marks(text, low, high, forms.column_words[TABLE])
    if len(marks) < FEWEST_HEADS:
        return
    if in_sentences(text, marks[0].start, marks[-1].start):
        return
    figures = _FIGURES_BEHIND.match(text, marks[-1].end, high)
    start, end = marks[0].start, figures.end() if figures else marks[-1].end
    found.consumed.append(Consumed(start, end, LEFT_UNREAD))
    if _DIGIT.search(text, marks[-1].end, end):
        found.problems.append(Problem("table_unread", "warning", f"chars {start}-{end}: figures that no sum parts"))


def _stretch(text: str, forms: TableForms, after: int) -> tuple[int, int]:
    if after >= 0:
        low = after
    else:
        marks = find_marks(text, 0, len(text), forms.column_words[TABLE])
        named = [mark for mark in marks if mark.end - mark.start >= 4]
        if len(named) < 4:
            return -1, -1
        low = max(0, named[0].start - 60)
    section = _NEXT_SECTION.search(text, low, low + REACH)
    return low, section.start() if section else min(len(text), low + REACH)


def _reads(document: Document, forms: TableForms, reading: Reading, addresses: list[str]) -> list[Read]:
    low, high = min(a for a, _ in reading.spans), max(b for _, b in reading.spans)
    figures = " ".join(document.printed[low:high].split()) if high - low < LONGEST_EVIDENCE else ""
    meant = []
    for index, column in enumerate(forms.columns[TABLE]):
        block = forms.rows[TABLE][index // RESULTS]
        words = f"{block.label} {column.keys[0]} {figures}"
        meant.append(Meant(column.metric, f"{block.code}/{column.code}", block.unit, words))
    return reads_of_row(document.text, reading, meant, addresses)


def _compare(reads: list[Read], others: list[Read]) -> None:
    if reads[0].opened or others[0].opened:
        return
    for first, second in zip(reads, others, strict=True):
        compare(first, second)
