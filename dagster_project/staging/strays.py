"""Files of raw/ that lie in no folder of a report year: they are not read, and each is a problem that says so."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from dagster_project.resources import FIRST_YEAR, Places, digest, exclusive
from dagster_project.staging.register import replace_parquet
from dagster_project.staging.tables import Row, frame

ABOUT_RAW = ("manifest.csv", "README.md")


def strays(raw: Path, last_year: int) -> list[str]:
    """The files that no report year up to the last one holds, less those that tell of raw/ itself."""
    years = {str(year) for year in range(FIRST_YEAR, last_year + 1)}
    files = (path.relative_to(raw) for path in raw.rglob("*") if path.is_file())
    return sorted(
        file.as_posix()
        for file in files
        if not any(part.startswith(".") for part in file.parts)
        and not (len(file.parts) > 1 and file.parts[0] in years)
        and file.as_posix() not in ABOUT_RAW
    )


def stage_strays(here: Places, last_year: int) -> list[str]:
    """The strays of raw/ as it is now stand among the staged problems."""
    found = strays(here.raw, last_year)
    reason = f"lies in no folder of a report year, {FIRST_YEAR} to {last_year}: it is not read"
    rows: list[Row] = [
        (file, None, None, "no_report_year", "error", reason, _sha256(here.raw / file)) for file in found
    ]
    with exclusive(here):
        replace_parquet(frame("problems", rows), _path(here), {"state": digest(found)})
    return found


def strays_are_staged(here: Places, last_year: int) -> bool:
    """Whether the staged strays are those of raw/ as it is now."""
    return strays_state(here) == digest(strays(here.raw, last_year))


def strays_state(here: Places) -> str:
    """What the staged strays say of themselves, nothing before the first."""
    return pl.read_parquet_metadata(_path(here)).get("state", "") if _path(here).exists() else ""


def _path(here: Places) -> Path:
    return here.staging / "problems" / "no_report_year" / "problems.parquet"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
