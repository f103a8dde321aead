"""Figures whose digits are set apart: closed up where a page sets all of them so, and never figures of two columns."""

from __future__ import annotations

import pytest

from dagster_project.readers.ink import Ink, lines_of
from dagster_project.readers.spacing import closed_up


def digits(text: str, left: float, top: float, gap: float) -> list[Ink]:
    return [
        Ink(c, left + n * (5 + gap), top, left + n * (5 + gap) + 5, top + 10)
        for n, c in enumerate(text.replace(" ", ""))
    ]


def page(figures: list[str], gap: float, more: list[Ink] | None = None) -> list[Ink]:
    inks = [ink for n, figure in enumerate(figures) for ink in digits(figure, 100, 100 + 20 * n, gap)]
    return inks + (more or [])


def test_figures_that_are_all_set_apart_are_closed_up() -> None:
    assert [line.text for line in lines_of(closed_up(page(["123", "47", "5", "1046"], 4)))] == [
        "123",
        "47",
        "5",
        "1046",
    ]


@pytest.mark.parametrize(
    "inks",
    [
        page(["123", "47", "006"], 4),
        page(["123", "47", "12"], 4, digits("88", 200, 100, 0)),
        page(["123", "47"], 4),
        page(["123", "47", "58"], 0),
        page(["123", "47", "58"], 12),
    ],
    ids=["zeros in columns", "another figure set closely", "too few", "closely set", "in columns"],
)
def test_figures_stay_as_they_are_where_the_page_does_not_set_all_apart(inks: list[Ink]) -> None:
    assert closed_up(inks) == inks
