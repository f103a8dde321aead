"""staging → marts: the dbt project, one asset a model, its tests as asset checks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from threading import Thread
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

from dagster_project.assets.model_facts import ModelFacts
from dagster_project.assets.staged import staged_key
from dagster_project.assets.years import ALL_IN_ONE_RUN, OWNERS
from dagster_project.dbt_ahead import command_over, manifest_made
from dagster_project.parsers.neighbours import Chains
from dagster_project.publication import build_signature, sign_build, start_build
from dagster_project.resources import DBT, Places, exclusive, load_codebook, places, settle
from dagster_project.staging.settlement import are_settled, settle_cells

# Unit tests are of the code, not of the data: CI runs them, a refresh need not.
BUILD = ("build", "--exclude-resource-type", "unit_test")


class Dbt(DbtCliResource):
    """dbt without the connection of its own that Dagster would open for what is not asked of it here."""

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return None


class Translator(DagsterDbtTranslator):
    """Groups the models by their folder and says who owns them."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer: codebook for seeds, else staging, intermediate or marts."""
        if dbt_resource_props["resource_type"] == "seed":
            return "codebook"
        return str(dbt_resource_props["fqn"][1])

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        """Seeds are loaded once staging is done: a backfill would else build what hangs on seeds alone in a run apart.

        One build comes from one run, so that the file that is judged and published was made of one codebook.
        """
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.merge_attributes(deps=[staged_key("files")]) if unique_id.startswith("seed.") else spec

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Those who answer for the pipeline answer for its models."""
        return OWNERS


def dbt_project(here: Places) -> DbtProject:
    """The dbt project, its artefacts under data/; the manifest is made when there is none of the project as it is."""
    settle(here)
    manifest_made(here)
    return DbtProject(project_dir=DBT, target_path=here.dbt)


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
def marts(context: dg.AssetExecutionContext, dbt: Dbt) -> Iterator[Any]:
    """The build file holds the models made from what is staged now, and says from what it was made."""
    here = places()
    with exclusive(here):
        if not are_settled(here):  # another run has staged a year since this one settled
            settle_cells(here, load_codebook().view(Chains))
        whole = not context.is_subset
        signature = build_signature(here) if whole else ""
        if whole:
            start_build(here)
        models: list[dg.Output[Any]] = []
        run = dbt.cli([*BUILD], context=context, target_path=here.dbt)
        Thread(target=import_module, args=("great_expectations",), daemon=True).start()  # needed next; dbt works apart
        for event in run.stream():
            if isinstance(event, dg.Output):
                models.append(event)
            else:
                yield event
        command_over()
        if whole:
            sign_build(here, signature)
        yield from _with_facts(here, models)


def _with_facts(here: Places, models: Sequence[dg.Output[Any]]) -> Iterator[dg.Output[Any]]:
    """The models of a dbt run that is over, each with its facts; while dbt runs, no one else can open the file."""
    facts = ModelFacts(here, MANIFEST, Translator())
    try:
        for model in models:
            unique_id = str(model.metadata["unique_id"].value)
            yield model.with_metadata({**model.metadata, **facts.of(unique_id)})
    finally:
        facts.close()
