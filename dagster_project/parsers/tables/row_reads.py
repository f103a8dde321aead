"""The cells of a row that was read: each with the value of its words, and as sure as the row unless these say less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dagster_project.parsers.tables.cells import BLANK, read_cell
from dagster_project.parsers.tables.confidence import DISPUTED
from dagster_project.parsers.tables.reading import UNREAD, Read
from dagster_project.parsers.tables.splitting import Reading


class Meant(NamedTuple):
    """What a cell of a form stands for: its metric, its place in the form, its unit, and the words that say so."""

    metric: str
    place: str
    unit: str
    evidence: str


def reads_of_row(text: str, reading: Reading, meant: Sequence[Meant], addresses: Sequence[str]) -> list[Read]:
    """A read for each cell of the row; `addresses` are those in a grid, empty in running text."""
    reads = []
    for index, (cell, span) in enumerate(zip(meant, reading.spans, strict=True)):
        start, end = span
        value = read_cell(text[start:end]) if end > start else BLANK
        reads.append(
            Read(
                cell.metric,
                "",
                cell.place,
                cell.unit,
                value or UNREAD,
                span,
                cell.evidence,
                addresses[index] if addresses else "",
                reading.confidence if value else DISPUTED,
                reading.decided_by,
                reading.readings,
                "single",
                reading.opened,
                index,
            )
        )
    return reads
