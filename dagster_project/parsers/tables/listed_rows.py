"""The table of requests written out as a list: its rows, when each figure stands behind the kind of applicant."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.parsers.tables.forms import TableForms
from dagster_project.parsers.tables.keyed import Listed, listed
from dagster_project.parsers.tables.located import FEWEST_ROWS, FIRST_HEAD, REQUESTS
from dagster_project.parsers.tables.reading import Span
from dagster_project.parsers.tables.rows import DataRow
from dagster_project.parsers.tables.scan import FULL_ROW

REACH = 24_000
LEAD = 400
TOTAL = FULL_ROW - 1
FIRST_RESULT = "予以公开"
FEWEST_WHOLE = 4


@dataclass(slots=True)
class ListedRows:
    """The rows of the list and where it stands; no rows, though it has an end, where it cannot be read surely."""

    rows: list[DataRow] = field(default_factory=list)
    start: int = -1
    end: int = -1


def listed_rows(text: str, forms: TableForms) -> ListedRows:
    """The rows of seven figures that are named one by one; nothing, not even an end, where few are."""
    if max(text.count(FIRST_HEAD), text.count(FIRST_RESULT)) < FEWEST_ROWS:
        return ListedRows()
    low = max(0, min(text.find(FIRST_HEAD), text.find(FIRST_RESULT)) - LEAD)
    high = min(len(text), low + REACH)
    found = listed(text, low, high, forms.row_words[REQUESTS], forms.column_words[REQUESTS], None)
    rows = sorted(row for row in found.labels if not _is_heading(text, found, row, forms))
    sums = [_difference(text, found, row) for row in rows]
    whole = [all((row, column) in found.cells for column in range(TOTAL)) for row in rows]
    if sum(is_whole or difference == 0 for is_whole, difference in zip(whole, sums, strict=True)) < FEWEST_ROWS:
        return ListedRows()
    if not found.is_one() or sum(map(bool, sums)) * FEWEST_WHOLE > sums.count(Decimal(0)):
        return ListedRows(start=found.start, end=found.end)
    return ListedRows([_row(text, found, row) for row in rows], found.start, found.end)


def _is_heading(text: str, found: Listed, row: int, forms: TableForms) -> bool:
    """Whether what stands behind the label of a group is the number of its first part: 不予公开1、属于国家秘密."""
    if forms.rows[REQUESTS][row].kind != "group":
        return False
    spans = [span for (other, _), span in found.cells.items() if other == row]
    return all(text[start : end + 1] == "1、" for start, end in spans)


def _difference(text: str, found: Listed, row: int) -> Decimal | None:
    """What the total of a row has more than its parts; None without figures or without a total."""
    spans = [found.cells.get((row, column)) for column in range(TOTAL)]
    total = found.cells.get((row, TOTAL), found.bare.get(row))
    parts = [Decimal(text[slice(*span)].replace(",", "")) for span in spans if span and text[span[0]].isdigit()]
    if total is None or not text[total[0]].isdigit():
        return None
    whole = Decimal(text[slice(*total)].replace(",", ""))
    return whole - sum(parts, Decimal(0)) if parts and (whole or any(parts)) else None


def _row(text: str, found: Listed, row: int) -> DataRow:
    """The row in the order of the form; its total may stand behind the label itself."""
    end = max(span[1] for (other, _), span in found.cells.items() if other == row)
    spans: list[Span] = [found.cells.get((row, column), (end, end)) for column in range(FULL_ROW)]
    untotalled = (row, TOTAL) not in found.cells
    if untotalled and row in found.bare:
        spans[TOTAL], untotalled = found.bare[row], False
    return DataRow(spans, True, own=found.labels[row], untotalled=untotalled)
