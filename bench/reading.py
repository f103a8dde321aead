"""Reports read per second on one core, by shape; the same pages with other libraries; memory over many reports."""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pages import html_page, text_page, word_page
from bench.paper import pdf_page
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.resources import load_codebook

PAGES = {"text 15 kB": (text_page, 120), "HTML 40 kB": (html_page, 80), "Word HTML 300 kB": (word_page, 20)}
PDF = {"PDF with text layer": (pdf_page, 6)}
OTHERS = ("HTML 40 kB", "Word HTML 300 kB")


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast one shape is read: the size of a page, seconds a page, figures found on each."""

    shape: str
    kilobytes: float
    seconds: float
    figures: int

    @property
    def per_second(self) -> float:
        """Reports a second on one core."""
        return 1 / self.seconds


@dataclass(frozen=True, slots=True)
class Ratio:
    """Time to read and parse a page whole, as a multiple of what a library takes for bare tables or a bare tree."""

    shape: str
    library: str
    seconds: float
    ratio: float


def rates() -> list[Rate]:
    """Every shape, read and parsed on this core."""
    codebook = load_codebook()
    return [
        _rate(shape, [make(number) for number in range(count)], codebook)
        for shape, (make, count) in {**PAGES, **PDF}.items()
    ]


def _rate(shape: str, pages: Sequence[bytes], codebook: Codebook) -> Rate:
    figures = _figures(pages[0], codebook)
    seconds = _seconds_each(lambda page: _figures(page, codebook), pages)
    return Rate(shape, len(pages[0]) / 1000, seconds, figures)


def _figures(page: bytes, codebook: Codebook) -> int:
    return sum(
        len(reading.statements)
        for document in read("page", page)
        for _, reading in parse_parts(document, codebook, None)
    )


def ratios(measured: Sequence[Rate]) -> list[Ratio]:
    """The HTML shapes against pandas and lxml, in this run on these pages."""
    import pandas
    from lxml import html

    libraries: dict[str, Callable[[bytes], object]] = {
        "pandas.read_html": lambda page: pandas.read_html(io.BytesIO(page), encoding="utf-8"),
        "lxml parse": lambda page: html.fromstring(page),
    }
    result = []
    for rate in measured:
        if rate.shape in OTHERS:
            make, count = PAGES[rate.shape]
            pages = [make(number) for number in range(count)]
            for library, call in libraries.items():
                call(pages[0])
                seconds = _seconds_each(call, pages)
                result.append(Ratio(rate.shape, library, seconds, rate.seconds / seconds))
    return result


def _seconds_each(call: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    """Processor seconds a page, the best of three rounds."""
    rounds = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        for page in pages:
            call(page)
        rounds.append((time.process_time() - start) / len(pages))
    return min(rounds)


def memory(reports: int) -> tuple[float, float]:
    """Resident megabytes after a tenth of so many reports, and after all of them; the shapes take turns."""
    codebook = load_codebook()
    makers = (text_page, html_page)
    after_a_tenth = 0.0
    for number in range(reports):
        _figures(makers[number % 2](number), codebook)
        if number == reports // 10:
            after_a_tenth = _resident()
    return after_a_tenth, _resident()


def _resident() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6
