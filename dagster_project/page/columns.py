"""Rows as columns of JSON: exact numbers, texts that repeat written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | dict[str, Json] | None"
Row: TypeAlias = tuple[object, ...]

SAFE_INTEGER = 2**53


def table(names: Sequence[str], rows: Sequence[Row]) -> dict[str, Json]:
    """The rows by column; a column of texts that repeat is {"of": the texts, "at": the index of each row's}."""
    return {name: _column([plain(row[place]) for row in rows]) for place, name in enumerate(names)}


def plain(value: object) -> Json:
    """The value in JSON, equal to it: a decimal that a double cannot hold stays in words, as do all dates."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(part) for part in value]
    raise TypeError(f"no JSON for a {type(value).__name__}")


def exact(value: Decimal) -> Json:
    """An integer or a double that prints the very decimal, else the decimal in words."""
    if value == value.to_integral_value():
        return int(value) if abs(value) < SAFE_INTEGER else f"{value:f}"
    return float(value) if Decimal(repr(float(value))) == value else f"{value.normalize():f}"


def steps(places: Iterable[int]) -> list[int]:
    """Ascending indexes as the distance from each to the next."""
    found: list[int] = []
    last = 0
    for place in places:
        found.append(place - last)
        last = place
    return found


def _column(values: list[Json]) -> Json:
    texts = [value for value in values if isinstance(value, str)]
    once = sorted(set(texts))
    if len(texts) < 8 or len(once) * 2 > len(texts):
        return values
    index = {text: at for at, text in enumerate(once)}
    return {"of": once, "at": [index[value] if isinstance(value, str) else value for value in values]}
