"""judgement → published: the very copy that is published is judged, then renamed over the file that readers open."""

import dagster as dg

from dagster_project.assets.judgement import MARTS, refuse_unless_good
from dagster_project.assets.markdown import as_table
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS
from dagster_project.outcome import PROBLEMS_SHOWN, outcome, problems
from dagster_project.publication import publish
from dagster_project.resources import Places, exclusive, places


@dg.asset(
    deps=list(MARTS.values()),
    backfill_policy=ALL_IN_ONE_RUN,
    group_name="published",
    kinds={"duckdb", "python"},
    owners=OWNERS,
    description=(
        "The DuckDB file that readers open: the marts alone, copied beside it, judged again by every suite, and "
        "renamed over it. A reader sees the old file or the new one, never a part; every DuckDB since 1.1 opens it."
    ),
)
def published(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """The published file holds the marts of the build file; they passed every suite that blocks."""
    here = places()
    with exclusive(here):
        result = publish(here, refuse_unless_good)
    context.log.info(f"{result.path}: {len(result.rows)} tables, {sum(result.rows.values())} rows")
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(result.path),
            "bytes": result.bytes,
            "tables": len(result.rows),
            "dagster/row_count": sum(result.rows.values()),
            "made_from": result.signature,
            "summary": dg.MetadataValue.md(as_table(["of", "count"], list(outcome(here, result.path).items()))),
            "rows": dg.MetadataValue.md(as_table(["mart", "rows"], list(result.rows.items()))),
            "problems": dg.MetadataValue.md(_first_problems(here)),
        }
    )


def _first_problems(here: Places) -> str:
    found = problems(here).select("severity", "file", "reason").head(PROBLEMS_SHOWN)
    return as_table(found.columns, found.rows())
