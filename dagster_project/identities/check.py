"""Every identity of some reports that were just read: the rows that `ogi check` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import polars as pl

from dagster_project.identities.evaluation import RESULT, evaluate
from dagster_project.identities.explain import Names, explanation, suggestion
from dagster_project.identities.frames import Identified, report_frame, settled, statement_frame
from dagster_project.identities.mending import Cell, Equation
from dagster_project.identities.suspects import Suspicion, suspicions
from dagster_project.parsers.figures import ReportReading
from dagster_project.parsers.neighbours import Chains

DETAIL = (
    RESULT,
    "int_identity_operands",
    "int_identity_results",
    "int_identity_slots",
    "int_identity_reports",
)


class Seeds(Protocol):
    """Whatever holds the seed tables by name: a Codebook."""

    @property
    def tables(self) -> Mapping[str, Sequence[Mapping[str, str]]]:
        """Rows of dbt/seeds by table."""
        ...


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One identity, which `title` says in words, on one report and member, which `instance` names.

    Texts come in English and in Chinese; `suggestion` is never applied.
    """

    file: str
    report_year: int | None
    identity_code: str
    member: str
    verdict: str
    lhs: Decimal | None
    operator: str
    rhs: Decimal | None
    residual: Decimal | None
    severity: str
    explanation: str
    explanation_zh: str
    evidence: str
    suggestion: str
    suggestion_zh: str
    whose_error: str
    is_doubtful: bool
    instance: str = ""
    instance_zh: str = ""
    title: str = ""
    title_zh: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All rows, in the order of the files and of the identities; `untried` are files without a report year."""

    rows: tuple[CheckRow, ...]
    untried: tuple[str, ...]

    @property
    def has_errors(self) -> bool:
        """Whether an identity of severity error fails."""
        return any(row.verdict == "fails" and row.severity == "error" for row in self.rows)


def check(readings: Sequence[tuple[str, ReportReading]], codebook: Seeds) -> CheckResult:
    """Every identity of these reports, across years too where files of consecutive years are of one organ."""
    identified = [(f"{number}", file, reading) for number, (file, reading) in enumerate(readings, 1)]
    tables = {
        "stg_reports": report_frame(identified),
        "stg_statements": statement_frame(identified, settled(identified, Chains.from_tables(codebook.tables))),
    }
    found = evaluate(tables, codebook.tables, DETAIL)
    suspected = _suspected(found)
    names = Names.from_tables(codebook.tables)
    files = {report_id: file for report_id, file, _ in identified}
    order = {row["identity_code"]: place for place, row in enumerate(codebook.tables["identities"])}
    facts = sorted(
        found[RESULT].iter_rows(named=True),
        key=lambda row: (int(row["report_id"]), order[row["identity_code"]], row["member"]),
    )
    evidence = _evidence(found, identified)
    rows = tuple(_row(fact, files, names, suspected, evidence) for fact in facts)
    tried = {fact["report_id"] for fact in facts}
    return CheckResult(rows, tuple(file for report_id, file, _ in identified if report_id not in tried))


def _row(
    fact: Mapping[str, Any],
    files: Mapping[str, str],
    names: Names,
    suspected: Mapping[tuple[str, str, str], Sequence[Suspicion]],
    evidence: Mapping[tuple[str, str, str], str],
) -> CheckRow:
    key = (fact["report_id"], fact["identity_code"], fact["member"])
    suspects = suspected.get(key, ())
    return CheckRow(
        file=files[fact["report_id"]],
        report_year=fact["report_year"],
        identity_code=fact["identity_code"],
        member=fact["member"],
        verdict=fact["verdict"],
        lhs=fact["lhs"],
        operator=fact["operator"],
        rhs=fact["rhs"],
        residual=fact["residual"],
        severity=fact["severity"],
        explanation=explanation(fact, names, chinese=False),
        explanation_zh=explanation(fact, names, chinese=True),
        evidence=fact["evidence"] or evidence.get(key, ""),
        suggestion=suggestion(suspects, names, chinese=False),
        suggestion_zh=suggestion(suspects, names, chinese=True),
        whose_error=fact["whose_error"] or "",
        is_doubtful=fact["is_doubtful"],
        instance=names.instance(fact["member"], chinese=False),
        instance_zh=names.instance(fact["member"], chinese=True),
        title=names.identities[fact["identity_code"]][0],
        title_zh=names.identities[fact["identity_code"]][1],
    )


def _evidence(found: Mapping[str, pl.DataFrame], identified: Sequence[Identified]) -> dict[tuple[str, str, str], str]:
    """The words of the first operand of each identity that was tried."""
    words = {
        (report_id, number): statement.evidence
        for report_id, _, reading in identified
        for number, statement in enumerate(reading.statements, 1)
    }
    first: dict[tuple[str, str, str], str] = {}
    for operand in operands(found):
        key = (operand["report_id"], operand["identity_code"], operand["slot_name"])
        if operand["state"] == 2 and operand["year_offset"] == 0:
            first.setdefault(key, words.get((operand["report_id"], operand["statement_no"]), ""))
    return first


def _suspected(found: Mapping[str, pl.DataFrame]) -> dict[tuple[str, str, str], list[Suspicion]]:
    """For each failing equation of the statutory tables, the smallest sets of cells that would mend its report."""
    printed: dict[str, dict[Cell, int | None]] = defaultdict(dict)
    signs: dict[tuple[str, str, str], dict[Cell, int]] = defaultdict(dict)
    for operand in operands(found):
        value = operand["value"]
        if operand["is_equation"] and (value is None or value == value.to_integral_value()):
            cell = (operand["metric_code"], operand["member"])
            key = (operand["report_id"], operand["identity_code"], operand["slot_name"])
            printed[operand["report_id"]][cell] = None if value is None else int(value)
            signs[key][cell] = int(operand["coefficient"]) * (1 if operand["side"] == "lhs" else -1)
    equations: dict[str, list[Equation]] = defaultdict(list)
    for (report_id, code, member), cells in signs.items():
        equations[report_id].append(Equation(code, member, cells))
    suspected: dict[tuple[str, str, str], list[Suspicion]] = {}
    for report_id, of_report in equations.items():
        sets = suspicions(printed[report_id], of_report)
        for equation in of_report:
            concerned = [s for s in sets if any(change.cell in equation.signs for change in s.changes)]
            suspected[report_id, equation.identity_code, equation.member] = concerned
    return suspected


def operands(found: Mapping[str, pl.DataFrame]) -> Iterable[dict[str, Any]]:
    """The operands of the bases that were taken, in order, with the names of their report and identity."""
    results = found["int_identity_results"].select("report_no", "slot_no", "one_of", "verdict", "remark")
    slots = found["int_identity_slots"].select(
        "slot_no", "identity_code", pl.col("member").alias("slot_name"), "kind", "scope", "operator", "severity",
        "is_of_cells",
    )  # fmt: skip
    reports = found["int_identity_reports"].select("report_no", "report_id")
    return (
        found["int_identity_operands"]
        .filter((pl.col("pair_no") == 0) & (pl.col("state") > 0))
        .join(results, on=["report_no", "slot_no", "one_of"])
        .join(slots, on="slot_no")
        .join(reports, on="report_no")
        .with_columns(
            is_equation=(pl.col("verdict") != "not_assessable")
            & pl.col("remark").is_null()
            & pl.col("is_of_cells")
            & (pl.col("operator") == "=")
            & (pl.col("scope") == "within table")
            & (pl.col("severity") == "error")
        )
        .sort("report_no", "slot_no", "side", "ordinal")
        .iter_rows(named=True)
    )
