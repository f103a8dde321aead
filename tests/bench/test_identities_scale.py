"""Four times the reports cost four times the work, in memory that does not grow with them."""

from __future__ import annotations

from bench.identities import measure

FEW, MANY = 300, 1200
MEMORY = "200MB"
MOST_TIMES_A_REPORT = 1.5


def test_the_cost_of_a_report_does_not_grow_with_their_number() -> None:
    few, many = measure(FEW, MEMORY, threads=2), measure(MANY, MEMORY, threads=2)
    assert many["figures"] > 3.9 * few["figures"] > 0
    assert many["cpu_seconds"] / MANY < MOST_TIMES_A_REPORT * few["cpu_seconds"] / FEW
