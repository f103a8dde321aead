"""The staging tables: their schemas, and the rows that the reading of one file gives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import polars as pl

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem, ReportReading, Statement

Value = str | int | bool | date | Decimal | list[str] | None
Row = tuple[Value, ...]

AMOUNT = pl.Decimal(28, 6)
WORDS = pl.List(pl.String)

Schema = dict[str, pl.DataType | type[pl.DataType]]
SCHEMAS: dict[str, Schema] = {
    "reports": {
        "report_id": pl.String,
        "file": pl.String,
        "sha256": pl.String,
        "version": pl.Int32,
        "is_current": pl.Boolean,
        "folder_year": pl.Int32,
        "report_year": pl.Int32,
        "report_year_basis": pl.String,
        "title": pl.String,
        "issuer": pl.String,
        "organ": pl.String,
        "organ_kind": pl.String,
        "jurisdiction_key": pl.String,
        "jurisdiction_basis": pl.String,
        "place_candidates": WORDS,
        "scope": pl.String,
        "form_code": pl.String,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "published_on": pl.Date,
        "source_url": pl.String,
        "media_type": pl.String,
        "encoding": pl.String,
        "characters": pl.Int32,
        "numerals": pl.Int32,
        "numerals_figure": pl.Int32,
        "numerals_ignored": pl.Int32,
        "numerals_unread": pl.Int32,
        "text_digest": pl.String,
    },
    "statements": {
        "report_id": pl.String,
        "statement_no": pl.Int32,
        "report_year": pl.Int32,
        "metric_code": pl.String,
        "member": pl.String,
        "value": AMOUNT,
        "value_on": pl.Date,
        "unit": pl.String,
        "qualifier": pl.String,
        "value_semantic": pl.String,
        "value_text": pl.String,
        "lower": AMOUNT,
        "upper": AMOUNT,
        "source": pl.String,
        "place": pl.String,
        "span_start": pl.Int32,
        "span_end": pl.Int32,
        "evidence": pl.String,
        "locator": pl.String,
        "page": pl.Int32,
        "confidence": pl.Decimal(3, 2),
        "decided_by": pl.String,
        "readings": WORDS,
        "agreement": pl.String,
    },
    "numerals": {
        "report_id": pl.String,
        "span_start": pl.Int32,
        "span_end": pl.Int32,
        "numeral": pl.String,
        "disposition": pl.String,
        "reason": pl.String,
    },
    "problems": {
        "file": pl.String,
        "report_id": pl.String,
        "report_year": pl.Int32,
        "problem_code": pl.String,
        "severity": pl.String,
        "reason": pl.String,
        "sha256": pl.String,
    },
    "files": {
        "file": pl.String,
        "report_year": pl.Int32,
        "sha256": pl.String,
        "bytes": pl.Int64,
        "version": pl.Int32,
        "is_current": pl.Boolean,
        "media_type": pl.String,
        "status": pl.String,
    },
}
READ_TABLES = ("reports", "statements", "numerals", "problems")


@dataclass(frozen=True, slots=True)
class RawFile:
    """One version of one file of raw/; `path` is where its bytes lie now."""

    file: str
    report_year: int
    sha256: str
    bytes: int
    version: int
    is_current: bool
    path: str

    @property
    def report_id(self) -> str:
        """The file's name, marked with the digest of its bytes once it is superseded."""
        return self.file if self.is_current else f"{self.file}@{self.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class FileReading:
    """The rows that one file gives, by table, and what kind of file it is."""

    media_type: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in READ_TABLES})


def reading_of(raw: RawFile, read: Sequence[tuple[Document, ReportReading]]) -> FileReading:
    """All rows of a file that could be read; the second report in it and those of a ZIP are numbered from #1."""
    result = FileReading(read[0][0].media_type if read else "")
    for number, (document, reading) in enumerate(read, start=1):
        report_id = raw.report_id if len(read) == 1 else f"{raw.report_id}#{number}"
        result.rows["reports"].append(_report_row(raw, report_id, document, reading))
        result.rows["statements"] += _statement_rows(report_id, document, reading)
        result.rows["numerals"] += [
            (report_id, numeral.start, numeral.end, numeral.text, numeral.disposition, numeral.reason)
            for numeral in reading.numerals
        ]
        year = reading.head.report_year
        result.rows["problems"] += [problem_row(raw, report_id, year, problem) for problem in reading.problems]
    return result


def unread_file(raw: RawFile, problem: Problem, media_type: str = "") -> FileReading:
    """The rows of a file from which no report could be read: its problem."""
    result = FileReading(media_type)
    result.rows["problems"].append(problem_row(raw, None, None, problem))
    return result


def problem_row(raw: RawFile, report_id: str | None, report_year: int | None, problem: Problem) -> Row:
    """One row of the problem table; the year is the folder's where the report names none."""
    year = report_year or raw.report_year
    return (raw.file, report_id, year, problem.code, problem.severity, problem.reason, raw.sha256)


def frame(table: str, rows: Iterable[Row]) -> pl.DataFrame:
    """Rows of a staging table, checked against its schema."""
    return pl.DataFrame(list(rows), schema=SCHEMAS[table], orient="row")


def _report_row(raw: RawFile, report_id: str, document: Document, reading: ReportReading) -> Row:
    head = reading.head
    dispositions = [numeral.disposition for numeral in reading.numerals]
    return (
        report_id,
        raw.file,
        raw.sha256,
        raw.version,
        raw.is_current,
        raw.report_year,
        head.report_year,
        head.report_year_basis,
        head.title,
        head.issuer,
        head.organ,
        head.organ_kind,
        head.jurisdiction_key,
        head.jurisdiction_basis,
        list(head.place_candidates),
        head.scope,
        head.form_code,
        head.period_start,
        head.period_end,
        head.published_on,
        head.source_url,
        document.media_type,
        document.encoding,
        len(document.text),
        len(dispositions),
        dispositions.count("figure"),
        dispositions.count("ignored"),
        dispositions.count("unread"),
        hashlib.sha256("".join(document.text.split()).encode()).hexdigest(),
    )


def _statement_rows(report_id: str, document: Document, reading: ReportReading) -> list[Row]:
    ordered = sorted(reading.statements, key=lambda s: (s.start, s.end))
    year = reading.head.report_year
    return [
        _statement_row(report_id, number, year, document.page_of(statement.start), statement)
        for number, statement in enumerate(ordered, start=1)
    ]


def _statement_row(report_id: str, number: int, year: int | None, page: int | None, said: Statement) -> Row:
    return (
        report_id,
        number,
        year,
        said.metric_code,
        said.member,
        None if isinstance(said.value, date) else _stored(said.value),
        said.value if isinstance(said.value, date) else None,
        said.unit,
        said.qualifier,
        said.value_semantic,
        said.value_text,
        _stored(said.lower),
        _stored(said.upper),
        said.source,
        said.place,
        said.start,
        said.end,
        said.evidence,
        said.locator,
        page,
        round(said.confidence, 2),
        said.decided_by,
        list(said.readings),
        said.agreement,
    )


def _stored(value: Decimal | None) -> Decimal | None:
    """The value itself, for which six decimals must be enough: nothing filed is ever rounded."""
    if value is not None and value != round(value, 6):
        raise ValueError(f"{value} has more than six decimals")
    return value
