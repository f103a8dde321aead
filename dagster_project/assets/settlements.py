"""staging → settlements: cells run together that stayed open in their own report, as the years beside it leave them."""

import dagster as dg
import polars as pl

from dagster_project.assets.staged import staged_key
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS
from dagster_project.parsers.neighbours import Chains
from dagster_project.resources import exclusive, load_codebook, places
from dagster_project.staging.settlement import settle_cells


@dg.asset(
    key=staged_key("settlements"),
    deps=[staged_key("reports"), staged_key("statements")],
    backfill_policy=ALL_IN_ONE_RUN,
    group_name="staged",
    kinds={"python", "polars", "parquet"},
    owners=OWNERS,
    description=(
        "One row per cell that its own report leaves open between several readings and that the same place's report "
        "of the year before or after decides, or leaves fewer of. The statement itself keeps its readings."
    ),
)
def settlements(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """The settlements of all staged years stand in one Parquet file."""
    here = places()
    with exclusive(here):
        settled = settle_cells(here, load_codebook().view(Chains))
    context.log.info(f"{settled.height} open cells decided or narrowed by neighbouring years")
    by_rule = settled.group_by("decided_by").agg(pl.len()).sort("decided_by").rows()
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": settled.height,
            "by_rule": {str(rule): int(count) for rule, count in by_rule},
            "sample": [f"{row[0]} {row[1]}: {row[-1]}" for row in settled.head(5).rows()],
        }
    )
