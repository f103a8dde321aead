"""Rows that a table prints twice, as at the break of a page, read once."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.parsers.tables.rows import DataRow
from dagster_project.parsers.tables.scan import ordinal_start

LONGEST_NUMBER = 8


def told_once(text: str, rows: Sequence[DataRow]) -> list[DataRow]:
    """The rows without those whose number, label and figures have stood before; the same label alone may be a slip."""
    labels = [row.own.rows for row in rows if row.own]
    if len(set(labels)) == len(labels):
        return list(rows)
    kept = []
    seen = set()
    for row in rows:
        if row.own is not None:
            start = ordinal_start(text, row.own, max(0, row.own.start - LONGEST_NUMBER))
            printed = (text[start : row.own.end], *(text[a:b] for a, b in row.spans))
            if printed in seen:
                continue
            seen.add(printed)
        kept.append(row)
    return kept
