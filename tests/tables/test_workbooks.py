"""The tables of a report as a workbook, each on a sheet of its own, in any order."""

from __future__ import annotations

import io

import openpyxl
import pytest

from dagster_project.parsers.tables import read_tables
from dagster_project.readers import read

from .cases import (
    PROACTIVE_2021,
    REMEDIES,
    REQUESTS_2021,
    SECTION_2021,
    of_metrics,
    of_remedies,
    of_requests,
    stated,
)
from .printing import FORMS, HEADS, RESULTS, labelled, words_of_rows

SHEETS = {
    "主动公开": [line.split() for line in SECTION_2021.splitlines()],
    "依申请公开": [
        ["项目", *HEADS],
        *([label, *map(int, cells)] for label, cells in labelled("2021", words_of_rows(REQUESTS_2021))),
    ],
    "复议诉讼": [
        ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉"],
        list(RESULTS * 3),
        REMEDIES,
    ],
}


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
def test_tables_on_sheets_of_their_own_are_read_in_any_order(order: tuple[int, ...]) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    names = list(SHEETS)
    for number in order:
        sheet = workbook.create_sheet(names[number])
        for row in SHEETS[names[number]]:
            sheet.append(row)
    saved = io.BytesIO()
    workbook.save(saved)
    reading = read_tables(read("annex", saved.getvalue())[0], FORMS)
    wanted = {**of_requests(REQUESTS_2021), **of_remedies(REMEDIES), **of_metrics(PROACTIVE_2021)}
    assert {key: statement.value for key, statement in stated(reading).items()} == wanted
