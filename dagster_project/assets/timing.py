"""When a refresh runs by itself: on the two dates of the reporting calendar, and when raw/ changed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from dagster_project.assets.years import REPORT_YEARS
from dagster_project.resources import TIMEZONE, Places, digest, places
from dagster_project.staging.register import files_of, known_entries, look, registered_years, updated, years_of

SECONDS_BETWEEN_LOOKS = 60


def calendar(job_name: str) -> list[dg.ScheduleDefinition]:
    """Departments have reported by 31 January and governments by 31 March; the morning after, the year is refreshed."""
    return [_yearly(job_name, "departments_have_reported", 2), _yearly(job_name, "governments_have_reported", 4)]


def _yearly(job_name: str, name: str, month: int) -> dg.ScheduleDefinition:
    @dg.schedule(job_name=job_name, name=name, cron_schedule=f"0 3 1 {month} *", execution_timezone=TIMEZONE)
    def year_just_reported(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        year = str(context.scheduled_execution_time.year - 1)
        return dg.RunRequest(partition_key=year, run_key=f"{name} {year}")

    return year_just_reported


def watch(job_name: str) -> dg.SensorDefinition:
    """A sensor that asks, once, for a run of each year in which files came, changed or went."""

    @dg.sensor(job_name=job_name, name="raw_files_changed", minimum_interval_seconds=SECONDS_BETWEEN_LOOKS)
    def raw_files_changed(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        here = places()
        before: dict[str, str] = json.loads(context.cursor or "{}")
        # a year that is not over is not looked at yet: its files are news on the day it gets its partition
        known = set(REPORT_YEARS.get_partition_keys())
        years = sorted({*years_of(here.raw), *registered_years(here)})
        now = {str(year): _listing(here.raw, year) for year in years if str(year) in known}
        asked = [
            dg.RunRequest(partition_key=year, run_key=f"{year} {listing}")
            for year, listing in now.items()
            if before.get(year) != listing and _differs(here, int(year))
        ]
        return dg.SensorResult(run_requests=asked, cursor=json.dumps(now))

    return raw_files_changed


def _listing(raw: Path, year: int) -> str:
    """A digest of names, sizes and times, cheap enough for every look."""
    stats = ((path, path.stat()) for path in files_of(raw, year))
    return digest(f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)


def _differs(here: Places, year: int) -> bool:
    change = updated(known_entries(here, year), look(here.raw, year), year, datetime.now(UTC))
    return bool(change.new or change.changed or change.vanished)
