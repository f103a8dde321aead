"""The forms as sites lay them out and converters store them, by someone who had not seen the code: what is read.

stored_layouts.zip holds files with made-up figures, `layouts.csv` (what each is), `stated.csv` (what it states).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.resources import load_codebook

FILES = zipfile.ZipFile(Path(__file__).with_name("stored_layouts.zip"))
YUAN = {"yuan": 1, "wan_yuan": 10_000}
CERTAIN = Decimal("0.65")
FEWEST = 20
EMPTY = frozenset(("blank", "not_applicable"))
# Figures that are left unread where a way of storing runs them together or two years stand side by side.
LOST = {
    "layout_07.txt": 2,
    "layout_10.txt": 1,
    "layout_64.txt": 8,
    "layout_71.html": 1,
    "layout_76.html": 25,
}
Key = tuple[str, str]


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES.read(name).decode())))


LAYOUTS = {row["file"]: row["layout"] for row in rows_of("layouts.csv")}
UNITS = {row["metric_code"]: row["unit"] for row in load_codebook().tables["metrics"]}


@cache
def stated() -> dict[str, dict[Key, set[Decimal | None]]]:
    """The values that each file states by metric and member, None for a blank cell; money in yuan."""
    found: dict[str, dict[Key, set[Decimal | None]]] = defaultdict(lambda: defaultdict(set))
    for row in rows_of("stated.csv"):
        if UNITS[row["metric_code"]] != "date":
            value = None if row["value_semantic"] in EMPTY else Decimal(row["value"])
            unit = YUAN.get(UNITS[row["metric_code"]], 1)
            found[row["file"]][key_of(row["metric_code"], row["member"])].add(None if value is None else value * unit)
    return found


def key_of(metric_code: str, member: str) -> Key:
    return metric_code, "" if member == "total" else member


def value_of(statement: Statement) -> Decimal | None:
    value = statement.value
    return value * YUAN.get(statement.unit, 1) if isinstance(value, Decimal) else None


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.mark.parametrize("file", LAYOUTS, ids=lambda file: f"{file}: {LAYOUTS[file]}")
def test_what_a_layout_states_is_read_and_nothing_wrong_is_certain(file: str, codebook: Codebook) -> None:
    read_of: dict[Key, list[Statement]] = defaultdict(list)
    for document in read(file, FILES.read(file)):
        for _, reading in parse_parts(document, codebook, None):
            for statement in reading.statements:
                read_of[key_of(statement.metric_code, statement.member)].append(statement)
    wanted = stated()[file]
    figures = {(key, value) for key, values in wanted.items() for value in values if value is not None}
    lost = [(key, value) for key, value in figures if value not in map(value_of, read_of[key])]
    assert len(figures) > FEWEST
    assert len(lost) <= LOST.get(file, 0), sorted(lost)
    wrong = [
        (key, value_of(statement), statement.confidence)
        for key, values in wanted.items()
        for statement in read_of[key]
        if statement.source == "table" and statement.confidence >= CERTAIN and value_of(statement) not in values
    ]
    assert wrong == []
