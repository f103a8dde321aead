"""`ogi`: refresh the warehouse, parse reports, check their arithmetic."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dagster_project.resources import SEEDS

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command: 0 done, 1 failed or an identity fails, 2 bad input."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = _parser().parse_args(arguments)
    if not SEEDS.is_dir():
        print("ogi: the codebook is not here; install from a clone, with pip install --editable", file=sys.stderr)
        return USAGE_ERROR
    try:
        return _run(asked)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("ogi: interrupted", file=sys.stderr)
        return 130


def _run(asked: argparse.Namespace) -> int:
    if asked.command == "parse":
        from dagster_project.commands.parse import parse_files

        return parse_files(asked.files, asked.format)
    if asked.command == "check":
        from dagster_project.commands.check import check_files

        return check_files(asked.files, asked.format)
    if asked.command == "history":
        from dagster_project.commands.history import history

        return history(asked.place, asked.data, asked.to)
    from dagster_project.commands.refresh import refresh

    return refresh(raw=asked.raw, data=asked.data, years=asked.year, rebuild=asked.rebuild)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ogi", description=__doc__, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_refresh(commands.add_parser("refresh", help="read what changed in raw/, rebuild, judge and publish the marts"))
    for name, text in (
        ("parse", "the figures of these reports; no warehouse is needed"),
        ("check", "every identity of these reports, with its arithmetic"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("files", nargs="+", metavar="FILE", help="a report in any format, or a ZIP of reports")
        command.add_argument("--format", choices=("table", "csv", "json"), default="table", help="default: table")
    _add_history(commands.add_parser("history", help="all that the published warehouse knows of one place, as XLSX"))
    return parser


def _add_history(command: argparse.ArgumentParser) -> None:
    command.add_argument("place", metavar="PLACE", help="a jurisdiction key such as CN-350430, or a name")
    command.add_argument("--data", type=Path, metavar="DIR", help="as for refresh")
    command.add_argument("--to", type=Path, metavar="FILE", help="the workbook, default PLACE.xlsx here")


def _add_refresh(command: argparse.ArgumentParser) -> None:
    command.add_argument("--raw", type=Path, metavar="DIR", help="reports by year, default raw/ of the project")
    command.add_argument("--data", type=Path, metavar="DIR", help="everything made, default data/ of the project")
    command.add_argument("--year", type=int, action="extend", nargs="+", metavar="Y", help="only these report years")
    command.add_argument("--rebuild", action="store_true", help="rebuild and publish although nothing changed")


if __name__ == "__main__":
    sys.exit(main())
