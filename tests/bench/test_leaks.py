"""Counts of other work are hardly ever read as figures of disclosure, and where they are the bench tells it."""

from __future__ import annotations

import pytest

from bench.leaks import TRIALS, leaks, phrases
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.resources import load_codebook

SAMPLE = phrases()[::5]
MOST_IN_A_THOUSAND = 15


@pytest.fixture(scope="module")
def rules() -> ProseRules:
    return load_codebook().view(ProseRules)


def test_every_phrase_stands_once_and_has_one_place_for_its_number() -> None:
    assert len(set(phrases())) == len(phrases())
    assert [phrase for phrase in phrases() if phrase.count("N") != 1 or any(sign in phrase for sign in "。,;{}")] == []


def test_hardly_a_phrase_of_other_work_is_read_as_a_figure(rules: ProseRules) -> None:
    found = leaks(SAMPLE, rules)
    assert 1000 * sum(leak.times for leak in found) <= MOST_IN_A_THOUSAND * len(SAMPLE) * TRIALS, found


def test_a_phrase_that_is_read_as_a_figure_is_told_with_its_metric_and_headings(rules: ProseRules) -> None:
    (found,) = leaks(["举办政府信息公开培训班N期", "办理政协提案N件"], rules)
    assert (found.metric_code, found.phrase, found.times) == ("training.sessions", "举办政府信息公开培训班N期", TRIALS)
    assert "平台建设" in found.headings
