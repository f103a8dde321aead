"""Documents that a text only says to be public are those of the table that are as many, else just disclosed ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rebase import with_documents
from dagster_project.parsers.prose.rules import ProseRules


@pytest.mark.parametrize(
    ("sentence", "cells", "code", "decided_by"),
    [
        ("全年公开规范性文件9件。", {"normative.in_force": 9}, "normative.in_force", "other_table"),
        ("全年公开规范性文件9件。", {"normative.issued": 9, "normative.in_force": 9}, "normative.issued", "printed"),
        ("全年公开规范性文件9件。", {"normative.in_force": 41}, "proactive.normative.disclosed", "printed"),
        ("全年公开规范性文件9件。", {}, "proactive.normative.disclosed", "printed"),
        ("全年制定规范性文件9件。", {"normative.in_force": 9}, "normative.issued", "printed"),
        ("全年公布规章9件。", {"rules.in_force": 9}, "rules.in_force", "other_table"),
        ("全年公布规章9件。", {}, "rules.issued", "printed"),
    ],
)
def test_they_are_called_after_the_cell_that_they_equal(
    sentence: str, cells: dict[str, int], code: str, decided_by: str, rules: ProseRules
) -> None:
    text = f"一、主动公开情况\n{sentence}\n"
    document = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    (said,) = read_prose(document, [], rules, "2021", 2022).statements
    tables = [replace(said, metric_code=metric, value=Decimal(value)) for metric, value in cells.items()]
    (told,) = with_documents([said], tables)
    assert (told.metric_code, told.decided_by) == (code, decided_by)
