"""How well prose is read in words that no rule was written for: python -m bench.unseen [--file FILE] [--misses]

unseen.csv holds passages with every figure that they state. Their writers knew the forms and the codes, and neither the
rules nor the tests. A set is measured whole before anybody looks at what is lost in it, and docs/accuracy.md keeps that
first measure, the one that tells of reports nobody has seen; from then on a set only tells whether reading gets worse.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.parsers.report import era
from dagster_project.readers import read
from dagster_project.resources import load_codebook

PASSAGES = Path(__file__).with_name("unseen.csv")
YUAN = {"yuan": 1, "wan_yuan": 10_000}
Figure = tuple[str, Decimal]
"""A metric and its value; money in yuan."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and what stands below it in a report on `year`, with the metric and value of every figure it states."""

    set_name: str
    year: int
    text: str
    figures: frozenset[Figure]


@dataclass(slots=True)
class Measure:
    """Counts over some passages: figures stated, read, and read rightly; the last two by the confidence stated, too."""

    stated: int = 0
    read: int = 0
    right: int = 0
    by_confidence: defaultdict[Decimal, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def recall(self) -> float:
        """Figures read rightly of those stated."""
        return self.right / self.stated

    @property
    def precision(self) -> float:
        """Figures read rightly of those read."""
        return self.right / self.read


def passages(codebook: Codebook, path: Path = PASSAGES) -> list[Passage]:
    """The passages of a file with the columns set, year, text and figures (code=value;code=value).

    A value is in the unit of its metric. A metric that the codebook lacks raises KeyError.
    """
    units = {row["metric_code"]: row["unit"] for row in codebook.tables["metrics"]}
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Passage(row["set"], int(row["year"]), row["text"], frozenset(_figures(row["figures"], units)))
            for row in csv.DictReader(lines)
        ]


def _figures(written: str, units: Mapping[str, str]) -> Iterator[Figure]:
    for figure in written.split(";"):
        metric_code, _, value = figure.partition("=")
        yield metric_code, Decimal(value) * YUAN.get(units[metric_code], 1)


def read_figures(passage: Passage, codebook: Codebook) -> dict[Figure, Decimal]:
    """The figures that are read in the passage, each with the confidence stated for it."""
    (document,) = read("passage.txt", passage.text.encode())
    form = era("", "", passage.year, "")
    statements = read_prose(document, [], codebook.view(ProseRules), form, passage.year).statements
    return {
        (s.metric_code, s.value * YUAN.get(s.unit, 1)): s.confidence for s in statements if isinstance(s.value, Decimal)
    }


def measure(of: Sequence[Passage], codebook: Codebook) -> dict[str, Measure]:
    """What is read of the passages, by the name of their set."""
    found: defaultdict[str, Measure] = defaultdict(Measure)
    for passage in of:
        figures, one = read_figures(passage, codebook), found[passage.set_name]
        one.stated += len(passage.figures)
        one.read += len(figures)
        one.right += len(passage.figures & figures.keys())
        for figure, confidence in figures.items():
            one.by_confidence[confidence][figure in passage.figures] += 1
    return dict(found)


def main() -> None:
    """Recall, precision and how many figures of each confidence are right stand on the screen, by set."""
    parser = argparse.ArgumentParser(prog="bench.unseen", description="Prose in words that no rule was written for.")
    parser.add_argument("--file", type=Path, default=PASSAGES, help="passages with the columns of unseen.csv")
    parser.add_argument("--misses", action="store_true", help="also print what is lost and what is false")
    options = parser.parse_args()
    codebook = load_codebook()
    tried = passages(codebook, options.file)
    console = Console()
    if options.misses:
        for passage in tried:
            _print_misses(console, passage, read_figures(passage, codebook))
    table = Table("set", "figures", "recall", "precision", "right of all, by confidence")
    for name, one in measure(tried, codebook).items():
        shares = (f"{level}: {of[True]}/{of.total()}" for level, of in sorted(one.by_confidence.items(), reverse=True))
        table.add_row(name, str(one.stated), f"{one.recall:.3f}", f"{one.precision:.3f}", ", ".join(shares))
    console.print(table)


def _print_misses(console: Console, passage: Passage, figures: dict[Figure, Decimal]) -> None:
    lost, false = passage.figures - figures.keys(), figures.keys() - passage.figures
    if lost or false:
        console.print(f"{passage.set_name} {passage.year}: {passage.text}", markup=False)
    for kind, some in (("lost", lost), ("false", false)):
        for metric_code, value in sorted(some):
            console.print(f"    {kind} {metric_code} = {value}", markup=False)


if __name__ == "__main__":
    main()
