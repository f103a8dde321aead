"""Sentences of the genre, of all eras: each states the figures listed beside it and no others."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rebase import as_cumulative
from dagster_project.parsers.prose.rules import ProseRules

# A figure is code[member]=value, the member where it matters; one after ? may be read or not.
FIGURE = re.compile(r"(?P<optional>\??)(?P<code>[a-z_.]+)(?:\[(?P<member>\w+)\])?=(?P<value>-?[\d.]+)$")
YEARS = {"2008": 2011, "2014": 2015, "2019": 2020, "2021": 2022}

SENTENCES: list[dict[str, str]] = []
for name in ("sentences", "lists"):
    with (Path(__file__).parent / f"golden/{name}.csv").open(encoding="utf-8", newline="") as lines:
        SENTENCES += csv.DictReader(lines)


def listed(figures: str) -> list[re.Match[str]]:
    """The figures of a row; a misspelt one raises."""
    found = [FIGURE.match(figure) for figure in filter(None, figures.split(";"))]
    assert all(found), figures
    return [match for match in found if match]


def meets(wanted: re.Match[str], said: tuple[str, str, Decimal]) -> bool:
    code, member, value = said
    return (wanted["code"], Decimal(wanted["value"])) == (code, value) and wanted["member"] in (None, member)


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["sentence"][:24])
def test_a_sentence_states_its_figures_and_no_others(row: dict[str, str], rules: ProseRules) -> None:
    text = f"三、{row['heading']}\n{row['sentence']}\n"
    document = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    reading = read_prose(document, [], rules, row["form"], YEARS[row["form"]])
    said = [(s.metric_code, s.member, s.value) for s in as_cumulative(list(reading.statements))]
    numbers = [(code, member, value) for code, member, value in said if isinstance(value, Decimal)]
    figures = listed(row["figures"])
    assert [w.group() for w in figures if not w["optional"] and not any(meets(w, n) for n in numbers)] == []
    assert [n for n in numbers if not any(meets(w, n) for w in figures)] == []
