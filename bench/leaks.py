"""How often a count of other work is read as a figure of disclosure: python -m bench.leaks [--phrases FILE]

other_work.txt holds phrases of what offices count beside disclosure, N where the number stands (办理政协提案N件). Each
is set into sentences under the headings of a report and read by the rules of each form. A phrase that a report may mean
as a figure of the codebook is not among them: whatever is read of these is read wrongly.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.resources import load_codebook

PHRASES = Path(__file__).with_name("other_work.txt")
NUMBER = 67
READ_AS = frozenset({Decimal(NUMBER), Decimal(10_000 * NUMBER)})
"""What a phrase may be read as: its number, or that many ten thousands."""
FORMS = {"2008": 2011, "2014": 2015, "2021": 2022}
CONTEXTS = (
    ("总体情况", "全年{}。"),
    ("概述", "认真落实工作要求,全年主动公开政府信息312条,{}。"),
    ("依申请公开情况", "全年收到政府信息公开申请12件,办结11件。{}。"),
    ("依申请公开情况", "全年收到政府信息公开申请12件,{},均按期答复。"),
    ("监督保障", "开展政务公开培训2次,{}。"),
    ("平台建设", "县政府门户网站发布信息512条;{}。"),
    ("复议诉讼情况", "因政府信息公开被申请行政复议2件,维持2件,{}。"),
    ("解读回应", "发布政策解读21篇,{},召开新闻发布会3场。"),
    ("存在的主要问题及改进情况", "一是公开不够及时,全年{};二是力量不足。"),
    ("重点领域信息公开", "公开财政预决算信息41条,{},公开环境保护信息33条。"),
)
"""Headings, and sentences below them with a place for the phrase."""
TRIALS = len(CONTEXTS) * len(FORMS)


@dataclass(frozen=True, slots=True)
class Leak:
    """A phrase read as a metric: so many times of the `TRIALS`, below these headings."""

    metric_code: str
    phrase: str
    times: int
    headings: tuple[str, ...]


def phrases(path: Path = PHRASES) -> list[str]:
    """The phrases of a file, one a line."""
    return path.read_text(encoding="utf-8").split()


def leaks(of: Iterable[str], rules: ProseRules) -> list[Leak]:
    """What the phrases are read as, the metric read most often first."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for phrase in of:
        for heading, sentence in CONTEXTS:
            text = f"二、{heading}\n{sentence.format(phrase.replace('N', str(NUMBER)))}\n"
            for form in FORMS:
                for metric_code in _read(text, form, rules):
                    found[metric_code, phrase].append(heading)
    of_metric = Counter(metric_code for (metric_code, _), below in found.items() for _ in below)
    result = [
        Leak(metric_code, phrase, len(below), tuple(dict.fromkeys(below)))
        for (metric_code, phrase), below in found.items()
    ]
    return sorted(result, key=lambda leak: (-of_metric[leak.metric_code], leak.metric_code, -leak.times, leak.phrase))


def _read(text: str, form: str, rules: ProseRules) -> set[str]:
    """The metrics under which the number of the phrase is read."""
    document = Document("phrase.txt", b"", "text/plain", "utf-8", text, text)
    read = read_prose(document, [], rules, form, FORMS[form]).statements
    return {statement.metric_code for statement in read if statement.value in READ_AS}


def main() -> None:
    """What is read wrongly stands on the screen by metric and phrase, the sums below it."""
    parser = argparse.ArgumentParser(prog="bench.leaks", description="Counts of other work read as figures.")
    parser.add_argument("--phrases", type=Path, default=PHRASES, help="phrases, one a line, N for the number")
    tried = phrases(parser.parse_args().phrases)
    _print(tried, leaks(tried, load_codebook().view(ProseRules)))


def _print(tried: Sequence[str], found: Sequence[Leak]) -> None:
    table = Table(Column("metric", no_wrap=True), Column("phrase", no_wrap=True), f"of {TRIALS}", "below")
    for leak in found:
        table.add_row(leak.metric_code, leak.phrase, str(leak.times), " ".join(leak.headings))
    console = Console()
    console.print(table)
    wrong, read = sum(leak.times for leak in found), len({leak.phrase for leak in found})
    texts = len(tried) * TRIALS
    console.print(f"{wrong} false figures in {texts} texts; {read} of {len(tried)} phrases are read somewhere")


if __name__ == "__main__":
    main()
