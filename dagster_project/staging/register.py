"""The register of raw/: which bytes stood under which name, version by version; every version's bytes are kept."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from dagster_project.resources import FIRST_YEAR, Places
from dagster_project.staging.tables import RawFile, Schema

SCHEMA: Schema = {
    "file": pl.String,
    "report_year": pl.Int32,
    "sha256": pl.String,
    "bytes": pl.Int64,
    "version": pl.Int32,
    "is_current": pl.Boolean,
    "first_seen_at": pl.Datetime(time_zone="UTC"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one file of raw/. A file none of whose versions is current has vanished."""

    file: str
    report_year: int
    sha256: str
    bytes: int
    version: int
    is_current: bool
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it stands in raw/ now."""

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a look at one year of raw/ found against the register."""

    entries: tuple[Entry, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]


def years_of(raw: Path) -> list[int]:
    """The year folders of raw/, oldest first."""
    folders = (path for path in raw.iterdir() if path.is_dir()) if raw.is_dir() else iter(())
    return sorted(int(path.name) for path in folders if path.name.isdecimal() and int(path.name) >= FIRST_YEAR)


def files_of(raw: Path, year: int) -> list[Path]:
    """The files of a year folder at any depth, by name; hidden ones are not reports."""
    folder = raw / str(year)
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(raw).parts)
    )


def look(raw: Path, year: int) -> list[Seen]:
    """Every file of the year with the digest of its bytes, read anew each time."""
    paths = files_of(raw, year)
    with ThreadPoolExecutor(4) as threads:
        digests = threads.map(_digest_of, paths)
        return [
            Seen(path.relative_to(raw).as_posix(), digest, size)
            for path, (digest, size) in zip(paths, digests, strict=True)
        ]


def updated(known: Sequence[Entry], seen: Sequence[Seen], year: int, now: datetime) -> Change:
    """The register after this look: a changed file has a new version, a lost one none that is current."""
    versions: dict[str, list[Entry]] = defaultdict(list)
    for entry in known:
        versions[entry.file].append(replace(entry, is_current=False))
    were_current = {entry.file: entry.sha256 for entry in known if entry.is_current}
    for file in seen:
        versions[file.file] = _with_current(versions[file.file], file, year, now)
    present = {file.file: file.sha256 for file in seen}
    return Change(
        entries=tuple(entry for name in sorted(versions) for entry in versions[name]),
        new=tuple(sorted(set(present) - set(were_current))),
        changed=tuple(sorted(f for f in present if f in were_current and were_current[f] != present[f])),
        vanished=tuple(sorted(set(were_current) - set(present))),
    )


def known_entries(here: Places, year: int) -> list[Entry]:
    """The register of a year as it was last written; empty before the first look."""
    path = _path(here, year)
    return [Entry(**row) for row in pl.read_parquet(path).to_dicts()] if path.exists() else []


def registered_years(here: Places) -> list[int]:
    """The years of which anything was ever registered."""
    return sorted(int(path.stem) for path in here.register.glob("*.parquet"))


def register_year(here: Places, year: int) -> Change:
    """The year's files are registered and the bytes of every version are kept."""
    change = updated(known_entries(here, year), look(here.raw, year), year, datetime.now(UTC))
    for entry in change.entries:
        if entry.is_current:
            _keep(here, entry)
    rows = [
        (e.file, e.report_year, e.sha256, e.bytes, e.version, e.is_current, e.first_seen_at) for e in change.entries
    ]
    replace_parquet(pl.DataFrame(rows, schema=SCHEMA, orient="row"), _path(here, year))
    return change


def current_files(entries: Iterable[Entry], here: Places) -> Iterator[RawFile]:
    """Every version of the files that are still there: the current ones in raw/, the superseded ones as kept."""
    entries = list(entries)
    present = {entry.file for entry in entries if entry.is_current}
    for entry in entries:
        if entry.file in present:
            path = here.raw / entry.file if entry.is_current else here.versions / entry.sha256
            yield RawFile(
                entry.file, entry.report_year, entry.sha256, entry.bytes, entry.version, entry.is_current, str(path)
            )


def vanished_files(entries: Sequence[Entry]) -> list[Entry]:
    """The newest version of every file that was registered once and is no longer there."""
    present = {entry.file for entry in entries if entry.is_current}
    newest = {entry.file: entry for entry in sorted(entries, key=lambda e: e.version) if entry.file not in present}
    return [newest[file] for file in sorted(newest)]


def replace_parquet(table: pl.DataFrame, path: Path, metadata: dict[str, str] | None = None) -> None:
    """The table stands at `path`, whole: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    table.write_parquet(beside, metadata=metadata)
    beside.replace(path)


def _with_current(versions: list[Entry], file: Seen, year: int, now: datetime) -> list[Entry]:
    if any(entry.sha256 == file.sha256 for entry in versions):
        return [replace(entry, is_current=entry.sha256 == file.sha256) for entry in versions]
    number = max((entry.version for entry in versions), default=0) + 1
    return [*versions, Entry(file.file, year, file.sha256, file.bytes, number, True, now)]


def _keep(here: Places, entry: Entry) -> None:
    """The version's bytes lie under their digest; a file that changed while it was copied is left for the next look."""
    kept = here.versions / entry.sha256
    if kept.exists():
        return
    here.versions.mkdir(parents=True, exist_ok=True)
    beside = here.versions / f".{entry.sha256}.{os.getpid()}.tmp"
    shutil.copyfile(here.raw / entry.file, beside)
    if _digest_of(beside)[0] == entry.sha256:
        beside.replace(kept)
    else:
        beside.unlink()


def _digest_of(path: Path) -> tuple[str, int]:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest(), path.stat().st_size


def _path(here: Places, year: int) -> Path:
    return here.register / f"{year}.parquet"
