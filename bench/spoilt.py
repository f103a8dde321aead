"""How well spoilt pages are read: python -m bench.spoilt [--seconds N] [--seed N]

The kept whole reports in text and HTML, as crawls, old keyboards and converters leave them: characters dropped, points
for full stops, emphasis, spaced thousands. What is read of them is held against what is read of the page as it was.
With --seconds pages are also mutated at random for so long: nothing may raise, hang or take more than a gigabyte.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from bench.unseen_reports import Report, Value, reports, statements_of, value_of
from dagster_project.document import UnreadableFileError
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.report import parse_parts
from dagster_project.readers import read
from dagster_project.resources import load_codebook

Page = tuple[str, str]
"""The name of a file and the text in it."""
SURE = Decimal("0.65")
_COUNT = r"(?<![\d.,〔\[年])[1-9]\d{3,5}(?=[件条次期篇人份个])"
_HEADING = r"(?m)(^|>)\s*(?:[一二三四五六七八九]、|（[一二三四五六七八九]）)"
_BESIDE = r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])"
_EMPHASISED = "figures emphasised"  # in text alone: in HTML its marks mean nothing
_TEXTS, _PAGES = (".txt", ".md"), (".html", ".htm")
_SIGNS = "。，、；：;,.()（）%\n\t “”0123456789"
_PIECES = [
    *"共件条%占无未零一十万余.、和-/\t\n。：第",
    "分别",
    "其中",
    "均为",
    "同比",
    "以来",
    "合计",
    "\n\n",
    "2023年",
]


def _without(characters: str) -> Callable[[str], str]:
    return lambda text: text.translate(dict.fromkeys(map(ord, characters)))


def _some_without(characters: str) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        chance = random.Random(len(text))
        return "".join(c for c in text if c not in characters or chance.random() > 0.3)

    return spoil


WAYS: dict[str, Callable[[str], str]] = {
    "年 dropped": _without("年"),
    "件 dropped": _without("件"),
    "条 dropped": _without("条"),
    "件条次篇期份个人 dropped": _without("件条次篇期份个人"),
    "a third of 年月件条次项 dropped": _some_without("年月件条次项"),
    "typed in Latin mode": lambda text: text.translate(str.maketrans("，；：（）。", ",;:().")),
    _EMPHASISED: lambda text: re.sub(r"(?<=[\u4e00-\u9fff，])(\d+)(?=[件条次期篇])", r"**\1**", text),
    "thousands spaced": lambda text: re.sub(_COUNT, lambda count: f"{int(count[0]):,}".replace(",", " "), text),
    "blanks beside numerals": lambda text: re.sub(_BESIDE, "\u00a0", text),
    "the label of a part unknown": lambda text: text.replace("信访举报投诉类申请", "甲乙类情形"),
    "the label of the total unknown": lambda text: text.replace("（七）总计", "（七）甲乙"),
    "headings without numbers": lambda text: re.sub(_HEADING, r"\1", text),
}


@dataclass(slots=True)
class Loss:
    """What is read otherwise: cells read wrongly, those of them with 0.65 or more, figures of prose lost."""

    cells: int = 0
    certain: int = 0
    figures: int = 0


def spoilt(report: Report, way: Callable[[str], str]) -> Report:
    """The report with its text, or its HTML, spoilt."""
    try:
        text = report.content.decode()
    except UnicodeDecodeError:
        text = re.sub(r"charset=[\"']?[\w-]+", "charset=utf-8", report.content.decode("gb18030"))
    return replace(report, content=way(text).encode())


def measure(before: Report, after: Report, codebook: Codebook, loss: Loss) -> None:
    """Adds to the loss what is read of the report as it was, and no longer."""
    told = [list(statements_of(one, codebook)) for one in (before, after)]
    values = [{(s.metric_code, value_of(s)) for s in of} for of in told]
    loss.figures += len(before.figures & values[0] - values[1])
    read_of: dict[tuple[str, str], set[Value | None]] = {}
    for statement in told[1]:
        cell = statement.metric_code, statement.member
        read_of.setdefault(cell, set()).add(value_of(statement))
        wanted = before.cells.get(cell)
        if cell in before.cells and statement.source == "table" and statement.confidence >= SURE:
            loss.certain += value_of(statement) not in (None, wanted)
    loss.cells += sum(value not in (read_of.get(cell) or {None}) for cell, value in before.cells.items())


def losses(codebook: Codebook, of: Sequence[Report]) -> Iterator[tuple[str, Loss]]:
    """What each way of spoiling the reports costs."""
    for name, way in WAYS.items():
        loss = Loss()
        for report in of:
            if report.file.endswith(_TEXTS if name == _EMPHASISED else (*_TEXTS, *_PAGES)):
                measure(report, spoilt(report, way), codebook, loss)
        yield name, loss


def mutated(text: str, chance: random.Random) -> str:
    """The text with signs put in, taken out, changed, swapped or repeated, or a stretch of it."""
    letters = list(text)
    kind = chance.choice(("put", "take", "change", "swap", "repeat", "cut"))
    for _ in range(chance.choice((1, 3, 10, 40, 120)) if kind != "repeat" else 3):
        at, other = chance.randrange(len(letters)), chance.randrange(len(letters))
        if kind == "put":
            letters[at] += chance.choice(_PIECES)
        elif kind == "take":
            letters[at] = ""
        elif kind == "change":
            letters[at] = chance.choice(_SIGNS)
        elif kind == "swap":
            letters[at], letters[other] = letters[other], letters[at]
        elif kind == "repeat":
            letters[at] += "".join(letters[other : other + chance.randrange(60)])
    if kind == "cut":
        return text[(at := chance.randrange(len(text))) : at + chance.randrange(20, 3000)]
    return "".join(letters)


def tried(codebook: Codebook, pages: Sequence[Page], seed: int, count: int) -> Iterator[float]:
    """How many seconds each of so many mutated pages took to read; raises what reading raises."""
    chance = random.Random(seed)
    for _ in range(count):
        name, text = chance.choice(pages)
        content = mutated(text, chance).encode()
        begun = time.process_time()
        try:
            documents = list(read(name, content))
        except UnreadableFileError:
            documents = []  # an empty file says so
        for document in documents:
            parse_parts(document, codebook, chance.choice((None, 2012, 2016, 2019, 2023)))
        yield time.process_time() - begun


def pages_of(some: Sequence[Report]) -> list[Page]:
    """What the reports print, and the mark-up of those in HTML."""
    printed = [("report.txt", document.printed) for one in some for document in read(one.file, one.content)]
    pages = [one.content for one in some if one.file.endswith(_PAGES)]
    return [*printed, *(("report.html", content.decode("utf-8", "replace")) for content in pages)]


def main() -> None:
    """The losses stand on the screen, and what mutated pages took."""
    parser = argparse.ArgumentParser(
        prog="bench.spoilt", description="Whole reports as crawls and keyboards spoil them."
    )
    parser.add_argument("--seconds", type=int, default=0, help="also mutate reports at random for so long")
    parser.add_argument("--seed", type=int, default=0, help="of the random mutations")
    options = parser.parse_args()
    codebook, kept, console = load_codebook(), list(reports()), Console()
    table = Table("spoilt", "cells wrong or lost", "of them certain", "figures lost")
    for name, loss in losses(codebook, kept):
        table.add_row(name, str(loss.cells), str(loss.certain), str(loss.figures))
    console.print(table)
    end, count, slowest = time.monotonic() + options.seconds, 0, 0.0
    pages = pages_of(kept)
    while time.monotonic() < end:
        for seconds in tried(codebook, pages, options.seed + count, 50):
            count, slowest = count + 1, max(slowest, seconds)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"{count} mutated pages, the slowest {slowest:.2f} s; {megabytes:.0f} MB at most")


if __name__ == "__main__":
    main()
