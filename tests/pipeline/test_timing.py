"""A year is refreshed by itself when its reports are due and when its raw files changed, each time once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from dagster_project.assets.timing import calendar, watch
from dagster_project.assets.years import ALL_IN_ONE_RUN, REPORT_YEARS, every_year, last_year, years_of_run
from dagster_project.resources import Places
from dagster_project.staging.register import register_year

pytestmark = pytest.mark.filterwarnings("ignore:Starting in dagster 1.11:UserWarning")


@dg.asset(partitions_def=REPORT_YEARS)
def some_asset() -> None:
    """Stands for the pipeline."""


JOB = dg.define_asset_job("refresh_year", selection=dg.AssetSelection.all())
DEFS = dg.Definitions(
    assets=[some_asset], jobs=[JOB], schedules=calendar("refresh_year"), sensors=[watch("refresh_year")]
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    places = Places(raw=tmp_path / "raw", data=tmp_path / "data")
    for year in ("2019", "2020", "notes"):
        (places.raw / year).mkdir(parents=True)
        (places.raw / year / "a.txt").write_text(f"a report of {year}")
    monkeypatch.setenv("OGI_RAW", str(places.raw))
    monkeypatch.setenv("OGI_DATA", str(places.data))
    return places


def look(cursor: str | None) -> tuple[list[str], str]:
    """The years that the sensor asks for, and its cursor afterwards."""
    context = dg.build_sensor_context(cursor=cursor, repository_def=DEFS.get_repository_def())
    result = DEFS.get_sensor_def("raw_files_changed").evaluate_tick(context)
    return [str(request.partition_key) for request in result.run_requests or ()], result.cursor or ""


def test_the_sensor_asks_once_for_each_year_in_which_files_came(here: Places) -> None:
    asked, cursor = look(None)
    assert asked == ["2019", "2020"]
    assert look(cursor) == ([], cursor)


def test_the_sensor_asks_once_more_when_a_file_changed(here: Places) -> None:
    _, cursor = look(None)
    for year in (2019, 2020):
        register_year(here, year)
    (here.raw / "2020" / "a.txt").write_text("corrected")
    asked, cursor = look(cursor)
    assert asked == ["2020"]
    assert look(cursor)[0] == []


def test_the_sensor_asks_once_when_a_file_went(here: Places) -> None:
    _, cursor = look(None)
    register_year(here, 2020)
    (here.raw / "2020" / "a.txt").unlink()
    asked, cursor = look(cursor)
    assert asked == ["2020"]
    assert look(cursor)[0] == []


def test_the_sensor_does_not_ask_for_what_a_command_has_already_registered(here: Places) -> None:
    register_year(here, 2019)
    assert look(None)[0] == ["2020"]


def test_the_sensor_does_not_ask_for_a_file_that_was_only_touched(here: Places) -> None:
    _, cursor = look(None)
    register_year(here, 2020)
    (here.raw / "2020" / "a.txt").touch()
    assert look(cursor)[0] == []


def test_files_of_a_year_that_is_not_over_are_not_taken_for_seen(here: Places) -> None:
    coming = str(last_year() + 1)
    (here.raw / coming).mkdir()
    (here.raw / coming / "a.txt").write_text("too early")
    asked, cursor = look(None)
    assert coming not in asked
    assert coming not in cursor


@pytest.mark.parametrize(("name", "month"), [("departments_have_reported", 2), ("governments_have_reported", 4)])
def test_the_schedules_ask_for_the_year_that_has_just_been_reported(name: str, month: int) -> None:
    schedule = DEFS.get_schedule_def(name)
    assert (schedule.cron_schedule, schedule.execution_timezone) == (f"0 3 1 {month} *", "Asia/Shanghai")
    context = dg.build_schedule_context(
        scheduled_execution_time=datetime(2026, month, 1, 3, tzinfo=ZoneInfo("Asia/Shanghai")),
        repository_def=DEFS.get_repository_def(),
    )
    (request,) = schedule.evaluate_tick(context).run_requests or ()
    assert request.partition_key == "2025"


def test_next_years_partition_appears_when_that_year_is_over() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    before = REPORT_YEARS.get_partition_keys(current_time=datetime(2026, 12, 31, 23, 59, tzinfo=zone))
    after = REPORT_YEARS.get_partition_keys(current_time=datetime(2027, 1, 1, 0, 1, tzinfo=zone))
    assert (before[0], before[-1], after[-1]) == ("2008", "2025", "2026")


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ({}, [str(year) for year in range(2008, last_year() + 1)]),
        (
            {"dagster/asset_partition_range_start": "2019", "dagster/asset_partition_range_end": "2020"},
            ["2019", "2020"],
        ),
    ],
)
def test_a_job_for_every_year_reads_every_year_unless_it_is_asked_for_some(
    asked: dict[str, str], years: list[str]
) -> None:
    read: list[str] = []

    @dg.asset(partitions_def=REPORT_YEARS, backfill_policy=ALL_IN_ONE_RUN)
    def first() -> None:
        """Stands for raw files."""

    @dg.asset(partitions_def=REPORT_YEARS, backfill_policy=ALL_IN_ONE_RUN, deps=[first])
    def second(context) -> None:  # Dagster refuses the annotation, which is a string here
        read.extend(str(year) for year in years_of_run(context))

    job = dg.define_asset_job("refresh_all", selection=dg.AssetSelection.all(), tags=every_year())
    defs = dg.Definitions(assets=[first, second], jobs=[job])
    with dg.DagsterInstance.ephemeral() as instance:
        defs.resolve_job_def("refresh_all").execute_in_process(instance=instance, tags=asked)
    assert read == years
