"""Rows as a Markdown table, for the metadata that Dagster shows."""

from collections.abc import Iterable, Sequence

LONGEST_CELL = 200


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table that no cell can break."""
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    words = "" if value is None else str(value)
    return words.replace("|", "\\|").replace("\n", " ")[:LONGEST_CELL]
