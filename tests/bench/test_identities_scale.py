"""Each further report costs what the ones before it cost, in memory that does not grow with them."""

from __future__ import annotations

from bench.identities import measure

REPORTS = (200, 900, 2400)
MEMORY = "200MB"
MOST_TIMES_A_REPORT = 1.7


def growth(costs: dict[int, float]) -> float:
    """What a report costs beyond the second number of reports, in what it costs below; the cost of none is left out."""
    (few, first), (more, second), (many, third) = sorted(costs.items())
    return (third - second) / (many - more) * (more - few) / (second - first)


def test_the_cost_of_a_report_does_not_grow_with_their_number() -> None:
    measured = {reports: measure(reports, MEMORY, threads=2) for reports in REPORTS}
    figures = {reports: found["figures"] for reports, found in measured.items()}
    assert 0.9 < growth(figures) < 1.1
    assert growth({reports: found["cpu_seconds"] for reports, found in measured.items()}) < MOST_TIMES_A_REPORT


def test_a_cost_that_grows_with_the_square_would_be_noticed() -> None:
    assert growth({reports: 1 + 0.002 * reports for reports in REPORTS}) < MOST_TIMES_A_REPORT
    assert growth({reports: 1 + 0.002 * reports + 1.5e-6 * reports**2 for reports in REPORTS}) > MOST_TIMES_A_REPORT
