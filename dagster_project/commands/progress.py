"""A run as it goes, on the screen: each step when it starts and when it ends, and why it failed."""

from __future__ import annotations

import logging

import dagster as dg
from rich.console import Console
from rich.text import Text

STEPS = {
    "raw_reports": "register raw files",
    "staged": "read and parse reports",
    "staged__settlements": "settle open readings",
    "marts": "build and test marts (dbt)",
    "judgement": "judge the build (Great Expectations)",
    "published": "judge the copy and publish it",
    "release": "export the release",
}


LINES_OF_A_FAILURE = 25


class ScreenHandler(logging.Handler):
    """Prints what a person waits for; everything else stays in Dagster's event log."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.DEBUG)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """The record is on the screen, if it is one to show."""
        meta = getattr(record, "dagster_meta", {})
        happened = meta.get("dagster_event")
        step = str(meta.get("step_key") or "")
        if happened is None:
            self._message(record, step)
        elif happened.event_type == dg.DagsterEventType.STEP_START:
            self._console.print(Text(f"▸ {STEPS.get(step, step)}", style="bold"))
        elif happened.event_type == dg.DagsterEventType.STEP_SUCCESS:
            seconds = happened.step_success_data.duration_ms / 1000
            self._console.print(Text(f"  done in {seconds:.1f} s", style="green"))
        elif happened.is_failure:
            self._failure(happened)

    def _message(self, record: logging.LogRecord, step: str) -> None:
        words = str(getattr(record, "dagster_meta", {}).get("orig_message", record.msg))
        is_told = record.levelno >= (logging.WARNING if step == "marts" else logging.INFO)
        if step and is_told and not words.startswith("Dependencies for step"):
            self._console.print(Text(f"  {words}"))

    def _failure(self, happened: dg.DagsterEvent) -> None:
        if happened.event_type != dg.DagsterEventType.STEP_FAILURE:
            return
        error = happened.step_failure_data.error
        while error is not None and error.cause is not None:
            error = error.cause
        if error is not None and error.cls_name == "DagsterAssetCheckFailedError":
            return  # the step itself has told which laws are broken
        reason = error.message if error else happened.message or ""
        lines = reason.strip().splitlines()
        self._console.print(Text("\n".join(["  failed:", *lines[-LINES_OF_A_FAILURE:]]), style="red"))


def with_progress(defs: dg.Definitions, console: Console) -> dg.Definitions:
    """The same definitions with a logger `ogi` that shows a run on this console."""

    @dg.logger({}, description="Shows each step of a run on the terminal.")
    def ogi(_: dg.InitLoggerContext) -> logging.Logger:
        screen = logging.Logger("ogi", logging.DEBUG)
        screen.addHandler(ScreenHandler(console))
        return screen

    return dg.Definitions.merge(defs, dg.Definitions(loggers={"ogi": ogi}))
