"""A figure among words that the reader does not know is less sure than one among words that it knows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.document import Document
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules


def confidence(rules: ProseRules, text: str) -> set[Decimal]:
    """How sure what the sentence states is."""
    told = f"主动公开情况\n{text}"
    reading = read_prose(Document("x.txt", b"", "text/plain", "utf-8", told, told), [], rules, "2014", 2016)
    return {statement.confidence for statement in reading.statements}


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息120条。",
        "我局共主动公开政府信息120条,其中通过网站公开80条。",
        "2016年,全县主动公开信息1,200余条。",
    ],
)
def test_a_figure_among_known_words_is_as_sure_as_its_rule(rules: ProseRules, text: str) -> None:
    assert confidence(rules, text) == {Decimal("0.95")}


@pytest.mark.parametrize(
    "text",
    [
        "围绕琉璃窑厂旧址主动公开政府信息120条。",
        "全年主动公开政府信息120条(剔除琉璃窑厂)。",
        "主动公开琥珀蜂蜜政府信息120条。",
    ],
)
def test_a_figure_among_unknown_words_is_less_sure(rules: ProseRules, text: str) -> None:
    assert confidence(rules, text) == {Decimal("0.85")}
