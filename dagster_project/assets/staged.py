"""register → staging: what is read from the reports, one set of Parquet tables a report year."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import dagster as dg
import polars as pl

from dagster_project.assets.markdown import as_table
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS, REPORT_YEARS, last_year, years_of_run
from dagster_project.resources import SECONDS_PER_FILE, Places, cores, places, reading_fingerprint
from dagster_project.staging.pool import readings
from dagster_project.staging.stage import Staged, stage_years
from dagster_project.staging.store import parquet
from dagster_project.staging.strays import stage_strays
from dagster_project.staging.tables import SCHEMAS

DESCRIPTIONS = {
    "files": "One row per raw file and version: its digest, its kind and whether it could be read.",
    "reports": "One row per report found in a file: who reports, for which place and year, in which form.",
    "statements": "One row per figure and place in which a report states it, with the words it was read from.",
    "numerals": "One row per numeral of a report's text: a figure, ignored for a named reason, or unread.",
    "problems": "One row per problem of a file or report, with its reason.",
}
SAMPLE_ROWS = 5


def staged_key(table: str) -> dg.AssetKey:
    """The asset key of a staging table, as dbt names its source."""
    return dg.AssetKey(["staged", table])


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            staged_key(table),
            deps=["raw_reports"],
            description=DESCRIPTIONS[table],
            group_name="staged",
            kinds={"python", "polars", "parquet"},
            owners=OWNERS,
            metadata={
                "dagster/column_schema": dg.TableSchema(
                    [dg.TableColumn(name, str(kind)) for name, kind in SCHEMAS[table].items()]
                )
            },
        )
        for table in SCHEMAS
    ],
    partitions_def=REPORT_YEARS,
    backfill_policy=ALL_IN_ONE_RUN,
)
def staged(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """The Parquet set of each of these years holds what its files say now; only what changed was read."""
    here = places()
    pool = partial(readings, processes=cores(), seconds=SECONDS_PER_FILE)
    years: list[Staged] = []
    for year in stage_years(here, years_of_run(context), reading_fingerprint(), pool):
        years.append(year)
        if year.files_read:
            context.log.info(f"{year.year}: read {year.files_read} files, {year.rows['statements']} figures")
    if strays := stage_strays(here, last_year()):
        context.log.warning(f"{len(strays)} files lie in no folder of a report year, the first is {strays[0]}")
    for table in SCHEMAS:
        yield dg.MaterializeResult(asset_key=staged_key(table), metadata=_metadata(here, table, years))


def _metadata(here: Places, table: str, years: Sequence[Staged]) -> dict[str, Any]:
    rows = sum(year.rows[table] for year in years)
    filled = [year for year in years if year.rows["files"]]
    metadata: dict[str, Any] = {
        "dagster/row_count": rows,
        "files_read": sum(year.files_read for year in years),
        "summary": dg.MetadataValue.md(_summary(filled)),
    }
    if filled:
        last = pl.read_parquet(parquet(here, table, filled[-1].year))
        metadata["sample"] = dg.MetadataValue.md(as_table(last.columns, last.head(SAMPLE_ROWS).rows()))
        if table == "problems":
            metadata["by_code"] = dict(Counter(code for year in filled for code in _problem_codes(here, year.year)))
    return metadata


def _problem_codes(here: Places, year: int) -> list[str]:
    return pl.read_parquet(parquet(here, "problems", year), columns=["problem_code"])["problem_code"].to_list()


def _summary(years: Sequence[Staged]) -> str:
    rows = [(year.year, year.files_read, *(year.rows[table] for table in SCHEMAS)) for year in years]
    return as_table(["report year", "files read", *SCHEMAS], rows)
