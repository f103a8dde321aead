"""The head of a report: who reports, from where, for which year and period, in which form, published when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Self

from dagster_project.document import Document
from dagster_project.parsers.dates import (
    DATE,
    Dated,
    as_at_year_end,
    date_of,
    dates_alone,
    dates_bylined,
    dates_labelled,
    periods,
)
from dagster_project.parsers.figures import Problem, ReportHead, Statement
from dagster_project.parsers.genre import form_of, problems_of_genre, scope_of
from dagster_project.parsers.issuers import IssuerNames
from dagster_project.parsers.letterhead import TAIL_ZONE, preamble, source_address
from dagster_project.parsers.places import Tables
from dagster_project.parsers.titles import Title, best_title, titles
from dagster_project.parsers.whereabouts import Whereabouts, locate

FIRST_REPORTS = 2008
META_DATES = ("pubdate", "publishdate", "article:published_time", "firstpublishedtime")
# The year whose places are meant where nothing tells a year.
UNDATED_YEAR = 2019
PERIOD_WORDS = re.compile(r"统计|数据|期限|时限|周期|起止|期间")
YEAR_WORD = re.compile(r"(20\d\d)\s*年")


@dataclass(frozen=True)
class HeadSeeds:
    """The seeds that the head of a report is read with."""

    names: IssuerNames
    form_marks: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        marks: dict[str, tuple[str, ...]] = {}
        for row in tables["form_marks"]:
            marks[row["form_code"]] = (*marks.get(row["form_code"], ()), row["mark"])
        return cls(IssuerNames.from_tables(tables), marks)


@dataclass(frozen=True, slots=True)
class HeadReading:
    """The head, the statements it makes about itself, what is wrong, and where the title stands (0 without one)."""

    head: ReportHead
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    title: int


@dataclass(frozen=True)
class _Page:
    """A document with what its head is looked for in."""

    document: Document
    seeds: HeadSeeds
    folder_year: int | None

    @cached_property
    def opening(self) -> str:
        """The text up to the first section, with the page's header and the report's preamble."""
        return preamble(self.document.text, self.title.end if self.title else 0)

    @cached_property
    def titles(self) -> list[Title]:
        """What may be the title: in the opening, or, when none there is good, in all of the title zone."""
        text, printed, near = self.document.text, self.document.printed, self.near_year
        found = list(titles(text, printed, self.seeds.names, near, len(preamble(text))))
        return found if best_title(found) else list(titles(text, printed, self.seeds.names, near))

    @cached_property
    def near_year(self) -> int:
        return self.folder_year or self.common_year or UNDATED_YEAR

    @cached_property
    def title(self) -> Title | None:
        words = self.document.meta.get("articletitle") or self.document.meta.get("title", "")
        found = best_title(self.titles, words)
        if (found is None or found.year is None) and words:
            named = best_title(list(titles(words, words, self.seeds.names, self.near_year)))
            if named and (found is None or named.score > found.score):
                return Title(named.text, 0, 0, named.year, named.issuer, named.about, named.score)
        return found

    @cached_property
    def period(self) -> tuple[Dated | None, Dated | None]:
        return read_period(self.document.text)

    @cached_property
    def common_year(self) -> int | None:
        """The year that the text speaks of most, when it is well ahead of the next."""
        counted = Counter(YEAR_WORD.findall(self.document.text)).most_common(2)
        if not counted or counted[0][1] < 2 or (len(counted) > 1 and counted[0][1] < 1.5 * counted[1][1]):
            return None
        return int(counted[0][0])


def read_head(document: Document, seeds: HeadSeeds, folder_year: int | None) -> HeadReading:
    """Everything the document says about itself as a report; what it leaves open stays empty and is a problem."""
    page = _Page(document, seeds, folder_year)
    year, basis, year_problems = report_year(page)
    title = page.title
    issuer, title_end = (title.issuer, title.end) if title else (None, 0)
    where = locate(document, page.opening, issuer, title_end, seeds.names, year or UNDATED_YEAR)
    published = read_published(document.text, page.opening, year, page.period[1])
    scope = scope_of(document.text, where.organ_kind)
    form = form_of(document.text, year, seeds.form_marks)
    genre = problems_of_genre(document, page.opening, title, page.titles, form, seeds.names, year)
    head = _head(page, where, year, basis, scope, form, published)
    return HeadReading(
        head,
        tuple(_statements(document, page.period, published)),
        (*genre, *year_problems, *where.problems),
        title.start if title else 0,
    )


def _head(
    page: _Page, where: Whereabouts, year: int | None, basis: str, scope: str, form: str, published: Dated | None
) -> ReportHead:
    start, end = page.period
    return ReportHead(
        title=page.title.text if page.title else "",
        issuer=where.issuer,
        organ=where.organ,
        organ_kind=where.organ_kind,
        jurisdiction_key=where.key,
        jurisdiction_basis=where.basis,
        place_candidates=where.candidates,
        report_year=year,
        report_year_basis=basis,
        scope=scope,
        form_code=form,
        period_start=start.on if start else None,
        period_end=end.on if end else None,
        published_on=published.on if published else _published_by_meta(page.document.meta),
        source_url=source_address(page.document.text, page.document.meta),
    )


def _published_by_meta(meta: Mapping[str, str]) -> date | None:
    """The day that the page's meta tags give, where its text gives none."""
    for name in META_DATES:
        match = DATE.match(meta.get(name, "").strip())
        if match:
            return date_of(match)
    return None


def report_year(page: _Page) -> tuple[int | None, str, tuple[Problem, ...]]:
    """The year reported on, what it rests on, and the problem when title or period contradict the folder."""
    end = page.period[1]
    folder = page.folder_year
    if page.title and page.title.year:
        year, basis = page.title.year, "title"
    elif end:
        year, basis = end.on.year, "period"
    elif page.common_year and folder in (None, page.common_year):
        return page.common_year, "text", ()
    elif folder:
        return folder, "folder", ()
    else:
        return None, "", (Problem("no_report_year", "error", "neither title, period nor folder names a year"),)
    return year, basis, tuple(_year_problems(year, basis, end, folder))


def _year_problems(year: int, basis: str, end: Dated | None, folder: int | None) -> Iterator[Problem]:
    if folder and folder != year:
        reason = f"the {basis} says {year}, the file lies in the folder of {folder}"
        yield Problem("year_contradicts_folder", "error", reason)
    if end and end.on.year != year:
        yield Problem("year_contradicts_period", "warning", f"the title says {year}, the period ends on {end.on}")


def read_period(text: str) -> tuple[Dated | None, Dated | None]:
    """The period that the figures cover: told from day to day, or only by the day up to which they count."""
    for first, last in periods(text, 0, len(text)):
        whole = (first.on.month, first.on.day, last.on.month, last.on.day) == (1, 1, 12, 31)
        told = PERIOD_WORDS.search(text, max(0, first.start - 40), first.start)
        one_year = first.on.year == last.on.year or (told and timedelta(330) < last.on - first.on < timedelta(367))
        if one_year and first.on.year >= FIRST_REPORTS - 1 and (whole or told):
            return first, last
    counted = list(as_at_year_end(text))
    years = Counter(dated.on for dated in counted)
    if len(years) != 1:
        return None, None
    return None, counted[0]


def read_published(text: str, opening: str, year: int | None, period_end: Dated | None) -> Dated | None:
    """The day of publication by the page's header, else by the signature; impossible and early days are passed over.

    A school year that ends in summer is reported in autumn.
    """
    earliest = date(year, 12, 1) if year else date(FIRST_REPORTS, 1, 1)
    if period_end is not None and period_end.on.year == year:
        earliest = min(earliest, period_end.on)
    latest = date(year + 12, 12, 31) if year else date.max
    head, tail = len(opening), max(len(opening), len(text) - TAIL_ZONE)
    places = (
        dates_labelled(text, 0, head),
        dates_bylined(text, 0, head),
        dates_labelled(text, tail, len(text)),
        dates_alone(text, tail, len(text)),
        dates_alone(text, 0, head),
        dates_alone(text, head, tail),
    )
    for dated in chain.from_iterable(places):
        counts = period_end is not None and dated.start < period_end.end and period_end.start < dated.end
        if earliest <= dated.on <= latest and not counts:
            return dated
    return None


def _statements(document: Document, period: Sequence[Dated | None], published: Dated | None) -> Iterator[Statement]:
    start, end = period
    sure = Decimal("1.00") if start else Decimal("0.80")
    found: Mapping[str, tuple[Dated | None, Decimal]] = {
        "report.period_start": (start, sure),
        "report.period_end": (end, sure),
        "report.published_on": (published, Decimal("1.00")),
    }
    for code, (dated, confidence) in found.items():
        if dated:
            yield _statement(document, code, dated, confidence)


def _statement(document: Document, code: str, dated: Dated, confidence: Decimal) -> Statement:
    printed = document.printed
    return Statement(
        metric_code=code,
        member="",
        value=dated.on,
        unit="date",
        qualifier="exact",
        value_semantic="reported",
        value_text=printed[dated.start : dated.end],
        lower=None,
        upper=None,
        source="header",
        place="head",
        start=dated.start,
        end=dated.end,
        evidence=" ".join(printed[max(0, dated.start - 16) : dated.end + 4].split()),
        locator=f"{dated.start}-{dated.end}",
        confidence=confidence,
    )
