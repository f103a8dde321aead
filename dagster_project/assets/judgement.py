"""marts → judgement: every law of every Great Expectations suite as an asset check; those of our own faults block."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
from dagster import AssetCheckExecutionContext

from dagster_project.assets.markdown import as_table
from dagster_project.assets.marts import mart_keys
from dagster_project.publication import NotPublishableError, published_file
from dagster_project.resources import SEEDS, Places, exclusive, places
from dagster_project.staging.register import known_entries, registered_years
from expectations import Evidence, Finding, Law, judge, questions

LAWS = {law.name: law for question in questions(SEEDS) for law in question.laws}
MARTS = mart_keys()
ARITHMETIC = "fct_identity"
BREACHES_SHOWN = 50


def judged_asset(law: Law) -> dg.AssetKey:
    """The mart that a law speaks of; what is no mart of its own belongs to the table of identities."""
    return MARTS.get(law.table, MARTS[ARITHMETIC])


def about(law: Law) -> dict[str, str]:
    """The identity that a law stands for, and how grave its failure is for the publisher; nothing for other laws."""
    return {"identity": law.identity_code, "severity": law.identity_severity} if law.identity_code else {}


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(
            law.name,
            asset=judged_asset(law),
            description=f"{law.sentence_zh} · {law.sentence_en}",
            blocking=law.severity == "critical",
            metadata=about(law),
        )
        for law in LAWS.values()
    ],
    name="judgement",
    description="Asks every question of the suites of the build file; what we may have got wrong blocks publication.",
    can_subset=True,
)
def judgement(context: AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Every law that was asked for has a verdict, with the keys that break it and their arithmetic."""
    here = places()
    with exclusive(here):
        judged = judge(evidence(here, here.build), docs=here.data_docs)
    failed = [finding for finding in judged.findings if not finding.success]
    context.log.info(f"{len(judged.findings)} laws: {len(failed)} broken, {len(judged.stopping)} stop publication")
    if judged.stops_publication:
        context.log.error(judged.refusal)
    asked = {key.name for key in context.selected_asset_check_keys}
    yield from (check_result(finding) for finding in judged.findings if finding.law.name in asked)


def refuse_unless_good(warehouse: Path) -> None:
    """Raises, with every reason, when the suites find in this file what must not be published."""
    judged = judge(evidence(places(), warehouse))
    if judged.stops_publication:
        raise NotPublishableError(judged.refusal)


def check_result(finding: Finding) -> dg.AssetCheckResult:
    """A finding as Dagster shows it."""
    stops = finding.law.severity == "critical" or bool(finding.raised)
    breaches = [(breach.key, breach.reason) for breach in finding.breaches[:BREACHES_SHOWN]]
    return dg.AssetCheckResult(
        check_name=finding.law.name,
        asset_key=judged_asset(finding.law),
        passed=finding.success,
        severity=dg.AssetCheckSeverity.ERROR if stops else dg.AssetCheckSeverity.WARN,
        description=finding.raised or None,
        metadata={
            **about(finding.law),
            "question": finding.question,
            "broken": finding.broken,
            **(
                {"breaches": dg.MetadataValue.md(as_table(["key", "arithmetic"], breaches))} if finding.breaches else {}
            ),
        },
    )


def evidence(here: Places, warehouse: Path) -> Evidence:
    """What a judgement of this file rests on: registered files, staged tables, codebook, what readers have now."""
    current = (e.file for year in registered_years(here) for e in known_entries(here, year) if e.is_current)
    return Evidence(warehouse, here.staging, SEEDS, tuple(current), published_file(here))
