"""Measures and prints everything: `python -m bench [--json FILE] [--reports N] [--without-refresh]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.reading import Rate, Ratio, memory, rates, ratios
from bench.refreshing import refreshes


def main() -> None:
    """The measurements are on the screen, and in a file if one is named."""
    parser = argparse.ArgumentParser(prog="bench", description="What reading and refreshing cost on this machine.")
    parser.add_argument("--json", type=Path, help="also write the measurements here")
    parser.add_argument("--reports", type=int, default=2000, help="reports over which memory is watched")
    parser.add_argument("--without-refresh", action="store_true", help="measure reading only")
    options = parser.parse_args()
    measured = rates()
    compared = ratios(measured)
    early, late = memory(options.reports)
    refreshed = {} if options.without_refresh else refreshes()
    _print(measured, compared, (options.reports, early, late), refreshed)
    if options.json:
        result = {
            "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
            "reading": [asdict(rate) | {"per_second": rate.per_second} for rate in measured],
            "ratios": [asdict(ratio) for ratio in compared],
            "memory_mb": {"reports": options.reports, "after_a_tenth": early, "after_all": late},
            "refresh_seconds": refreshed,
        }
        options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _print(
    measured: list[Rate], compared: list[Ratio], watched: tuple[int, float, float], refreshed: dict[str, float]
) -> None:
    table = Table("shape", "kB", "ms a report", "reports/s on one core", "figures")
    for rate in measured:
        cells = (f"{rate.kilobytes:.0f}", f"{1000 * rate.seconds:.2f}", f"{rate.per_second:.0f}", str(rate.figures))
        table.add_row(rate.shape, *cells)
    other = Table("shape", "library", "ms a page", "ours is so many times as long")
    for ratio in compared:
        other.add_row(ratio.shape, ratio.library, f"{1000 * ratio.seconds:.2f}", f"{ratio.ratio:.2f}")
    console = Console()
    console.print(table, other)
    console.print("memory: {1:.0f} MB after a tenth of {0} reports, {2:.0f} MB after all".format(*watched))
    for run, seconds in refreshed.items():
        console.print(f"refresh, {run}: {seconds:.1f} s")


if __name__ == "__main__":
    main()
