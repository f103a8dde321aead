"""How well whole reports are read that no rule was written for: python -m bench.unseen_reports [--misses]

unseen_reports.zip holds reports of made-up places as SET/YEAR/FILE, with what they state in stated.csv. Like
those of bench.unseen, their writers knew the forms and the codes alone; docs/accuracy.md keeps the first measure.
"""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

from rich.console import Console
from rich.table import Table

from bench.unseen import YUAN
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import Statement
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.resources import load_codebook

REPORTS = Path(__file__).with_name("unseen_reports.zip")
EMPTY = frozenset(("blank", "not_applicable"))
Value = Decimal | date
Cell = tuple[str, str]
"""A metric and its member, which name a cell of the forms of 2019 and 2021."""
Figure = tuple[str, Value]
"""A metric and its value in prose or in a statistics table, whose members are named freely; money in yuan."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report and what it states: the value of each cell (None for a blank one), and figures.

    `arguable` are figures about which careful readers differ: they are neither wanted nor false.
    """

    file: str
    content: bytes
    cells: dict[Cell, Value | None]
    figures: frozenset[Figure]
    arguable: frozenset[Figure]

    @property
    def set_name(self) -> str:
        """The first part of its path in the archive."""
        return PurePosixPath(self.file).parts[0]

    @property
    def folder_year(self) -> int:
        """The second part of its path."""
        return int(PurePosixPath(self.file).parts[1])


@dataclass(slots=True)
class Outcome:
    """What was read of some reports: cells wrongly read, figures lost, and figures read that no report states."""

    cells: int = 0
    stated: int = 0
    read: int = 0
    wrong_cells: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Figures read of those stated."""
        return 1 - len(self.lost) / self.stated

    @property
    def precision(self) -> float:
        """Figures stated of those read."""
        return 1 - len(self.false) / self.read


def reports(path: Path = REPORTS) -> Iterator[Report]:
    """The reports of the archive, in the order of their names."""
    with zipfile.ZipFile(path) as archive:
        stated: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for row in csv.DictReader(io.StringIO(archive.read("stated.csv").decode())):
            stated[row["file"]].append(row)
        for file, rows in sorted(stated.items()):
            yield Report(
                file,
                archive.read(file),
                {(row["metric_code"], row["member"]): _value(row) for row in rows if row["place"] == "cell"},
                frozenset(_figures(rows, "prose")),
                frozenset(_figures(rows, "arguable")),
            )


def _figures(rows: list[dict[str, str]], place: str) -> Iterator[Figure]:
    for row in rows:
        value = _value(row)
        if row["place"] == place and value is not None:
            yield row["metric_code"], value


def _value(row: dict[str, str]) -> Value | None:
    if row["value_semantic"] in EMPTY or not row["value"]:
        return None
    if row["unit"] == "date":
        return date.fromisoformat(row["value"])
    return Decimal(row["value"]) * YUAN.get(row["unit"], 1)


def measure(report: Report, codebook: Codebook, outcome: Outcome) -> None:
    """Adds what is read of the report to the outcome."""
    read_of: defaultdict[Cell, set[Value | None]] = defaultdict(set)
    for statement in statements_of(report, codebook):
        read_of[statement.metric_code, statement.member].add(value_of(statement))
    outcome.cells += len(report.cells)
    for cell, value in report.cells.items():
        if value not in (read_of.get(cell) or {None}):
            told = ", ".join(map(str, read_of.get(cell) or ["nothing"]))
            outcome.wrong_cells.append(f"{report.file}: {' '.join(cell)} is {value}, read: {told}")
    values = {(code, value) for (code, _), of in read_of.items() for value in of if value is not None}
    outcome.stated += len(report.figures)
    outcome.lost += [f"{report.file}: {code} = {value}" for code, value in sorted(report.figures - values, key=str)]
    beside = {
        (code, value)
        for (code, member), of in read_of.items()
        if (code, member) not in report.cells
        for value in of
        if value is not None
    }
    known = report.figures | report.arguable | {(code, value) for (code, _), value in report.cells.items()}
    outcome.read += len(beside)
    outcome.false += [f"{report.file}: {code} = {value}" for code, value in sorted(beside - known, key=str)]


def statements_of(report: Report, codebook: Codebook) -> Iterator[Statement]:
    for document in read(report.file, report.content):
        for _, reading in parse_parts(document, codebook, report.folder_year):
            yield from reading.statements


def value_of(statement: Statement) -> Value | None:
    if statement.value_semantic in EMPTY or statement.value is None:
        return None
    if isinstance(statement.value, Decimal):
        return statement.value * YUAN.get(statement.unit, 1)
    return statement.value


def measured(codebook: Codebook, path: Path = REPORTS) -> dict[str, Outcome]:
    """What is read of the reports of an archive, by the name of their set."""
    found: defaultdict[str, Outcome] = defaultdict(Outcome)
    for report in reports(path):
        measure(report, codebook, found[report.set_name])
    return dict(found)


def main() -> None:
    """Cells, recall and precision stand on the screen, by set."""
    parser = argparse.ArgumentParser(prog="bench.unseen_reports", description="Whole reports no rule was written for.")
    parser.add_argument("--file", type=Path, default=REPORTS, help="an archive laid out as unseen_reports.zip")
    parser.add_argument("--misses", action="store_true", help="also print what is lost and what is false")
    options = parser.parse_args()
    console = Console()
    table = Table("set", "cells right", "figures", "recall", "precision")
    for name, one in measured(load_codebook(), options.file).items():
        right = f"{one.cells - len(one.wrong_cells)}/{one.cells}"
        table.add_row(name, right, str(one.stated), f"{one.recall:.3f}", f"{one.precision:.3f}")
        if options.misses:
            for kind, some in (("wrong", one.wrong_cells), ("lost", one.lost), ("false", one.false)):
                for miss in some:
                    console.print(f"{kind} {miss}", markup=False)
    console.print(table)


if __name__ == "__main__":
    main()
