"""`ogi parse`: the figures of reports, one file after another, for people or for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from dagster_project.commands.reading_table import print_reading
from dagster_project.commands.terminal import REASONS_ZH, complain
from dagster_project.document import Document, UnreadableFileError
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.figures import ReportReading, Statement
from dagster_project.parsers.report import parse, parse_parts
from dagster_project.readers import read
from dagster_project.resources import load_codebook

COLUMNS = (
    *("file", "report_year", "issuer", "form", "metric_code", "member", "value", "unit", "qualifier"),
    *("value_semantic", "evidence", "locator", "confidence"),
    *("lower", "upper", "source", "place", "decided_by", "readings", "agreement"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """A report that was read out of a file named on the command line."""

    file: str
    document: Document
    reading: ReportReading


class Output(Protocol):
    """One of the formats: opened once, fed one report at a time, closed."""

    def add(self, report: Read) -> None:
        """The report is printed."""

    def close(self) -> None:
        """Nothing more will come."""


class CsvOutput:
    """Rows of COLUMNS, one a statement, under one heading."""

    def __init__(self) -> None:
        self._rows = csv.writer(sys.stdout, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def add(self, report: Read) -> None:
        """The report's statements are printed, each a row."""
        self._rows.writerows(record.values() for record in records(report))
        sys.stdout.flush()

    def close(self) -> None:
        """A CSV needs no end."""


class JsonOutput:
    """One JSON array with an object a report: its head, its statements, its problems and what was not understood."""

    def __init__(self) -> None:
        self._before = "[\n"

    def add(self, report: Read) -> None:
        """The report is printed as one object of the array."""
        print(self._before, json.dumps(as_object(report), ensure_ascii=False), sep="", end="", flush=True)
        self._before = ",\n"

    def close(self) -> None:
        """The array is closed, also an empty one."""
        print("[]" if self._before == "[\n" else "\n]")


class TableOutput:
    """A table a report that a person can hold against the page."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook

    def add(self, report: Read) -> None:
        """The report is printed with the words each figure was read from."""
        print_reading(report.file, report.document, report.reading, self._codebook)

    def close(self) -> None:
        """A table needs no end."""


def parse_files(files: Sequence[str], form: str) -> int:
    """Every file that can be read is printed, each bad one named with its reason; 2 when there was a bad one."""
    codebook = load_codebook()
    outputs: dict[str, Callable[[], Output]] = {
        "csv": CsvOutput,
        "json": JsonOutput,
        "table": lambda: TableOutput(codebook),
    }
    output = outputs[form]()
    complaints = 0
    for file in files:
        try:
            for report in reports_of(file, codebook):
                output.add(report)
                complaints += _complain(report) + complain_of_members(report)
        except UnreadableFileError as error:
            complain(file, error.reason, REASONS_ZH.get(error.code, ""))
            complaints += 1
    output.close()
    return 2 if complaints else 0


def reports_of(file: str, codebook: Codebook) -> Iterator[Read]:
    """The reports in a file; its folder's name tells the year only where the text tells none."""
    path = Path(file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_readable", f"cannot be read: {error.strerror}") from error
    folder = path.resolve().parent.name
    for document in read(file, content):
        for part, reading in parse_parts(document, codebook, None):
            if reading.head.report_year is None and folder.isdecimal() and len(folder) == 4:
                reading = parse(part, codebook, int(folder))
            yield Read(file, part, reading)


def records(report: Read) -> Iterator[dict[str, str]]:
    """The statements of a report as rows of text, keyed by COLUMNS."""
    head = report.reading.head
    start = (report.file, str(head.report_year or ""), head.issuer, head.form_code)
    for statement in report.reading.statements:
        yield dict(zip(COLUMNS, (*start, *_cells(statement)), strict=True))


def _cells(said: Statement) -> tuple[str, ...]:
    return (
        said.metric_code,
        said.member,
        as_text(said.value),
        said.unit,
        said.qualifier,
        said.value_semantic,
        said.evidence,
        said.locator,
        as_text(said.confidence),
        as_text(said.lower),
        as_text(said.upper),
        said.source,
        said.place,
        said.decided_by,
        "; ".join(said.readings),
        said.agreement,
    )


def as_text(value: Decimal | date | None) -> str:
    """A value without exponent, as it would be typed; nothing for none."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()


def as_object(report: Read) -> dict[str, object]:
    """The report as JSON can hold it; amounts stay text, so that no digit is lost."""
    head = report.reading.head
    dates = {name: as_text(getattr(head, name)) for name in ("period_start", "period_end", "published_on")}
    named = ("title", "issuer", "organ_kind", "jurisdiction_key", "jurisdiction_basis", "scope", "source_url")
    return {
        "file": report.file,
        "sha256": report.document.sha256,
        "media_type": report.document.media_type,
        "report_year": head.report_year,
        "form": head.form_code,
        **{name: getattr(head, name) for name in named},
        "place_candidates": list(head.place_candidates),
        **dates,
        "statements": [
            {**dict(list(record.items())[4:]), "readings": list(said.readings), "span": [said.start, said.end]}
            for record, said in zip(records(report), report.reading.statements, strict=True)
        ],
        "unread": [
            {"numeral": n.text, "span": [n.start, n.end]} for n in report.reading.numerals if n.disposition == "unread"
        ],
        "problems": [{"code": p.code, "severity": p.severity, "reason": p.reason} for p in report.reading.problems],
    }


def complain_of_members(report: Read) -> int:
    """1 and a word about what the archive holds that could not be read, 0 when there is nothing of the kind."""
    reasons = report.document.meta.get("unread_members")
    if reasons:
        complain(report.file, reasons)
    return 1 if reasons else 0


def _complain(report: Read) -> int:
    errors = [problem for problem in report.reading.problems if problem.severity == "error"]
    for problem in errors:
        complain(report.file, problem.reason)
    return len(errors)
