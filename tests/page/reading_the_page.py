"""What a page carries, read back as any HTML parser reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def embedded(page: Path) -> dict[str, Any]:
    """The data inside the page."""
    node = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("script#data")
    assert node is not None
    data: dict[str, Any] = json.loads(node.text())
    return data


def rows(table: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    """The rows of an embedded table, of these columns."""
    return list(zip(*(_column(table[name]) for name in names or table), strict=True))


def points(data: dict[str, Any], code: str) -> list[tuple[str, int, Any]]:
    """Place, year and value of a measure."""
    measure = next(measure for measure in data["measures"] if measure["code"] == code)
    keys = rows(data["rows"], "place", "year")
    return [(*keys[at], value) for at, value in zip(accumulate(measure["at"]), measure["values"], strict=True)]


def _column(held: Any) -> Iterable[Any]:
    if isinstance(held, list):
        return held
    return [held["of"][at] if isinstance(at, int) else at for at in held["at"]]
