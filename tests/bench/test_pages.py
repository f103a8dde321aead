"""The pages of the benchmark are reports of the promised size, and reading one finds what it prints."""

from __future__ import annotations

import gc
from collections.abc import Callable
from decimal import Decimal

import pytest

from bench.pages import html_page, text_page, word_page
from bench.paper import pdf_page
from dagster_project.parsers.report import parse
from dagster_project.readers import read
from dagster_project.resources import load_codebook

SIZES = {text_page: 15_000, html_page: 40_000, word_page: 300_000}
MAKERS = [*SIZES, pdf_page]


@pytest.mark.parametrize("make", SIZES, ids=lambda make: make.__name__)
def test_a_page_has_the_size_it_stands_for(make: Callable[[int], bytes]) -> None:
    assert abs(len(make(7)) - SIZES[make]) < SIZES[make] / 20


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_page_is_a_report_and_no_two_are_alike(make: Callable[[int], bytes]) -> None:
    assert make(1) != make(2)
    assert make(3) == make(3)
    (document,) = read("page", make(7))
    reading = parse(document, load_codebook(), None)
    assert reading.head.report_year == 2024
    received = {
        said.value
        for said in reading.statements
        if (said.metric_code, said.member) == ("applications.received.new", "total")
    }
    assert received == {Decimal(27 + 3 + 13)}


def test_pages_are_read_one_after_another_without_a_look_for_cycles() -> None:
    codebook = load_codebook()

    def look_at(numbers: range) -> None:
        for number in numbers:
            parse(read("page", html_page(number))[0], codebook, None)

    look_at(range(20))  # by then what is remembered from page to page has its size
    gc.collect()
    looked: list[str] = []
    gc.callbacks.append(lambda phase, _: looked.append(phase))
    try:
        look_at(range(20, 25))
    finally:
        gc.callbacks.pop()
    assert looked == []
