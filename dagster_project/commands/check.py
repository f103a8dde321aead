"""`ogi check`: every identity of reports, with its arithmetic, for a clerk or for a program."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence

from dagster_project.commands.parse import as_text, complain_of_members, reports_of
from dagster_project.commands.terminal import REASONS_ZH, aside, complain
from dagster_project.commands.verdict_table import print_verdicts
from dagster_project.document import UnreadableFileError
from dagster_project.identities.check import CheckResult, CheckRow, check
from dagster_project.parsers.figures import ReportReading
from dagster_project.resources import load_codebook, speaks_chinese

COLUMNS = (
    *("file", "report_year", "identity_code", "member", "verdict", "lhs", "operator", "rhs", "residual"),
    *("severity", "explanation", "evidence", "suggestion", "whose_error", "is_doubtful"),
)
UNTRIED_ZH = "没有可检验的勾稽关系：报告年度或格式不明"
FAILS = 1
BAD_INPUT = 2


def check_files(files: Sequence[str], form: str) -> int:
    """Every identity of every readable file is printed; 2 on bad input, else 1 when one of severity error fails."""
    codebook = load_codebook()
    readings: list[tuple[str, ReportReading]] = []
    complaints = 0
    for file in files:
        try:
            for report in reports_of(file, codebook):
                readings.append((report.file, report.reading))
                complaints += complain_of_members(report)
        except UnreadableFileError as error:
            complain(file, error.reason, REASONS_ZH.get(error.code, ""))
            complaints += 1
    with aside():
        result = check(readings, codebook) if readings else CheckResult((), ())
    _print(result, form)
    for file in result.untried:
        complain(file, "no identity could be tried, its report year or form is not known", UNTRIED_ZH)
    if complaints or result.untried:
        return BAD_INPUT
    return FAILS if result.has_errors else 0


def record(row: CheckRow, chinese: bool) -> dict[str, str]:
    """A verdict as text, keyed by COLUMNS."""
    return {
        "file": row.file,
        "report_year": str(row.report_year or ""),
        "identity_code": row.identity_code,
        "member": row.member,
        "verdict": row.verdict,
        "lhs": as_text(row.lhs),
        "operator": row.operator,
        "rhs": as_text(row.rhs),
        "residual": as_text(row.residual),
        "severity": row.severity,
        "explanation": row.explanation_zh if chinese else row.explanation,
        "evidence": row.evidence,
        "suggestion": row.suggestion_zh if chinese else row.suggestion,
        "whose_error": row.whose_error,
        "is_doubtful": str(row.is_doubtful).lower(),
    }


def _print(result: CheckResult, form: str) -> None:
    chinese = speaks_chinese()
    records = (record(row, chinese) for row in result.rows)
    if form == "csv":
        rows = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(records)
    elif form == "json":
        json.dump(list(records), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print_verdicts(result.rows, chinese)
