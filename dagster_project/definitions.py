"""The whole pipeline, in the order the data flows."""

import dagster as dg

from dagster_project.assets.judgement import judgement
from dagster_project.assets.marts import PROJECT, Dbt, marts
from dagster_project.assets.published import published
from dagster_project.assets.raw_reports import raw_reports
from dagster_project.assets.release import release
from dagster_project.assets.settlements import settlements
from dagster_project.assets.staged import staged
from dagster_project.assets.timing import calendar, watch
from dagster_project.assets.years import every_year
from dagster_project.resources import DBT_COMMAND

refresh_year = dg.define_asset_job(
    "refresh_year",
    selection=dg.AssetSelection.all(),
    description="Reads what changed in one report year, rebuilds the marts, judges and publishes them.",
)
refresh_all = dg.define_asset_job(
    "refresh_all",
    selection=dg.AssetSelection.all(),
    tags=every_year(),
    description="The same for every report year, or a range of them, in one run; refresh_year is for one.",
)

defs = dg.Definitions(
    assets=[raw_reports, staged, settlements, marts, published, release],
    asset_checks=[judgement],
    jobs=[refresh_all, refresh_year],
    schedules=calendar("refresh_year"),
    sensors=[watch("refresh_year")],
    resources={"dbt": Dbt(project_dir=str(PROJECT.project_dir), dbt_executable=str(DBT_COMMAND))},
    executor=dg.in_process_executor,
)
