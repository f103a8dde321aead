"""In a real browser, from disk: the page renders, filters, leads to the words, and nothing of a report runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from conftest import CITY, COUNTY, MARKUP, PROVINCE, Shown
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsers import installed_browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
VIEWS = ("country", "place", "compare", "arithmetic", "coverage")
INKED = """() => [...document.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d')
    .getImageData(0, 0, canvas.width, canvas.height).data.some((part) => part !== 0))"""


@dataclass
class Visit:
    """An open page, what it asked for and what it complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def see(self, **state: object) -> Page:
        """The page in this state, loaded anew."""
        self.page.goto("about:blank")
        self.page.goto(
            f"{self.address}#" + "&".join(f"{key}={value}" for key, value in {"lang": "en", **state}.items())
        )
        return self.page

    def sees(self, where: str, told: str) -> None:
        """Waits until it stands there: a click is drawn a moment later."""
        self.page.locator(where).filter(has_text=told).first.wait_for()

    def words(self, where: str) -> str:
        """What stands there."""
        return self.page.locator(where).inner_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, shown: Shown) -> Iterator[Visit]:
    """A visit after which nothing was asked of a network, nothing complained and nothing of a report ran."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(10_000)
    visit = Visit(page, shown.page.as_uri())
    page.on("request", lambda request: visit.requests.append(request.url.split("#")[0]))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type == "error" else None)
    yield visit
    assert set(visit.requests) <= {visit.address, "about:blank"}
    assert visit.complaints == []
    assert page.evaluate("window.ran") is None
    page.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_renders_with_its_charts_and_rows(visit: Visit, view: str, lang: str) -> None:
    page = visit.see(view=view, lang=lang, year=2022 if view == "coverage" else "")
    assert page.locator("h2").first.inner_text()
    assert page.locator("main tbody tr").count() > 0
    assert all(page.evaluate(INKED))
    assert page.locator("canvas").count() == {"country": 4, "place": 1, "compare": 1}.get(view, 0)
    assert page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-CN"}[lang]


def until(page: Page, condition: str, seconds: float = 30) -> None:
    """The condition has come true; asked from outside, as the page's own policy forbids evaluating words within it."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        page.wait_for_timeout(50)


def test_the_language_changes_with_one_click(visit: Visit) -> None:
    page = visit.see(view="country")
    visit.sees("main", "The country at a glance")
    page.click("[data-control=language]")
    visit.sees("main", "全国概览")


def test_a_number_of_the_country_leads_to_the_words_of_a_report(visit: Visit, shown: Shown) -> None:
    page = visit.see(view="country", level="county", year=2022)
    assert page.locator("[data-tile=received] .figure").inner_text() == "12"
    page.click("[data-tile=received] button")
    visit.sees("main tbody", "建宁县")
    page.click("main tbody tr:has-text('建宁县') td:nth-child(5) button")
    page.wait_for_selector("dialog[open] blockquote")
    words = page.locator("dialog blockquote").first.inner_text()
    assert words.replace("\u2028", "\n").split("<b>")[0] == MARKUP.split("<b>")[0]
    visit.sees("dialog", f"2022/{COUNTY}.txt")
    visit.sees("dialog", "Also stated, not chosen")
    page.click("dialog article button")
    visit.sees("dialog h2", MARKUP[:40])
    visit.sees("dialog", "javascript:window.ran=1")
    assert page.locator("dialog a, main img").count() == 0
    page.click("dialog .close button")
    assert page.locator("dialog").count() == 0


def test_levels_and_provinces_filter_the_comparison(visit: Visit) -> None:
    page = visit.see(view="compare", measure="h.requests.received", year=2022)
    assert page.locator("main tbody tr").count() == 4
    page.select_option("[data-control=level]", "county")
    until(page, "document.querySelectorAll('main tbody tr').length === 2")
    page.select_option("[data-control=province]", PROVINCE)
    until(page, "document.querySelectorAll('main tbody tr').length === 1")
    page.select_option("[data-control=year]", "2020")
    page.wait_for_selector("main tbody :text-is('10')")


def test_a_table_sorts_by_the_column_that_is_clicked(visit: Visit) -> None:
    page = visit.see(view="compare", measure="h.requests.received", year=2022)
    values = "main tbody td:nth-child(5)"
    assert page.locator(values).all_inner_texts()[0] == "400"
    page.click("main thead th:nth-child(5) button")
    assert page.locator(values).all_inner_texts()[-1] == "400"
    assert page.locator("main thead th[aria-sort=ascending]").count() == 1


def test_a_place_is_found_by_name_and_shows_all_its_years(visit: Visit) -> None:
    page = visit.see(view="place")
    page.fill("[data-control=find]", "三明市建宁")
    page.click(".found button")
    page.wait_for_selector("main h2:has-text('建宁县')")
    cells = page.locator("tr[data-measure='h.requests.received'] td.number").all_inner_texts()
    assert [cell.split()[0] for cell in cells if cell] == ["5", "8", "10", "12", "9"]


def test_a_cell_that_reads_in_several_ways_shows_its_readings_and_no_number(visit: Visit) -> None:
    page = visit.see(view="place", place=COUNTY)
    cell = page.locator("tr[data-measure='h.outcome.partial'] td[data-year='2022']")
    assert cell.inner_text() == "several readings"
    cell.locator("button").click()
    visit.sees("dialog dd", "1|2 · 12")
    visit.sees("dialog h4", "read in several ways")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog')")


def test_a_number_is_reached_and_opened_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit.see(view="place", place=COUNTY)
    page.locator("tr[data-measure='h.requests.received'] td[data-year='2022'] button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] blockquote")
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog')")


def test_flows_are_compared_with_flows_alone(visit: Visit, shown: Shown) -> None:
    page = visit.see(view="place", place=COUNTY, measure="h.requests.received")
    page.click("details summary")
    assert page.locator(".choices input").count() > 0
    kinds = page.evaluate(
        "also => also.map((name) => MEASURES.find((one) => one.en === name).measure)",
        page.locator(".choices label").all_inner_texts(),
    )
    assert set(kinds) == {"flow"}
    page.locator(".choices input").first.check()
    until(page, "Object.values(Chart.instances)[0].data.datasets.length === 2")


def test_a_click_on_a_chart_opens_the_words(visit: Visit) -> None:
    page = visit.see(view="place", place=COUNTY, measure="h.requests.received")
    spot = page.evaluate(
        """() => { const chart = Object.values(Chart.instances)[0]; const at = chart.data.labels.indexOf(2020);
        const point = chart.getDatasetMeta(0).data[at]; const box = chart.canvas.getBoundingClientRect();
        return [box.x + point.x, box.y + point.y]; }"""
    )
    page.mouse.click(*spot)
    page.wait_for_selector("dialog[open]")
    visit.sees("dialog", "· 2020 ·")


def test_the_worst_arithmetic_filters_and_leads_to_its_report(visit: Visit) -> None:
    page = visit.see(view="arithmetic")
    every = page.locator("main tbody tr").count()
    page.select_option("[data-control=level]", "county")
    until(page, f"document.querySelectorAll('main tbody tr').length < {every}")
    assert "≠" in visit.words("main tbody") or "not" in visit.words("main tbody")
    page.click("main tbody td:nth-child(2) button")
    visit.sees("dialog", "What does not add up in it")


def test_the_work_list_holds_what_is_still_to_be_decided_and_leads_to_its_words(visit: Visit, shown: Shown) -> None:
    page = visit.see(view="arithmetic")
    page.select_option("[data-control=list]", "undecided")
    visit.sees("main p", "The work list")
    every = shown.data["held"]["undecided"]
    assert page.locator("main tbody tr").count() == every > 1
    assert set(page.locator("main tbody td:nth-child(5) .tag").all_inner_texts()) <= {
        "whose error is undecided",
        "reading in doubt",
    }
    words = page.locator("main tbody td.wide")
    assert MARKUP[:40] in words.filter(has_text="window.ran=1").first.inner_text()
    assert words.filter(has_text="could not be tried, missing:").count()
    page.select_option("[data-control=severity]", "error")
    until(page, f"document.querySelectorAll('main tbody tr').length < {every}")
    page.click("main tbody td:nth-child(2) button")
    visit.sees("dialog h3", "What does not add up in it")
    visit.see(view="arithmetic", list="undecided", lang="zh")
    visit.sees("main p", "待核清单")
    visit.sees("main tbody", "无法检验，缺：")


def test_coverage_counts_who_is_missing(visit: Visit) -> None:
    page = visit.see(view="coverage", year=2022, level="prefecture", province=PROVINCE)
    assert visit.words("[data-summary=coverage]").startswith("11.1% · 1 of 9")
    page.click("main tbody button")
    visit.sees("main", CITY)


@pytest.mark.parametrize("width", [320, 390])
def test_it_fits_a_phone(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 640})
    for view in VIEWS:
        page = visit.see(view=view)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_markup_that_gets_onto_the_page_would_not_run(browser: Browser, shown: Shown) -> None:
    page = browser.new_page()
    page.goto(shown.page.as_uri())
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=1\">')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 2'}))")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    page.close()
