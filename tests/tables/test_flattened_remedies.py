"""Figures of section four in a table whose cells over several columns were written out as blank ones beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.parsers.tables import read_tables
from tables.printing import FORMS, RESULTS, document

TITLE = "四、政府信息公开行政复议、行政诉讼情况\n"


def spread(cells: list[str], times: int) -> list[str]:
    """Each cell with the blank ones that its span leaves."""
    return [part for cell in cells for part in (cell, *([""] * (times - 1)))]


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("mark", ["|", "\t"])
def test_a_figure_stands_under_its_head_however_many_columns_a_cell_had(times: int, mark: str) -> None:
    blocks = ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9]
    figures = ["2", "", "1", "", "3", "", "", "", "", "", "", "4", "", "", "4"]
    rows = [
        blocks,
        [*RESULTS, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
        [*[""] * 5, *RESULTS, *RESULTS],
        figures,
    ]
    edge = "|" if mark == "|" else ""
    lines = [edge + mark.join(spread(row, times)) + edge for row in rows]
    if mark == "|":
        lines.insert(1, "|" + "---|" * 15 * times)
    reading = read_tables(document(TITLE + "\n".join(lines) + "\n五、存在的主要问题\n"), FORMS)
    told = {
        s.metric_code: s.value for s in reading.statements if s.value is not None and s.confidence > Decimal("0.65")
    }
    expected = {"review.upheld": 2, "review.other": 1, "review.total": 3}
    expected |= {"litigation.after_review.corrected": 4, "litigation.after_review.total": 4}
    assert told == expected
