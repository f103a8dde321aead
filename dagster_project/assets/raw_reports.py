"""raw/ → register: every file of a report year, its digest proved against what was seen before."""

import dagster as dg

from dagster_project.assets.markdown import as_table
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS, REPORT_YEARS, years_of_run
from dagster_project.resources import places
from dagster_project.staging.register import Change, register_year


@dg.asset(
    partitions_def=REPORT_YEARS,
    backfill_policy=ALL_IN_ONE_RUN,
    group_name="raw",
    kinds={"python", "file"},
    owners=OWNERS,
    description=(
        "Every file under raw/<report year>/ with its sha256, proved against the register. A changed file is a new "
        "version, the bytes of every version are kept; a file that has gone is noted, never forgotten."
    ),
)
def raw_reports(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """The register of these years says what lies in raw/ now and what lay there before."""
    here = places()
    changes = {year: register_year(here, year) for year in years_of_run(context)}
    current = [entry for change in changes.values() for entry in change.entries if entry.is_current]
    new, changed, vanished = (
        [file for change in changes.values() for file in getattr(change, kind)]
        for kind in ("new", "changed", "vanished")
    )
    context.log.info(f"{len(current)} files: {len(new)} new, {len(changed)} changed, {len(vanished)} vanished")
    return dg.MaterializeResult(
        metadata={
            "files": len(current),
            "bytes": sum(entry.bytes for entry in current),
            "new": len(new),
            "changed": changed,
            "vanished": vanished,
            "sample": [f"{entry.file} {entry.sha256}" for entry in current[:5]],
            "summary": dg.MetadataValue.md(_summary(changes)),
        }
    )


def _summary(changes: dict[int, Change]) -> str:
    rows = [
        (
            year,
            sum(entry.is_current for entry in change.entries),
            len(change.entries),
            *map(len, (change.new, change.changed, change.vanished)),
        )
        for year, change in changes.items()
        if change.entries
    ]
    return as_table(["report year", "files", "versions", "new", "changed", "vanished"], rows)
