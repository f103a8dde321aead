"""Years of raw/ staged: the files whose reading is not at hand are read, all years through one pool of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from dagster_project.resources import Places, exclusive
from dagster_project.staging import store
from dagster_project.staging.register import Entry, current_files, known_entries
from dagster_project.staging.tables import SCHEMAS, FileReading, RawFile

PoolOf = Callable[[Sequence[RawFile]], Iterator[FileReading]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for one year."""

    year: int
    entries: tuple[Entry, ...]
    keep: set[store.Key]
    fresh: tuple[RawFile, ...]
    state: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Staged:
    """What a staged year holds, and how many of its files had to be read for it."""

    year: int
    files_read: int
    rows: dict[str, int]


def stage_years(here: Places, years: Sequence[int], fingerprint: str, pool: PoolOf) -> Iterator[Staged]:
    """Each of these years is staged; a year of which nothing changed is left as it is."""
    plans = [plan_year(here, year, fingerprint) for year in years]
    readings = pool([raw for plan in plans for raw in plan.fresh])
    for plan in plans:
        if not plan.is_done:
            fresh = zip(plan.fresh, islice(readings, len(plan.fresh)), strict=True)
            tables = store.merged(here, plan.year, plan.entries, plan.keep, fresh)
            with exclusive(here):
                store.write(here, plan.year, tables, fingerprint, plan.state)
        yield Staged(plan.year, len(plan.fresh), row_counts(here, plan.year))


def plan_year(here: Places, year: int, fingerprint: str) -> Plan:
    """The year's registered files, parted into those whose staged reading is good and those to read."""
    entries = tuple(known_entries(here, year))
    good = store.at_hand(here, year, fingerprint)
    files = list(current_files(entries, here))
    fresh = tuple(raw for raw in files if store.key_of(raw) not in good)
    state = store.state_of(entries, fingerprint)
    done = not fresh and store.staged_state(here, year) == state
    return Plan(year, entries, good & {store.key_of(raw) for raw in files}, fresh, state, done)


def row_counts(here: Places, year: int) -> dict[str, int]:
    """How many rows each table of a staged year has."""
    return {
        table: pl.scan_parquet(store.parquet(here, table, year)).select(pl.len()).collect().item() for table in SCHEMAS
    }
