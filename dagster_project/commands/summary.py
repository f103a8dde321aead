"""The closing summary of a refresh, on the screen."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dagster_project.outcome import PROBLEMS_SHOWN, outcome, problems
from dagster_project.publication import published
from dagster_project.resources import Places


def print_summary(here: Places, console: Console, seconds: float) -> None:
    """Reports, figures, identities, problems and the place of publication are on the screen."""
    warehouse = published(here)
    console.rule("refresh")
    for name, words in outcome(here, warehouse.path if warehouse else None).items():
        console.print(Text(f"{name:<11} {words}"))
    print_problems(here, console)
    if warehouse is not None:
        tables = f"{len(warehouse.rows)} tables, {sum(warehouse.rows.values()):,} rows, {warehouse.bytes / 1e6:.1f} MB"
        console.print(Text(f"published   {warehouse.path} ({tables})"))
    console.print(Text(f"took        {seconds:.1f} s"))


def print_problems(here: Places, console: Console) -> None:
    """The gravest problems of files and reports are on the screen, each with its reason."""
    found = problems(here)
    for row in found.head(PROBLEMS_SHOWN).iter_rows(named=True):
        console.print(Text(f"  {row['severity']:<8}{row['report_id'] or row['file']}: {row['reason']}"))
    if found.height > PROBLEMS_SHOWN:
        console.print(Text(f"  … and {found.height - PROBLEMS_SHOWN} more in the problem mart"))
