"""The one file that opens Great Expectations: a question becomes a suite and a checkpoint, its results findings.

Great Expectations takes seconds to import: import this module when something is to be judged, not before. The batch of
every suite is the set of reports; the laws reach the other tables by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.render.components import LegacyDiagnosticRendererType, RenderedTableContent
from great_expectations.render.renderer.renderer import renderer

from expectations import data_docs
from expectations.duckdb_dialect import lent
from expectations.evidence import Evidence, opened
from expectations.law import Breach, Finding, Judgement, Law, Question

REPORTS = "select * from dim_report"
WEIGHT = {"critical": "〔阻断 critical〕", "warning": "〔提示 warning〕"}


class NoRowBreaksTheLaw(UnexpectedRowsExpectation):
    """An expectation whose page in the Data Docs lists the breaches: each key with its arithmetic."""

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
    def _diagnostic_unexpected_table_renderer(
        cls, configuration: Any = None, result: Any = None, runtime_configuration: Any = None
    ) -> list[Any] | None:
        details = (result.result or {}).get("details") if result else None
        if not details or not details["unexpected_rows"]:
            return None
        rows = [[_words(row["key"]), _words(row["reason"])] for row in details["unexpected_rows"]]
        return [RenderedTableContent(content_block_type="table", header_row=["键 key", "算式 arithmetic"], table=rows)]


def _words(said: object) -> dict[str, Any]:
    """A cell of Data Docs: as a parameter its text is escaped, as a template it would not be."""
    return {"content_block_type": "string_template", "string_template": {"template": "$said", "params": {"said": said}}}


def run(evidence: Evidence, questions: Sequence[Question], docs: Path | None) -> Judgement:
    """Every law of every question tried on the evidence; with `docs`, Data Docs are written into that folder."""
    if docs is not None:
        data_docs.clear(docs)
    with opened(evidence) as connection, lent(connection) as address:
        context = _context(docs)
        source = context.data_sources.add_sql("marts", connection_string=address, create_temp_table=False)
        reports = source.add_query_asset("reports", query=REPORTS).add_batch_definition_whole_table("all")
        findings = [finding for question in questions for finding in _answers(context, reports, question)]
    judgement = Judgement(tuple(findings))
    if docs is not None:
        context.build_data_docs()
        data_docs.finish(docs, questions, judgement)
    return judgement


def _context(docs: Path | None) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for site in list(context.get_site_names()):
        context.delete_data_docs_site(site)
    if docs is not None:
        context.add_data_docs_site("judgement", _site(docs))
    return context


def _site(docs: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _answers(context: Any, reports: Any, question: Question) -> list[Finding]:
    suite = context.suites.add(
        gx.ExpectationSuite(name=question.name, expectations=[_expectation(law) for law in question.laws])
    )
    definition = context.validation_definitions.add(
        gx.ValidationDefinition(name=question.name, data=reports, suite=suite)
    )
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(name=question.name, validation_definitions=[definition], result_format="COMPLETE")
    )
    results = {
        result.expectation_config.meta["law"]: result
        for validation in checkpoint.run().run_results.values()
        for result in validation.results
    }
    return [_finding(question, law, results) for law in question.laws]


def _expectation(law: Law) -> NoRowBreaksTheLaw:
    return NoRowBreaksTheLaw(
        unexpected_rows_query=law.query,
        description=f"{WEIGHT[law.severity]} {law.sentence_zh} · {law.sentence_en}",
        severity=FailureSeverity(law.severity),
        meta={"law": law.name, "identity_code": law.identity_code},
    )


def _finding(question: Question, law: Law, results: Mapping[str, Any]) -> Finding:
    result = results.get(law.name)
    if result is None:
        return Finding(question.name, law, False, 0, (), "Great Expectations returned no result for this law")
    raised = _raised(result.exception_info)
    if raised:
        return Finding(question.name, law, False, 0, (), raised)
    rows = result.result["details"]["unexpected_rows"]
    breaches = tuple(Breach(str(row["key"]), str(row["reason"])) for row in rows)
    return Finding(question.name, law, bool(result.success), int(result.result["observed_value"]), breaches)


def _raised(info: Mapping[str, Any]) -> str:
    """What was raised while the law was tried; Great Expectations nests it by metric when a metric raised it."""
    entries = [info] if "raised_exception" in info else list(info.values())
    messages = {str(entry["exception_message"]) for entry in entries if entry["raised_exception"]}
    return "; ".join(sorted(messages))
