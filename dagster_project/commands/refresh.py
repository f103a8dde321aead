"""`ogi refresh`: what changed in raw/ is read, the marts are rebuilt, judged and published, and the summary says so."""

from __future__ import annotations

import atexit
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from dagster_project.commands.summary import print_problems, print_summary
from dagster_project.commands.terminal import apart
from dagster_project.dbt_ahead import UnparsableProjectError, dbt_ahead
from dagster_project.publication import NotPublishableError, build_signature, published
from dagster_project.resources import (
    FIRST_YEAR,
    TIMEZONE,
    Places,
    exclusive,
    instance_folder,
    places,
    reading_fingerprint,
    settle,
)
from dagster_project.staging.register import known_entries, look, registered_years, updated, years_of
from dagster_project.staging.store import staged_state, state_of
from dagster_project.staging.strays import strays_are_staged

FAILED = 1
BAD_INPUT = 2


def refresh(raw: Path | None, data: Path | None, years: Sequence[int] | None, rebuild: bool) -> int:
    """0 when what is published tells of raw/ as it is now, 1 when a step failed, 2 when the question was wrong."""
    usual = places()
    here = Places((raw or usual.raw).resolve(), (data or usual.data).resolve())
    console = Console(highlight=False, soft_wrap=True)
    if not here.raw.is_dir():
        print(f"ogi: {here.raw}: no such folder", file=sys.stderr)
        return BAD_INPUT
    if strange := [str(year) for year in years or () if not FIRST_YEAR <= year <= last_year_over()]:
        print(f"ogi: {', '.join(strange)}: no report year; reports begin with {FIRST_YEAR}", file=sys.stderr)
        return BAD_INPUT
    settle(here)
    with exclusive(here, lambda: console.print("waiting for another refresh of this warehouse to end")):
        return _refresh(here, sorted(set(years or ())), rebuild, console)


def _refresh(here: Places, years: Sequence[int], rebuild: bool, console: Console) -> int:
    started = time.monotonic()
    if not rebuild and is_current(here, years):
        console.print("Nothing changed in raw/, codebook, models or suites: the published file stands as it is.")
    elif not _run_apart(here, years):
        print_problems(here, console)
        console.print(f"[bold red]refresh failed[/]: what was published before is untouched; all is in {here.log}")
        return FAILED
    print_summary(here, console, time.monotonic() - started)
    return 0


def is_current(here: Places, years: Sequence[int]) -> bool:
    """Whether what is published was made, whole, from raw/ as it is now by the project as it is now."""
    now = published(here)
    if now is None:
        return False
    fingerprint = reading_fingerprint()
    wanted = years or sorted({*years_of(here.raw), *registered_years(here)})
    if not all(_is_staged(here, year, fingerprint) for year in wanted if year <= last_year_over()):
        return False
    if not strays_are_staged(here, last_year_over()):
        return False
    try:
        return now.signature == build_signature(here) and (here.releases / now.signature[:12]).exists()
    except NotPublishableError:
        return False


def last_year_over() -> int:
    """The last report year that is over in China, without asking Dagster."""
    return datetime.now(ZoneInfo(TIMEZONE)).year - 1


def _is_staged(here: Places, year: int, fingerprint: str) -> bool:
    change = updated(known_entries(here, year), look(here.raw, year), year, datetime.now(UTC))
    return state_of(change.entries, fingerprint) == staged_state(here, year)


def _run_apart(here: Places, years: Sequence[int]) -> bool:
    here.data.mkdir(parents=True, exist_ok=True)
    with apart(here.log) as console, dbt_ahead(here):
        console.print("[dim]loading the pipeline[/]")
        try:
            return _run(here, years, console)
        except UnparsableProjectError as error:
            console.print(Text(str(error), style="red"))
            return False


def _run(here: Places, years: Sequence[int], console: Console) -> bool:
    """The main job ran to its end, for these years or for all."""
    with _nothing_loaded_is_rubbish():
        import dagster as dg

        from dagster_project.commands.progress import with_progress
        from dagster_project.definitions import defs

        job = with_progress(defs, console).resolve_job_def("refresh_all")
    config: dict[str, object] = {"loggers": {"ogi": {}}}
    with dg.DagsterInstance.from_config(str(instance_folder(here))) as instance:
        for first, last in _ranges(years) if years else [_all_years(here)]:
            tags = {"dagster/asset_partition_range_start": str(first), "dagster/asset_partition_range_end": str(last)}
            result = job.execute_in_process(config, instance=instance, tags=tags, raise_on_error=False)
            if not result.success:
                return False
    return True


@contextmanager
def _nothing_loaded_is_rubbish() -> Iterator[None]:
    """Looking for what is no longer used would be a quarter of the time that loading takes; none of it ever is."""
    gc.disable()
    try:
        yield
        gc.freeze()
        atexit.register(gc.unfreeze)  # else DuckDB takes what is left at the end for leaks, and says so
    finally:
        gc.enable()


def _all_years(here: Places) -> tuple[int, int]:
    """From the first to the last year of which anything is or was in raw/, as far as they are report years."""
    years = [year for year in (*years_of(here.raw), *registered_years(here)) if year <= last_year_over()]
    return (min(years), max(years)) if years else (FIRST_YEAR, FIRST_YEAR)


def _ranges(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The years as runs of neighbours."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return zip(starts, ends, strict=True)
