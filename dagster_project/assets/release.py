"""published → release: the published file in every form that the outside reads, in one folder that never changes."""

import dagster as dg

from dagster_project.assets.markdown import as_table
from dagster_project.assets.published import published
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS
from dagster_project.page.writing import write_page
from dagster_project.publication import published as publication_of
from dagster_project.release.folder import write_release
from dagster_project.release.pruning import prune
from dagster_project.resources import exclusive, places


@dg.asset(
    deps=[published],
    backfill_policy=ALL_IN_ONE_RUN,
    group_name="published",
    kinds={"parquet", "csv", "duckdb"},
    owners=OWNERS,
    description=(
        "A release folder: the DuckDB file, Parquet by table, CSV of the topic marts, datapackage.json with schemas "
        "and checksums, the data dictionary, and a page to look at. Written whole, renamed into place, never "
        "overwritten; the newest ones are kept."
    ),
)
def release(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """The release of what is published now lies under data/releases, named after what it was made from."""
    here = places()
    with exclusive(here):
        what = publication_of(here)
        if what is None:
            raise dg.Failure("nothing is published")
        folder = write_release(what.path, here.dbt / "manifest.json", here.releases, what.signature[:12], write_page)
        dropped = prune(here.releases, folder)
    files = {path: path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    context.log.info(f"{folder}: {len(files)} files")
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(folder),
            "files": len(files),
            "bytes": sum(files.values()),
            "made_from": what.signature,
            "dropped": dropped,
            "summary": dg.MetadataValue.md(
                as_table(["file", "bytes"], [(path.relative_to(folder), size) for path, size in files.items()])
            ),
        }
    )
