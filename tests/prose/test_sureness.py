"""A figure among words that the reader does not know is less sure than one among words that it knows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.parsers.prose.reader import ProseReading


def confidence(text: str, read: Callable[..., ProseReading]) -> set[Decimal]:
    """How sure what the sentence states is."""
    return {statement.confidence for statement in read(f"主动公开情况\n{text}", "2014", 2016).statements}


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息120条。",
        "我局共主动公开政府信息120条,其中通过网站公开80条。",
        "2016年,全县主动公开信息1,200余条。",
    ],
)
def test_a_figure_among_known_words_is_as_sure_as_its_rule(text: str, read: Callable[..., ProseReading]) -> None:
    assert confidence(text, read) == {Decimal("0.95")}


@pytest.mark.parametrize(
    "text",
    [
        "围绕琉璃窑厂旧址主动公开政府信息120条。",
        "全年主动公开政府信息120条(剔除琉璃窑厂)。",
        "主动公开琥珀蜂蜜政府信息120条。",
    ],
)
def test_a_figure_among_unknown_words_is_less_sure(text: str, read: Callable[..., ProseReading]) -> None:
    assert confidence(text, read) == {Decimal("0.85")}
