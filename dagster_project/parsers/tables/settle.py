"""Ambiguous rows settled by what the prose of the same report repeats of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dagster_project.parsers.figures import Statement
from dagster_project.parsers.tables.cells import read_cell
from dagster_project.parsers.tables.reading import TableReading

BY_PROSE = Decimal("0.95")
BY_TWIN = Decimal("0.90")


def settle_by_prose(reading: TableReading, prose: Sequence[Statement]) -> TableReading:
    """The reading with each open row narrowed to what agrees with exact prose figures of the same metrics.

    A row is settled when one reading agrees with the prose and no other does so as well; where several do, they
    stay listed. A prose figure that no reading knows changes nothing. A row of the same characters and readings as
    one that is settled follows it.
    """
    said: dict[tuple[str, str], set[Decimal]] = {}
    for statement in prose:
        if isinstance(statement.value, Decimal) and statement.qualifier == "exact":
            said.setdefault((statement.metric_code, statement.member), set()).add(statement.value)
    if not said or not any(statement.readings for statement in reading.statements):
        return reading
    statements = list(reading.statements)
    rows = open_rows(statements)
    decided: dict[tuple[str, ...], list[str]] = {}
    for first, last in rows:
        row = statements[first:last]
        statements[first:last] = settled = _settled(row, said)
        if not settled[0].readings:
            decided[row[0].readings] = [statement.value_text for statement in settled]
    for first, last in rows:
        twin = decided.get(statements[first].readings)
        if twin is not None:
            statements[first:last] = reread(statements[first:last], twin, "other_table", BY_TWIN, ())
    return replace(reading, statements=tuple(statements))


def open_rows(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """The stretches of statements that share one list of readings."""
    rows: list[tuple[int, int]] = []
    at = 0
    while at < len(statements):
        end = at + 1
        row = statements[at].place.rpartition("/")[0]
        while end < len(statements) and statements[end].place.rpartition("/")[0] == row:
            end += 1
        if statements[at].readings and statements[at].agreement != "disagree":
            rows.append((at, end))
        at = end
    return rows


def _settled(row: list[Statement], said: dict[tuple[str, str], set[Decimal]]) -> list[Statement]:
    options = [tuple(option.split("|")) for option in row[0].readings]
    options = [option for option in options if len(option) >= len(row)]
    agreeing = [[_agrees(s, word, said) for s, word in zip(row, option, strict=False)] for option in options]
    most = max((sum(marks) for marks in agreeing), default=0)
    if most == 0:
        return row
    kept = [option for option, marks in zip(options, agreeing, strict=True) if sum(marks) == most]
    if len(kept) > 1:
        readings = tuple("|".join(option) for option in kept)
        return reread(row, kept[0], "prose", row[0].confidence, readings)
    return reread(row, kept[0], "prose", BY_PROSE, ())


def _agrees(statement: Statement, word: str, said: dict[tuple[str, str], set[Decimal]]) -> bool:
    value = read_cell(word)
    known = said.get((statement.metric_code, statement.member), set())
    return value is not None and value.value is not None and value.value in known


def reread(
    row: Sequence[Statement], words: Sequence[str], decided_by: str, confidence: Decimal, readings: tuple[str, ...]
) -> list[Statement]:
    """The statements of a row by another reading of the same characters, each with its span."""
    characters = [at for statement in row for at in range(statement.start, statement.end)]
    changed, used = [], 0
    for statement, word in zip(row, words, strict=False):
        size = len(word)
        inside = characters[used : used + size]
        start = inside[0] if inside else statement.start
        end = inside[-1] + 1 if len(inside) == size else start + size
        value = read_cell(word)
        number = value.value if value else None
        changed.append(
            replace(
                statement,
                value=number,
                lower=number,
                upper=number,
                value_text=word,
                start=start,
                end=end,
                confidence=confidence,
                decided_by=decided_by,
                readings=readings,
            )
        )
        used += size
    return changed
