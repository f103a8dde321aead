"""Report years as partitions: one a year since 2008; next year's appears by itself, when that year is over."""

import warnings

import dagster as dg

from dagster_project.resources import FIRST_YEAR, TIMEZONE

# Backfill policies are marked beta; they are what lets a backfill over many years be one run.
warnings.filterwarnings("ignore", category=dg.BetaWarning)

REPORT_YEARS = dg.TimeWindowPartitionsDefinition(
    start=str(FIRST_YEAR), cron_schedule="0 0 1 1 *", fmt="%Y", timezone=TIMEZONE
)
ALL_IN_ONE_RUN = dg.BackfillPolicy.single_run()
OWNERS = ["team:disclosure"]


def last_year() -> int:
    """The last report year that is over."""
    return int(REPORT_YEARS.get_last_partition_key() or FIRST_YEAR)


def every_year() -> dict[str, str]:
    """Tags that ask a run for every report year; a run that names years of its own is asked for those.

    Dagster fixes the tags of a job when the code loads: a `dagster dev` that lives over New Year is reloaded once.
    """
    return {
        "dagster/asset_partition_range_start": str(FIRST_YEAR),
        "dagster/asset_partition_range_end": str(last_year()),
    }


def years_of_run(context: dg.AssetExecutionContext) -> list[int]:
    """The report years that this run was asked for, every one when it was asked for none."""
    is_asked = context.has_partition_key or context.has_partition_key_range
    return [int(key) for key in (context.partition_keys if is_asked else REPORT_YEARS.get_partition_keys())]
