"""Cells that are told by their places alone: certain where the sums of the form bear them out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.document import Document
from dagster_project.parsers.tables import read_tables
from dagster_project.readers.layout import Table, assemble

from .cases import REQUESTS_2021
from .printing import FORMS, HEADS, labelled

SURE = Decimal("0.65")
TOTAL = "applications.outcome.total"


def without_rules(changed: dict[str, list[str]], origin: str = "pdf columns") -> Document:
    rows = {code: [str(n) if n else "" for n in row] for code, row in REQUESTS_2021.items()}
    rows |= changed
    printed = [("", *HEADS), *((label, *(cells or [""] * 7)) for label, cells in labelled("2021", rows))]
    blocks = ["三、收到和处理政府信息公开申请情况", Table.of_rows(printed, origin)]
    return assemble("x", b"", "application/pdf", blocks)


def confidences(document: Document, metric: str) -> set[Decimal]:
    return {s.confidence for s in read_tables(document, FORMS).statements if s.metric_code == metric}


def test_figures_beside_blank_cells_are_sure_where_rows_and_columns_add_up() -> None:
    reading = read_tables(without_rules({}), FORMS)
    assert {(s.metric_code, s.member): s.value for s in reading.statements if s.value is not None} == {
        (code, member): Decimal(n)
        for code, row in REQUESTS_2021.items()
        for member, n in zip(
            ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total"),
            row,
            strict=True,
        )
        if n
    }
    assert min(s.confidence for s in reading.statements) >= SURE


@pytest.mark.parametrize("origin", ["pdf columns", "pdf"])
def test_a_row_that_misses_its_sum_is_doubtful_only_where_its_cells_were_inferred(origin: str) -> None:
    row = [str(n) for n in REQUESTS_2021[TOTAL]]
    row[0] = str(int(row[0]) + 5)
    assert (max(confidences(without_rules({TOTAL: row}, origin), TOTAL)) < SURE) == (origin == "pdf columns")


def test_a_figure_that_may_stand_in_the_next_column_is_doubtful_where_the_columns_do_not_add_up() -> None:
    granted = "applications.outcome.granted"
    row = [str(n) if n else "" for n in REQUESTS_2021[granted]]
    moved = [row[0], "", row[1], *row[3:]]
    assert max(confidences(without_rules({granted: moved}), granted)) < SURE


@pytest.mark.parametrize("row", [["12", "3", "", "", "1", "16", ""], ["", "", "", "", "0", "", ""]])
@pytest.mark.parametrize("origin", ["pdf columns", "pdf"])
def test_a_row_without_its_total_is_doubtful_only_where_its_cells_were_inferred(origin: str, row: list[str]) -> None:
    granted = "applications.outcome.granted"
    assert (max(confidences(without_rules({granted: row}, origin), granted)) < SURE) == (origin == "pdf columns")
