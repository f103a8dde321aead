"""published file → page: one HTML file of bounded size, the same bytes for the same warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.page.markup import page_of
from dagster_project.page.payload import payload
from dagster_project.page.queries import Bounds
from dagster_project.resources import SEEDS, SeedTables

LARGEST = 24 << 20


def write_page(warehouse: Path, target: Path, bounds: Bounds | None = None, largest: int = LARGEST) -> None:
    """`target` shows the marts of `warehouse` to a person; it is not larger than `largest` and says what it lacks."""
    bounds = bounds or Bounds()
    identities = SeedTables(SEEDS)["identities"]
    with duckdb.connect(warehouse, read_only=True) as con:
        content = page_of(payload(con, bounds, identities)).encode()
        while len(content) > largest and bounds.figures:
            bounds = bounds.smaller()
            content = page_of(payload(con, bounds, identities)).encode()
    target.write_bytes(content)
