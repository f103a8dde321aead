"""A table that the text tells as the grid draws it is read once; never one of which the text tells anything else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dagster_project.document import Document
from dagster_project.parsers.tables.applications import is_borne_out
from dagster_project.parsers.tables.located import REQUESTS, instances
from dagster_project.parsers.tables.plain_rows import plain_rows
from dagster_project.parsers.tables.request_rows import drawn_rows, text_rows
from dagster_project.parsers.tables.request_solving import Solved, solve

from .cases import REQUESTS_2021
from .printing import FORMS, HEADS, document, labelled

ROWS = labelled("2021", {metric: [str(cell) for cell in row] for metric, row in REQUESTS_2021.items()})
CELLS = ["", "0", "3 4", "/", "7件", "12①", "总计", "其他", "1.", "(一)", "3.其他", "一、", "予以公开"]
LINES = [["", *HEADS], *([label, *cells] for label, cells in ROWS)]


def _page(lines: list[list[str]]) -> Document:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return document(f"<html><body><p>自然人 法人或其他组织</p><table>{rows}</table></body></html>", "report.html")


def _both(page: Document) -> tuple[bool, Solved, Solved]:
    """Whether the one reading bears the other out, and both of them."""
    (instance,) = instances(page, FORMS)
    seen = frozenset(row for mark in instance.marks for row in mark.rows)
    plain, whole = plain_rows(page.text, instance)
    drawn = drawn_rows(page, FORMS, instance, plain)
    assert drawn == drawn_rows(page, FORMS, instance, {})
    grid = solve(page.text, FORMS.rows[REQUESTS], drawn, seen)
    told = solve(page.text, FORMS.rows[REQUESTS], text_rows(page.text, instance, FORMS), seen)
    return whole and is_borne_out(page.text, instance, FORMS, drawn, plain), grid, told


def _spans(solved: Solved) -> dict[int, tuple[list[tuple[int, int]], bool]]:
    return {row: (solved.readings[row].spans, item.by_order) for row, item in solved.placed.items()}


def test_a_plain_table_is_borne_out() -> None:
    borne_out, grid, told = _both(_page(LINES))
    assert borne_out
    assert len(grid.placed) == len(REQUESTS_2021)
    assert _spans(grid) == _spans(told)


@given(
    st.lists(
        st.tuples(
            st.integers(1, len(LINES) - 1),
            st.integers(0, len(HEADS)),
            st.sampled_from(
                ["", "0", "3 4", "/", "7件", "12①", "总计", "其他", "1.", "(一)", "3.其他", "一、", "予以公开"]
            ),
        ),
        max_size=2,
    ),
    st.lists(st.tuples(st.integers(0, 900), st.sampled_from("\t\n 1、.)其")), max_size=2),
)
def test_a_table_is_borne_out_only_where_the_text_tells_the_same(
    cells: list[tuple[int, int, str]], signs: list[tuple[int, str]]
) -> None:
    lines = [list(line) for line in LINES]
    for row, column, words in cells:
        lines[row][column:] = [words, *lines[row][column + 1 :]]
    page = _page(lines)
    text = page.text
    for place, sign in signs:
        text = text[: place % len(text)] + sign + text[place % len(text) + 1 :]
    page = replace(page, text=text)
    if len(instances(page, FORMS)) == 1:
        borne_out, grid, told = _both(page)
        assert _spans(grid) == _spans(told) or not borne_out


def test_figures_that_stand_behind_another_label_bear_nothing_out() -> None:
    page = _page(LINES)
    grid = page.grids[0]
    first, second = (next(c for c in grid.cells if c.row == row and c.column == 1) for row in (1, 2))
    swapped = [replace(c, row=3 - c.row) if c in (first, second) else c for c in grid.cells]
    assert not _both(replace(page, grids=(replace(grid, cells=tuple(swapped)),)))[0]


def test_columns_in_another_order_bear_nothing_out() -> None:
    turned = [[line[0], *line[:0:-1]] if line[1:] else line for line in LINES]
    assert not _both(_page(turned))[0]
