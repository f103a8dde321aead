"""`ogi history`: what the published warehouse knows of one place, as a workbook."""

from __future__ import annotations

import sys
from pathlib import Path

from dagster_project.release.history import UnknownPlaceError, keys_named, write_history
from dagster_project.resources import places

USAGE_ERROR = 2


def history(place: str, data: Path | None, target: Path | None) -> int:
    """The workbook is written where it was asked for; a place that is unknown or ambiguous is an error of the asker."""
    warehouse = (data / "warehouse" / "ogi.duckdb").resolve() if data else places().published
    if not warehouse.exists():
        print(f"ogi history: nothing is published at {warehouse}", file=sys.stderr)
        return USAGE_ERROR
    try:
        keys = keys_named(warehouse, place)
    except UnknownPlaceError:
        print(f"ogi history: no place has the key or the name {place}", file=sys.stderr)
        return USAGE_ERROR
    if len(keys) > 1:
        print(f"ogi history: {place} is {', '.join(keys)}: ask for one of these keys", file=sys.stderr)
        return USAGE_ERROR
    target = target or Path(f"{keys[0]}.xlsx")
    write_history(warehouse, keys[0], target)
    print(target)
    return 0
