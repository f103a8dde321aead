"""Each metric is read from every ordinary way of saying it: noun, verb, order and unit in all combinations."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle, product
from pathlib import Path

import pytest

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rebase import as_cumulative
from dagster_project.parsers.prose.rules import ProseRules

YEARS = {"2008": 2011, "2014": 2015, "2019": 2020, "2021": 2022}
VALUE = 67

# {v} is the verb, {x} what is counted, {n} the count with its unit, {u} the unit.
WITH_VERB = (
    "全年{v}{x}{n}。",
    "本年度共{v}{x}{n}。",
    "全年{v}{n}{x}。",
    "全年共{v}{n}{x},工作有序推进。",
    "{x}{v}{n}。",
    "{x}共{v}{n}。",
    "全年{v}{x}{n},同比增长12.5%。",
    "全年{v}{x}{n},较上年增加7{u},增长12.5%。",
    "全年{v}{x}{n}(上年为31{u})。",
    "{v}{x}{n},电子屏2块,宣传栏3块。",
    "{v}{x}近{n}。",
)
# The noun says enough without a verb.
ALONE = (
    "{x}{n}。",
    "{x}:{n}。",
    "{x}共{n}。",
    "全年{x}共计{n}。",
    "{x}为{n}。",
    "{x}达{n}。",
    "{x}数量为{n}。",
    "{x}总数{n}。",
    "{x}数{n},较上年有所增长。",
    "{x}有{n}。",
    "工作推进会3项;{x}{n};宣传册200本。",
)
# The noun stands in the clause before the count.
APART = ("全年{v}{x},共{n}。", "全年{v}{x},共计{n}。")

with (Path(__file__).parent / "golden/ways.csv").open(encoding="utf-8", newline="") as lines:
    WAYS = list(csv.DictReader(lines))


def sentences(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Form, heading and sentence of each way."""
    units, headings = cycle(row["units"].split("|")), cycle(row["headings"].split("|"))
    patterns = (
        *(WITH_VERB if row["verbs"] else ()),
        *(ALONE if row["alone"] else ()),
        *(APART if row["apart"] else ()),
    )
    for form, noun, verb in product(row["forms"].split("|"), row["nouns"].split("|"), row["verbs"].split("|")):
        for pattern in patterns:
            unit = next(units)
            said = said_so(pattern, noun, verb, unit)
            if said:
                yield form, next(headings), said


def said_so(pattern: str, noun: str, verb: str, unit: str) -> str:
    """The sentence; a noun with @ takes the verb there (通过网站@信息) and stands before the count, else nothing."""
    means, _, thing = noun.rpartition("@")
    count = f"{VALUE}{unit}"
    if not means:
        return pattern.format(v=verb, x=thing, n=count, u=unit)
    if pattern.index("{x}") > pattern.index("{n}") or "{v}{n}" in pattern:
        return ""
    pattern = pattern.replace("{v}", "").replace("共{x}", "{x}共")
    return pattern.format(x=f"{means}{verb}{thing}", n=count, u=unit)


def read(text: str, form: str, rules: ProseRules) -> list[tuple[str, str, object]]:
    document = Document("x.txt", "0" * 64, "text/plain", "utf-8", text, text)
    statements = as_cumulative(list(read_prose(document, [], rules, form, YEARS[form]).statements))
    return [(s.metric_code, s.member, s.value) for s in statements]


@pytest.mark.parametrize("row", WAYS, ids=lambda row: row["code"])
def test_each_way_of_saying_a_figure_is_read_back(row: dict[str, str], rules: ProseRules) -> None:
    lost = []
    for form, heading, sentence in sentences(row):
        said = read(f"二、{heading}\n{sentence}\n", form, rules)
        found = [member for code, member, value in said if (code, value) == (row["code"], Decimal(VALUE))]
        if not any(row["member"] in ("", member) for member in found):
            lost.append((form, heading, sentence, [(code, str(value)) for code, _, value in said]))
    assert lost == []
