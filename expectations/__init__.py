"""The laws of the marts, asked as questions and judged by Great Expectations; knows no orchestrator.

questions(seeds)                      what will be judged, without opening anything
judge(evidence)                       a Judgement: every law with its breaches, keys and arithmetic
judge(evidence, docs=folder)          the same, with Data Docs as HTML in that folder
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

from expectations import everything_is_here, it_adds_up, keys_are_sound, values_are_of_their_kind
from expectations.evidence import Evidence, identities
from expectations.law import Breach, Finding, Judgement, Law, Question

__all__ = ["Breach", "Evidence", "Finding", "Judgement", "Law", "Question", "judge", "questions"]


def questions(seeds: Path, unread_bound: Decimal = Decimal(10)) -> tuple[Question, ...]:
    """The questions in the order in which they are asked, one law for each identity that the codebook declares."""
    return (
        everything_is_here.question(unread_bound),
        keys_are_sound.question(),
        values_are_of_their_kind.question(),
        it_adds_up.question(identities(seeds)),
    )


def judge(evidence: Evidence, docs: Path | None = None) -> Judgement:
    """The judgement on the warehouse; with `docs`, also as pages that a person opens in a browser."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    from expectations.great_expectations_run import run

    return run(evidence, questions(evidence.seeds, evidence.unread_bound), docs)
