"""staging → marts: the dbt project, one asset a model, its tests as asset checks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

from dagster_project.assets.model_facts import ModelFacts
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS
from dagster_project.publication import build_signature, sign_build, start_build
from dagster_project.resources import DBT, Places, exclusive, places, settle


class Translator(DagsterDbtTranslator):
    """Groups the models by their folder and says who owns them."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer: codebook for seeds, else staging, intermediate or marts."""
        if dbt_resource_props["resource_type"] == "seed":
            return "codebook"
        return str(dbt_resource_props["fqn"][1])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Those who answer for the pipeline answer for its models."""
        return OWNERS


def dbt_project(here: Places) -> DbtProject:
    """The dbt project, its artefacts under data/; the manifest is made when it is missing or older than the project."""
    settle(here)
    here.build.parent.mkdir(parents=True, exist_ok=True)
    project = DbtProject(project_dir=DBT, target_path=here.dbt)
    if not _is_fresh(project.manifest_path):
        project.preparer.prepare(project)
    return project


def _is_fresh(manifest: Path) -> bool:
    if not manifest.exists():
        return False
    written = manifest.stat().st_mtime
    sources = (path for path in DBT.rglob("*") if path.suffix in {".sql", ".yml", ".csv"})
    return all(path.stat().st_mtime <= written for path in sources)


PROJECT = dbt_project(places())
MANIFEST: dict[str, Any] = json.loads(PROJECT.manifest_path.read_text(encoding="utf-8"))


def mart_keys() -> dict[str, dg.AssetKey]:
    """The asset keys of the published models, by table."""
    return {
        node["name"]: Translator().get_asset_key(node)
        for node in MANIFEST["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] == "marts"
    }


@dbt_assets(
    manifest=PROJECT.manifest_path,
    project=PROJECT,
    dagster_dbt_translator=Translator(),
    backfill_policy=ALL_IN_ONE_RUN,
)
def marts(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
    """The build file holds the models made from what is staged now, and says from what it was made."""
    here = places()
    with exclusive(here):
        whole = not context.is_subset
        signature = build_signature(here)
        if whole:
            start_build(here)
        run = dbt.cli(["build"], context=context, target_path=here.dbt)
        events = list(run.stream())
        if whole:
            sign_build(here, signature)
        yield from _with_facts(here, events)


def _with_facts(here: Places, events: Sequence[Any]) -> Iterator[Any]:
    """The events of a dbt run that is over, those of models with the model's facts."""
    facts = ModelFacts(here, MANIFEST, Translator())
    try:
        for event in events:
            if isinstance(event, dg.Output):
                unique_id = str(event.metadata["unique_id"].value)
                yield event.with_metadata({**event.metadata, **facts.of(unique_id)})
            else:
                yield event
    finally:
        facts.close()
