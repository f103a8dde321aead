"""What a parser says of a report: the statements it makes, its numerals one by one, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from dagster_project.records import record

Qualifier = Literal["exact", "approx", "at_least", "at_most"]
Semantic = Literal["reported", "stated_zero", "blank", "not_applicable", "ambiguous"]
Source = Literal["table", "prose", "header"]
Agreement = Literal["agree", "disagree", "single"]
Disposition = Literal["figure", "ignored", "unread"]
Severity = Literal["error", "warning"]


@record
class Statement:
    """One figure where the report states it, once for every place in which it stands.

    `value` is the figure as filed (万 and 亿 resolved, the printed unit otherwise kept), None when blank, not
    applicable or ambiguous. `lower` and `upper` bound it by its printed precision and qualifier (24.8万 is 247,500 to
    248,500; 70余 is 70 to 80, open ended bounds are None); for an exact figure both equal the value, for an ambiguous
    one they are the smallest and largest of its readings. `start` and `end` are the
    span of the figure in Document.text, `evidence` the words around it in the script of the page. `place` says where
    in the form: `2021/applications/r03/natural_person` for a cell, a section path for prose. `decided_by` is printed,
    or the rule that settled a run-together cell (row_sum, column_sum, bounds, prose, other_table, neighbour_year,
    all_readings when no reading gives the cell another value), or ambiguous when none did; `readings` lists every
    reading of its row that stays possible, the most plausible first, empty when there is one only.
    """

    metric_code: str
    member: str
    value: Decimal | date | None
    unit: str
    qualifier: Qualifier
    value_semantic: Semantic
    value_text: str
    lower: Decimal | None
    upper: Decimal | None
    source: Source
    place: str
    start: int
    end: int
    evidence: str
    locator: str
    confidence: Decimal
    decided_by: str = "printed"
    readings: tuple[str, ...] = ()
    agreement: Agreement = "single"


@record
class Numeral:
    """One numeral of the text and what became of it; `reason` names why it was ignored, or is empty."""

    start: int
    end: int
    text: str
    disposition: Disposition
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file or report; an error keeps the report out of the marts, a warning does not."""

    code: str
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Who reports, for which year, in which form. Unknown text is empty; `form_code` is 2008, 2014, 2019, 2021 or none.

    `jurisdiction_key` is CN-<code> of the place as it was in the report year, or <parent key>-<name> for a zone or
    township without a code, empty when undecided; `place_candidates` then lists what it may be. `organ_kind` is
    government, office, department, township, zone, public_body or central; `scope` consolidated, own_organ or unknown.
    `organ` is the issuer's name without its place, empty for a government, township or zone.
    `report_year_basis` is title, period, folder or text.
    """

    title: str
    issuer: str
    organ: str
    organ_kind: str
    jurisdiction_key: str
    jurisdiction_basis: str
    place_candidates: tuple[str, ...]
    report_year: int | None
    report_year_basis: str
    scope: str
    form_code: str
    period_start: date | None
    period_end: date | None
    published_on: date | None
    source_url: str


@dataclass(frozen=True, slots=True)
class ReportReading:
    """Everything read from one document."""

    head: ReportHead
    statements: tuple[Statement, ...]
    numerals: tuple[Numeral, ...]
    problems: tuple[Problem, ...]
