"""Every digit of the shared reports is in the ledger."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.report import parse
from dagster_project.readers import read

SHARED = Path(__file__).parents[2] / "../shared/reports"


@pytest.mark.parametrize("path", sorted(SHARED.rglob("*.txt")), ids=lambda path: path.stem)
def test_every_digit_of_a_shared_report_is_accounted_for(path: Path, codebook: Codebook) -> None:
    (page,) = read(path.name, path.read_bytes())
    numerals = parse(page, codebook, int(path.parent.name)).numerals
    covered = {place for n in numerals for place in range(n.start, n.end)}
    lost = [m for m in re.finditer(r"\d+", page.text) if covered.isdisjoint(range(m.start(), m.end()))]
    assert [page.text[max(0, m.start() - 10) : m.end() + 10] for m in lost] == []
    assert all(n.reason for n in numerals if n.disposition == "ignored")
    assert sum(n.disposition == "unread" for n in numerals) <= 0.03 * len(numerals)
