"""The staged Parquet sets, one a year: what is still good in them is kept, the rest is read anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from dagster_project.parsers.figures import Problem
from dagster_project.resources import Places, digest
from dagster_project.staging.register import Entry, replace_parquet, vanished_files
from dagster_project.staging.tables import READ_TABLES, SCHEMAS, FileReading, RawFile, Row, frame, problem_row

FILES_AT_ONCE = 500
VERSION_KEY = ("file", "sha256", "version", "is_current")
PASSING_PROBLEMS = ("time_limit", "reader_crashed", "out_of_memory", "not_readable", "changed_meanwhile")
OURS = ("duplicate", "vanished")

Tables = dict[str, pl.DataFrame]
Key = tuple[str, str, int, bool]


class OutdatedStagingError(Exception):
    """Years are staged with the columns of another version of the project; the message names them."""


def parquet(here: Places, table: str, year: int) -> Path:
    """Where a table of a staged year lies."""
    return here.staging / table / f"report_year={year}" / f"{table}.parquet"


def staged_state(here: Places, year: int) -> str | None:
    """The state of a staged year, None when a part of the set is missing or of another writing."""
    states = {_state_of(parquet(here, table, year)) for table in SCHEMAS}
    return states.pop() if len(states) == 1 else None


def staged_years(here: Places) -> list[int]:
    """The years of which any part is staged."""
    found = (re.fullmatch(r"report_year=(\d+)", path.name) for path in here.staging.glob("files/report_year=*"))
    return sorted(int(match[1]) for match in found if match)


def require_columns(here: Places) -> None:
    """Every staged year has the columns that are staged now; raises with the years that are to be read again."""
    years = [str(year) for year in staged_years(here) if not _has_columns(here, year)]
    if years:
        raise OutdatedStagingError(
            f"another version of this project staged {', '.join(years)}: refresh these years too, or all of them"
        )


def _has_columns(here: Places, year: int) -> bool:
    paths = {table: parquet(here, table, year) for table in SCHEMAS}
    return all(
        pl.read_parquet_schema(path) == pl.Schema(SCHEMAS[table]) for table, path in paths.items() if path.exists()
    )


def state_of(entries: Iterable[Entry], fingerprint: str) -> str:
    """What a staged year should say of itself: which bytes it was read from, by which parser."""
    versions = sorted(f"{e.file} {e.sha256} {e.version} {e.is_current}" for e in entries)
    return digest([fingerprint, *versions])


def at_hand(here: Places, year: int, fingerprint: str) -> set[Key]:
    """The versions that the staged year holds a good reading of; none when another parser or half a writing made it."""
    if staged_state(here, year) is None or _metadata(parquet(here, "files", year)).get("fingerprint") != fingerprint:
        return set()
    problems = pl.read_parquet(parquet(here, "problems", year))
    again = problems.filter(pl.col("problem_code").is_in([*PASSING_PROBLEMS, "vanished"]))
    files = pl.read_parquet(parquet(here, "files", year)).join(again, on=["file", "sha256"], how="anti")
    return set(files.select(VERSION_KEY).rows())


def key_of(raw: RawFile) -> Key:
    """What tells one version of one file from all others."""
    return (raw.file, raw.sha256, raw.version, raw.is_current)


def merged(
    here: Places, year: int, entries: Sequence[Entry], keep: set[Key], fresh: Iterable[tuple[RawFile, FileReading]]
) -> Tables:
    """The staged tables of a year: good readings kept, fresh ones added, copies and vanished files named."""
    parts = [_kept(here, year, keep)] if keep else []
    parts += _chunks(fresh)
    tables = {table: _stack(table, [part[table] for part in parts]) for table in SCHEMAS}
    return _sorted(_with_vanished(_with_duplicates(tables), vanished_files(entries)))


def write(here: Places, year: int, tables: Tables, fingerprint: str, state: str) -> None:
    """The year's set stands in staging; all its parts name one state, the last one written completes it."""
    for table in SCHEMAS:
        replace_parquet(tables[table], parquet(here, table, year), {"state": state, "fingerprint": fingerprint})


def _chunks(fresh: Iterable[tuple[RawFile, FileReading]]) -> Iterator[Tables]:
    pairs = iter(fresh)
    while chunk := list(islice(pairs, FILES_AT_ONCE)):
        tables = {
            table: frame(table, (row for _, reading in chunk for row in reading.rows[table])) for table in READ_TABLES
        }
        tables["files"] = frame("files", (_file_row(raw, reading) for raw, reading in chunk))
        yield tables


def _file_row(raw: RawFile, reading: FileReading) -> Row:
    status = "read" if reading.rows["reports"] else "problem"
    return (
        raw.file,
        raw.report_year,
        raw.sha256,
        raw.bytes,
        raw.version,
        raw.is_current,
        reading.media_type,
        status,
    )


def _kept(here: Places, year: int, keep: set[Key]) -> Tables:
    """The rows of these versions, out of the year as it was staged before; what is ours to say is said anew."""
    good = {table: pl.read_parquet(parquet(here, table, year)) for table in SCHEMAS}
    keys = pl.DataFrame(list(keep), schema={name: SCHEMAS["files"][name] for name in VERSION_KEY}, orient="row")
    reports = good["reports"].join(keys, on=VERSION_KEY, how="semi")
    said = good["problems"].filter(~pl.col("problem_code").is_in(OURS))
    return {
        "reports": reports,
        "statements": good["statements"].join(reports, on="report_id", how="semi"),
        "numerals": good["numerals"].join(reports, on="report_id", how="semi"),
        "problems": said.join(keys, on=["file", "sha256"], how="semi"),
        "files": good["files"].join(keys, on=VERSION_KEY, how="semi"),
    }


def _stack(table: str, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([frame(table, []), *parts])


def _with_duplicates(tables: Tables) -> Tables:
    """Of several current reports with the same words the first by name counts; the others are problems that say so."""
    current = tables["reports"].filter(pl.col("is_current")).sort("report_id")
    copies = current.with_columns(original=pl.col("report_id").first().over("text_digest")).filter(
        pl.col("original") != pl.col("report_id")
    )
    problems = copies.select(
        "file",
        "report_id",
        pl.coalesce("report_year", "folder_year").alias("report_year"),
        problem_code=pl.lit("duplicate"),
        severity=pl.lit("error"),
        reason=pl.format("has the same words as {}", "original"),
        sha256="sha256",
    )
    copied = pl.col("report_id").is_in(copies["report_id"].implode()).all().alias("is_copy")
    whole = tables["reports"].group_by("file", "sha256").agg(copied)
    status = pl.when(pl.col("is_copy")).then(pl.lit("duplicate")).when(pl.col("is_copy").is_null()).then("status")
    files = (
        tables["files"]
        .join(whole, on=["file", "sha256"], how="left")
        .with_columns(status=status.otherwise(pl.lit("read")))
        .drop("is_copy")
    )
    return {**tables, "files": files, "problems": _stack("problems", [tables["problems"], problems])}


def _with_vanished(tables: Tables, vanished: Sequence[Entry]) -> Tables:
    raws = [RawFile(e.file, e.report_year, e.sha256, e.bytes, e.version, False, "") for e in vanished]
    reason = "was in raw/ before and is no longer there; its bytes are kept, its figures are not published"
    problems = [problem_row(raw, None, None, Problem("vanished", "warning", reason)) for raw in raws]
    rows: list[Row] = [(r.file, r.report_year, r.sha256, r.bytes, r.version, False, "", "problem") for r in raws]
    return {
        **tables,
        "files": _stack("files", [tables["files"], frame("files", rows)]),
        "problems": _stack("problems", [tables["problems"], frame("problems", problems)]),
    }


def _sorted(tables: Tables) -> Tables:
    """The same rows always lie in the same order."""
    keys = {
        "reports": ["report_id"],
        "statements": ["report_id", "statement_no"],
        "numerals": ["report_id", "span_start", "span_end"],
        "problems": ["file", "report_id", "problem_code", "reason"],
        "files": ["file", "version"],
    }
    return {table: rows.sort(keys[table], maintain_order=True) for table, rows in tables.items()}


def _state_of(path: Path) -> str | None:
    return _metadata(path).get("state")


def _metadata(path: Path) -> dict[str, str]:
    return pl.read_parquet_metadata(path) if path.exists() else {}
