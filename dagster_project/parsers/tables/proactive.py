"""Section two, article 20: documents, matters, decisions, fees and procurement, in the layout of 2019 or of 2021."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dagster_project.document import Document
from dagster_project.parsers.tables.confidence import BOUNDED
from dagster_project.parsers.tables.forms import FormCell, TableForms
from dagster_project.parsers.tables.named_cells import named_rows
from dagster_project.parsers.tables.proactive_grids import rows_of_grids
from dagster_project.parsers.tables.proactive_heads import rows_by_heads
from dagster_project.parsers.tables.proactive_rows import ROWS, Option
from dagster_project.parsers.tables.proactive_text import rows_of_text
from dagster_project.parsers.tables.reading import Consumed, Found, Read, Span, alone, compare
from dagster_project.parsers.tables.report_year import years_beside
from dagster_project.parsers.tables.row_reads import Meant, reads_of_row
from dagster_project.parsers.tables.scan import Mark, behind_sentences, marks_in, squeeze
from dagster_project.parsers.tables.splitting import Reading

REACH = 4000
LONGEST_ROW = 80
_ARTICLE = re.compile(r"第\s*(?:二\s*十|20)\s*条\s*第")
_HEADING = re.compile(r"主\s*动\s*公\s*开\s*政\s*府\s*信\s*息\s*情\s*况")
_SENTENCE = re.compile("[,;。]")
# What a line below the tables says of all amounts: 注:以上金额单位为万元.
_NOTE = re.compile(r"\n\s*(?:注|备注|说明)\s*[::][^\n\d]{0,30}?单位[^\n\d]{0,6}?(万元|元)")


def read_proactive(document: Document, forms: TableForms, before: int) -> Found:
    """The cells of section two that stand before section three (or anywhere when that is missing)."""
    found = Found()
    low, high = _stretch(document.text, before)
    if low < 0:
        return found
    text = document.text
    squeezed = squeeze(text, low, high)
    form = _form_of(squeezed.words, forms)
    labels = marks_in(squeezed, forms.row_words[ROWS])
    names = marks_in(squeezed, forms.column_words[(form, "proactive")])
    if not names and _ARTICLE.search(text, low, high) is None:
        return found
    named = named_rows(text, forms, labels, names, high, form)
    if named and _in_sentences(text, named):
        return found
    drawn = {} if named else rows_of_grids(document, forms, low, high, form)
    flowing = _told(named)
    if not named and not years_beside(text, low, high):
        flowing = rows_of_text(text, forms, labels, names, high, form)
    printed = {forms.rows[ROWS][label.rows[0]].code for label in labels}
    if printed - drawn.keys() - flowing.keys():
        drawn = {**rows_by_heads(document, forms, low, high, form), **drawn}
    if len(drawn) + len(flowing) < 2:
        return found
    found.form, found.start, found.end = form, low, low
    units = _printed_units(text, low, high, forms)
    for row in forms.rows[ROWS]:
        _add(document, row.code, drawn.get(row.code), flowing.get(row.code), units, found)
    head = behind_sentences(text, low, min((read.span[0] for read in found.reads), default=low))
    found.consumed.append(Consumed(head, found.end, "table_label"))
    return found


def _stretch(text: str, before: int) -> tuple[int, int]:
    """From the section's own heading, or the first article named, to section three; -1 when neither is there."""
    high = before if before >= 0 else len(text)
    floor = max(0, high - REACH) if before >= 0 else 0
    articles = [match.start() for match in _ARTICLE.finditer(text, floor, high)]
    headings = [match.start() for match in _HEADING.finditer(text, floor, high)]
    heading = next((at for at in reversed(headings) if sum(article > at for article in articles) >= 2), -1)
    if heading >= 0:
        low = heading
    elif len(articles) >= 2 or (articles and not headings):
        low = articles[0]
    elif headings:
        low = _first_of_run(headings)
    else:
        return -1, -1
    return low, min(high, low + REACH)


def _first_of_run(headings: Sequence[int]) -> int:
    """The last heading, or the first of those that stand before every row of a list."""
    at = headings[-1]
    for heading in reversed(headings):
        if at - heading > LONGEST_ROW:
            break
        at = heading
    return at


def _form_of(words: str, forms: TableForms) -> str:
    """The form whose column heads stand there; 2021 when none do and no row of 2019 only is printed."""
    scores = {
        form: sum([any([key in words for key in column.keys]) for column in forms.columns[(form, "proactive")]])
        / len(forms.columns[(form, "proactive")])
        for form in ("2019", "2021")
    }
    if scores["2019"] == scores["2021"]:
        return "2019" if "政府集中采购" in words or "对外管理服务" in words else "2021"
    return max(scores, key=lambda form: scores[form])


def _printed_units(text: str, low: int, high: int, forms: TableForms) -> dict[str, str]:
    """The unit of money that the head over a row prints, or a note below the tables, by row."""
    units: dict[str, str] = {}
    for pattern, row in forms.money_heads:
        match = pattern.search(text, low, high)
        if match:
            units.setdefault(row, "wan_yuan" if match[1] == "万元" else "yuan")
    note = None if units else _NOTE.search(text, low, high)
    if note:
        for _, row in forms.money_heads:
            units[row] = "wan_yuan" if note[1] == "万元" else "yuan"
    return units


def _in_sentences(text: str, named: Mapping[str, tuple[Mark, list[FormCell], list[Span]]]) -> bool:
    """Whether the named figures are parted by marks of sentences and no lines, so that prose tells more of them."""
    spans = sorted(span for _, _, spans in named.values() for span in spans)
    marks = [_SENTENCE.search(text, first[1], second[0]) is not None for first, second in pairwise(spans)]
    return 2 * sum(marks) > len(marks) and "\n" not in text[spans[0][1] : spans[-1][0]]


def _told(
    named: Mapping[str, tuple[Mark, list[FormCell], list[Span]]],
) -> dict[str, tuple[Mark, Option]]:
    """The rows whose cells are named one by one."""
    return {code: (label, (cells, Reading(spans))) for code, (label, cells, spans) in named.items()}


def _add(
    document: Document,
    code: str,
    drawn: tuple[Mark, Option, list[str]] | None,
    flowing: tuple[Mark, Option] | None,
    units: Mapping[str, str],
    found: Found,
) -> None:
    """The cells of one row, the drawn reading first; an amount that may be in another unit is less sure."""
    first = _reads(document, drawn[0], drawn[1], drawn[2], units) if drawn else []
    same = drawn is not None and flowing is not None and drawn[1] == flowing[1]
    second = first if same else _reads(document, flowing[0], flowing[1], [], units) if flowing else []
    others = {} if second and second[0].opened else {read.metric: read for read in second}
    for read in first:
        if read.metric in others:
            compare(read, others[read.metric])
    reads = (first if second else alone(first)) or second
    told = drawn or flowing
    for cell, read in zip(told[1][0] if told else (), reads, strict=True):
        # Readings that agree on a figure say nothing of its unit.
        if cell.value_type == "amount" and cell.row not in units and cell.unit == "yuan" and not read.value.unit:
            read.confidence = min(read.confidence, BOUNDED)
    found.reads.extend(reads)
    found.end = max([found.end, *(read.span[1] for read in reads)])


def _reads(document: Document, label: Mark, option: Option, where: list[str], units: Mapping[str, str]) -> list[Read]:
    """The cells of a row under the head's unit of money."""
    cells, reading = option
    low, high = reading.spans[0][0], max(end for _, end in reading.spans)
    evidence = " ".join(f"{document.printed[label.start : label.end]} {document.printed[low:high]}".split())
    of_money = {cell.metric: units.get(cell.row, cell.unit) for cell in cells if cell.value_type == "amount"}
    meant = [
        Meant(cell.metric, f"{cell.row}/{cell.column}", of_money.get(cell.metric, cell.unit), evidence)
        for cell in cells
    ]
    return reads_of_row(document.text, reading, meant, where)
