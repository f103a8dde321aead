"""The manifest of raw/ tells the truth about every file that ships."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
MANIFEST = list(csv.DictReader((RAW / "manifest.csv").open(encoding="utf-8")))
FILES = [row["file"] for row in MANIFEST]


def test_every_file_is_in_the_manifest_and_nothing_else() -> None:
    on_disk = {p.relative_to(RAW).as_posix() for p in RAW.glob("*/*") if p.is_file()}
    assert on_disk == set(FILES)
    assert len(FILES) == len(set(FILES)) >= 18


@pytest.mark.parametrize("row", MANIFEST, ids=FILES)
def test_the_bytes_are_those_of_the_manifest(row: dict[str, str]) -> None:
    content = (RAW / row["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == row["sha256"]
    assert row["file"].startswith(row["report_year"] + "/")
    assert row["wording"] == "own"
    content.decode(row["encoding"])


@pytest.mark.parametrize("row", MANIFEST, ids=FILES)
def test_every_report_has_a_golden_file(row: dict[str, str]) -> None:
    assert (ROOT / "tests/golden" / f"{Path(row['file']).stem}.csv").exists()


def test_all_forms_kinds_of_organ_and_five_consecutive_years_ship() -> None:
    assert {row["form"] for row in MANIFEST} == {"2008", "2014", "2019", "2021"}
    assert {row["organ"] for row in MANIFEST} >= {"government", "office", "department", "township"}
    years = {int(row["report_year"]) for row in MANIFEST if row["place"] == "平潭综合实验区"}
    assert years >= set(range(2018, 2023))
    assert sum(1 for row in MANIFEST if row["errors_as_printed"]) >= 3
