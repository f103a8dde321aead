"""Tables that the marks of a tool tell in a text: rules of dashes, printed data frames."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.readers.dashed import dashed_table, may_have_dashed_tables
from dagster_project.readers.frames import may_have_frames, printed_frame
from dagster_project.readers.indexed import without_index
from dagster_project.readers.layout import Table
from dagster_project.readers.repeated_cells import table_of_rows


def may_have_marked_tables(text: str) -> bool:
    """Whether the marks of such a table may stand in the text."""
    return may_have_dashed_tables(text) or may_have_frames(text)


def marked_tables(lines: Sequence[str]) -> dict[int, tuple[Table, int]]:
    """The first line of each table → the table and the line after it, from top to bottom."""
    found: dict[int, tuple[Table, int]] = {}
    at = end = 0
    while at < len(lines):
        made = _made(lines, at)
        if made is None or made[0] < end:
            at += 1
            continue
        start, table, end = made
        found[start] = (table, end)
        at = end
    return found


def _made(lines: Sequence[str], at: int) -> tuple[int, Table, int] | None:
    """The table that this line tells: its first line, itself and the line after it."""
    line = lines[at]
    if "--" in line or "==" in line:
        rows, start, after = dashed_table(lines, at)
        return (start, table_of_rows(without_index(rows), "dashed"), after) if rows else None
    if line.startswith("0 "):
        table, start, after = printed_frame(lines, at)
        return (start, table, after) if table else None
    return None
