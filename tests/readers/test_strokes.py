"""Strokes of a page: which cells they draw, whoever drew them, and what draws none."""

from __future__ import annotations

from typing import Any

import pytest

from dagster_project.readers.ruled import Box
from dagster_project.readers.strokes import Stroke, Strokes, drawn_cells, strokes_of

GRID = [(0.0, 0.0, 60.0, 20.0), (60.0, 0.0, 120.0, 20.0), (0.0, 20.0, 60.0, 40.0), (60.0, 20.0, 120.0, 40.0)]


def thing(kind: str, left: float, top: float, right: float, bottom: float, **more: Any) -> dict[str, Any]:
    return {"object_type": kind, "x0": left, "top": top, "x1": right, "bottom": bottom, **more}


def lines(*boxes: Box) -> list[dict[str, Any]]:
    return [thing("line", *box) for box in boxes]


WHOLE = lines(*((0, y, 120, y) for y in (0, 20, 40)), *((x, 0, x, 40) for x in (0, 60, 120)))
OPEN = lines(*((0, y, 120, y) for y in (0, 20, 40)), (60, 0, 60, 40))
DOUBLE = WHOLE + lines(*((2, y + 2, 122, y + 2) for y in (0, 20, 40)), *((x + 2, 2, x + 2, 42) for x in (0, 60, 120)))
BY_CELL = [thing("rect", *box, stroke=True) for box in GRID]
THIN = [thing("rect", box[0], y, box[2], y + 0.5) for box in GRID for y in box[1::2]]
THIN += [thing("rect", x, box[1], x + 0.5, box[3]) for box in GRID for x in box[0::2]]
DOTTED = [thing("rect", x, y, x + 0.8, y + 0.8) for y in (0, 20, 40) for x in range(0, 121, 2)]
DOTTED += [thing("rect", x, y, x + 0.8, y + 0.8) for x in (0, 60, 120) for y in range(0, 41, 2)]
POLYGONS = [
    thing("curve", *tuple(rule[k] for k in ("x0", "top")), rule["x1"] + 0.7, rule["bottom"] + 0.7) for rule in WHOLE
]
SHADED = [thing("rect", *box, stroke=False) for box in GRID]


@pytest.mark.parametrize(
    "drawn",
    [WHOLE, OPEN, DOUBLE, BY_CELL, THIN, DOTTED, POLYGONS, SHADED],
    ids=["whole", "open at its sides", "double", "by cell", "thin boxes", "dotted", "polygons", "shaded"],
)
def test_a_table_is_the_same_however_its_rules_are_drawn(drawn: list[dict[str, Any]]) -> None:
    (cells,) = drawn_cells(strokes_of(drawn))
    assert [
        tuple(round(edge / 20) for edge in cell) for cell in sorted(cells, key=lambda cell: (cell[1], cell[0]))
    ] == [tuple(round(edge / 20) for edge in box) for box in GRID]


def test_cells_span_rows_and_columns_where_no_rule_stands() -> None:
    across = [Stroke(0, 0, 120), Stroke(20, 60, 120), Stroke(40, 0, 120), Stroke(60, 0, 120)]
    down = [Stroke(0, 0, 60), Stroke(60, 0, 40), Stroke(120, 0, 60)]
    (cells,) = drawn_cells(Strokes(across, down, []))
    assert sorted(cells) == [(0, 0, 60, 40), (0, 40, 120, 60), (60, 0, 120, 20), (60, 20, 120, 40)]


def test_tables_that_do_not_touch_are_apart() -> None:
    below = [thing("line", r["x0"], r["top"] + 60, r["x1"], r["bottom"] + 60) for r in WHOLE]
    assert [len(cells) for cells in drawn_cells(strokes_of(WHOLE + below))] == [4, 4]


@pytest.mark.parametrize(
    "drawn",
    [
        [thing("rect", 0, 0, 120, 40, stroke=True)],
        lines((0, 0, 120, 0), (0, 20, 120, 20)),
        [thing("curve", 0, 0, 80, 80, pts=[(0, 40), (12, 12), (40, 0), (80, 40), (40, 80), (0, 40)])],
        SHADED[:1] + SHADED[3:],
        lines((0, 0, 120, 40), (0, 40, 120, 0)),
    ],
    ids=["frame", "rules without posts", "seal", "every other cell shaded", "crossed out"],
)
def test_what_draws_no_columns_is_no_table(drawn: list[dict[str, Any]]) -> None:
    assert drawn_cells(strokes_of(drawn)) == []


def test_a_seal_over_a_table_cuts_no_cell() -> None:
    seal = thing("curve", 30, 5, 60, 35, pts=[(30, 20), (35, 9), (45, 5), (60, 20), (45, 35), (30, 20)])
    assert drawn_cells(strokes_of([*WHOLE, seal])) == drawn_cells(strokes_of(WHOLE))
