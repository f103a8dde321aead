"""Each further report costs what the ones before it cost, in memory that does not grow with them."""

from __future__ import annotations

from bench.identities import measure

REPORTS = (200, 900, 2400)
MEMORY = "200MB"
MOST_TIMES_A_REPORT = 1.7
ROUNDS = 3
"""Other work on the machine only adds to a cost: the least of some rounds is the cost."""


def growth(costs: dict[int, float]) -> float:
    """What a report costs beyond the second number of reports, in what it costs below; the cost of none is left out."""
    (few, first), (more, second), (many, third) = sorted(costs.items())
    return (third - second) / (many - more) * (more - few) / (second - first)


def test_the_cost_of_a_report_does_not_grow_with_their_number() -> None:
    rounds = [{reports: measure(reports, MEMORY, threads=2) for reports in REPORTS} for _ in range(ROUNDS)]
    assert 0.9 < growth({reports: rounds[0][reports]["figures"] for reports in REPORTS}) < 1.1
    least = {reports: min(measured[reports]["cpu_seconds"] for measured in rounds) for reports in REPORTS}
    assert growth(least) < MOST_TIMES_A_REPORT


def test_a_cost_that_grows_with_the_square_would_be_noticed() -> None:
    assert growth({reports: 1 + 0.002 * reports for reports in REPORTS}) < MOST_TIMES_A_REPORT
    assert growth({reports: 1 + 0.002 * reports + 1.5e-6 * reports**2 for reports in REPORTS}) > MOST_TIMES_A_REPORT
