"""In a real browser, light and dark: every text stands out from its ground, and the page is walked without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from conftest import COUNTY, Shown
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsers import installed_browser

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
VIEWS = ("country", "place", "compare", "arithmetic", "coverage")
OPENING = {"place": "td.number button.link", "arithmetic": "main tbody td:nth-child(2) button"}
TAB_STOPS = 40


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        yield opened
        opened.close()


def opened(browser: Browser, shown: Shown, view: str, scheme: Literal["light", "dark"] = "light") -> Page:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.goto(f"{shown.page.as_uri()}#lang=en&view={view}&place={COUNTY}")
    page.locator("main h2, main p").first.wait_for()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_text_stands_out_from_its_ground(
    browser: Browser, shown: Shown, view: str, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, shown, view, scheme)
    if view in OPENING:
        page.locator(OPENING[view]).first.click()
        page.wait_for_selector("dialog[open]")
    found = page.evaluate(CONTRAST)
    page.close()
    assert found["seen"] > 10
    assert found["faint"] == []


def test_a_faint_text_would_be_found(browser: Browser, shown: Shown) -> None:
    page = opened(browser, shown, "country")
    page.evaluate("document.querySelector('h1').style.setProperty('color', '#8a8a8a')")
    found = page.evaluate(CONTRAST)
    page.close()
    assert [words.split()[:2] for words in found["faint"]] == [["3.45", "H1"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_line_of_a_chart_stands_out_from_the_page(
    browser: Browser, shown: Shown, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, shown, "place", scheme)
    page.evaluate(
        "document.querySelector('main').replaceChildren(...COLOURS.map((ink) => {"
        " const line = el('p', null, ink); line.style.color = ink; return line; }))"
    )
    found = page.evaluate(CONTRAST)
    lines = page.evaluate("document.querySelectorAll('main p').length")
    page.close()
    assert lines > 3
    assert [words for words in found["faint"] if float(words.split()[0]) < 3] == []


def test_the_page_is_walked_by_the_tab_key_and_each_stop_can_be_seen(browser: Browser, shown: Shown) -> None:
    page = opened(browser, shown, "country")
    stops = []
    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "[document.activeElement.tagName, document.activeElement.dataset.control ?? '',"
                " getComputedStyle(document.activeElement).outlineStyle, document.activeElement.innerText]"
            )
        )
    reached = [stop for stop in stops if stop[0] != "BODY"]
    assert {"language", "level", "year"} <= {stop[1] for stop in reached}
    assert sum(stop[0] == "A" for stop in reached) >= len(VIEWS)
    assert [stop for stop in reached if stop[2] == "none"] == []
    page.close()
