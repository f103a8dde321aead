"""Families of metric codes: requests, the two remedies, the outcomes."""

from __future__ import annotations

# What counts all requests; the two remedies; suits divided by the way they came.
COUNTS_OF_REQUESTS = frozenset({"applications.received.new", "applications.inflow", "applications.carried_out"})
REMEDIES = ("review", "litigation")
OUTCOMES = ("applications.outcome.", "applications.answered.")
DIVIDED = frozenset({"litigation.direct.total", "litigation.after_review.total"})


def is_outcome(code: str) -> bool:
    """Whether the code counts requests with one outcome: what is then said of all of them is said of these."""
    return code.startswith(OUTCOMES) and not code.endswith(".total")


def kind_of(code: str) -> str:
    """The first part of the code: application, review, litigation."""
    return code.partition(".")[0]
