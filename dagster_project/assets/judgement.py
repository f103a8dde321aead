"""marts → judgement: every Great Expectations suite as an asset check; a failing one blocks publication."""

from pathlib import Path

import dagster as dg

from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS


def refuse_unless_good(warehouse: Path) -> None:
    pass


@dg.asset(backfill_policy=ALL_IN_ONE_RUN, group_name="judged", owners=OWNERS, deps=[])
def judgement(context: dg.AssetExecutionContext) -> None:
    pass
