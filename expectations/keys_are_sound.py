"""Are the keys sound? One row a key in every mart, every reference found, every key readable."""

from __future__ import annotations

from expectations.law import TOPICS, Question, every_row, reference, unique_key

NAME = "keys_are_sound"

# The grain of every published table; nothing else states it. The release and the published file read it from here.
KEYS = {
    "dim_jurisdiction": ("jurisdiction_key",),
    "dim_jurisdiction_version": ("jurisdiction_key", "valid_from"),
    "dim_issuer": ("issuer_key",),
    "dim_year": ("report_year",),
    "dim_form": ("form_code",),
    "dim_metric": ("metric_code",),
    "dim_series": ("series_code",),
    "dim_series_bridge": ("series_code", "bridge_code", "metric_code"),
    "dim_report": ("report_key",),
    "fct_statement": ("report_key", "statement_no"),
    "fct_figure": ("report_key", "metric_code", "member"),
    "fct_figure_reconciled": ("report_key", "metric_code", "member"),
    "fct_identity": ("report_key", "identity_code", "member"),
    "fct_identity_undecided": ("report_key", "identity_code", "member"),
    "fct_disclosure": ("jurisdiction_key", "report_year", "metric_code"),
    "fct_disclosure_reconciled": ("jurisdiction_key", "report_year", "metric_code"),
    "fct_disclosure_alternative": ("jurisdiction_key", "report_year", "metric_code", "choice_no"),
    "fct_series": ("jurisdiction_key", "report_year", "series_code"),
    "fct_problem": ("file", "problem_no"),
    "fct_unread_numeral": ("report_key", "span_start"),
    "mart_applications": ("jurisdiction_key", "report_year"),
    "mart_remedies": ("jurisdiction_key", "report_year"),
    "mart_proactive": ("jurisdiction_key", "report_year"),
    "mart_resources_fees": ("jurisdiction_key", "report_year"),
    "mart_reporting": ("jurisdiction_key", "report_year"),
    "mart_coverage": ("jurisdiction_key", "report_year"),
}
# Judged through the table that it leaves rows out of.
SUBSETS = frozenset({"fct_figure_reconciled", "fct_identity_undecided", "fct_disclosure_reconciled"})
REFERENCES = (
    ("dim_report", "report_year", "dim_year", "report_year"),
    ("dim_report", "form_code", "dim_form", "form_code"),
    ("fct_statement", "report_key", "dim_report", "report_key"),
    ("fct_statement", "metric_code", "dim_metric", "metric_code"),
    ("fct_figure", "report_key", "dim_report", "report_key"),
    ("fct_figure", "metric_code", "dim_metric", "metric_code"),
    ("fct_identity", "report_key", "dim_report", "report_key"),
    ("fct_disclosure", "jurisdiction_key", "dim_jurisdiction", "jurisdiction_key"),
    ("fct_disclosure", "report_key", "dim_report", "report_key"),
    ("fct_disclosure", "metric_code", "dim_metric", "metric_code"),
)
# What dimensions and topic marts refer to; the published file itself has these as foreign keys.
TOPIC_MARTS = (*TOPICS.values(), "mart_reporting", "mart_coverage")
DIMENSION_REFERENCES = (
    ("dim_jurisdiction_version", "jurisdiction_key", "dim_jurisdiction", "jurisdiction_key"),
    ("dim_issuer", "jurisdiction_key", "dim_jurisdiction", "jurisdiction_key"),
    ("dim_series_bridge", "series_code", "dim_series", "series_code"),
    ("dim_series_bridge", "metric_code", "dim_metric", "metric_code"),
    ("dim_report", "jurisdiction_key", "dim_jurisdiction", "jurisdiction_key"),
    ("dim_report", "issuer_key", "dim_issuer", "issuer_key"),
    ("dim_report", "report_year", "dim_year", "report_year"),
    ("dim_report", "form_code", "dim_form", "form_code"),
    *((mart, "jurisdiction_key", "dim_jurisdiction", "jurisdiction_key") for mart in TOPIC_MARTS),
    *((mart, "report_year", "dim_year", "report_year") for mart in TOPIC_MARTS),
)


def question() -> Question:
    """The laws about keys."""
    keys = tuple(unique_key(table, columns) for table, columns in KEYS.items() if table not in SUBSETS)
    references = tuple(reference(*names) for names in REFERENCES)
    places = reference("dim_report", "jurisdiction_key", "dim_jurisdiction", "jurisdiction_key", optional=True)
    readable = every_row(
        "report_keys_are_readable",
        "dim_report",
        "t.report_key",
        r"regexp_full_match(t.report_key, '[^/]+/[0-9]{{4}}/[^/]+')"
        " and split_part(t.report_key, '/', 2) = cast(t.report_year as varchar)"
        " and (t.jurisdiction_key is null or split_part(t.report_key, '/', 1) = t.jurisdiction_key)",
        "'year 年 ' || coalesce(cast(t.report_year as varchar), 'null')"
        " || ', place 地 ' || coalesce(t.jurisdiction_key, 'null')",
        "A report key reads <jurisdiction>/<year>/<organ>",
        "报告键形如 <行政区划>/<年度>/<机关>",
    )
    official = every_row(
        "jurisdiction_keys_are_readable",
        "dim_jurisdiction",
        "t.jurisdiction_key",
        r"regexp_full_match(t.jurisdiction_key, 'CN(-([0-9]{{6}}|[0-9]{{9}})(-[^/]+)?)?')",
        "'not CN-<code> 不合 CN-<代码> 格式'",
        "A jurisdiction key is CN-<official code>, with a name where there is no code",
        "行政区划键为 CN-<官方代码>，无代码者加名称",
    )
    departments = every_row(
        "departments_never_share_a_key_with_their_government",
        "dim_report",
        "t.report_key",
        "(t.organ in ('government', 'office'))"
        " = (coalesce(t.organ_kind, '') in ('government', 'township', 'zone', 'office'))",
        "coalesce(t.organ_kind, 'null') || ' as 作 ' || coalesce(t.organ, 'null')",
        "The key of a department's report never ends as its government's does",
        "部门报告的键绝不与本级政府报告的键相混",
    )
    laws = (*keys, *references, places, readable, official, departments)
    return Question(NAME, "Are the keys sound?", "键可靠吗？", laws)


def enforced_keys() -> dict[str, tuple[str, ...]]:
    """The keys that DuckDB itself enforces in the published file: those of dimensions and topic marts.

    The keys of a large fact are judged instead. An index of its primary key costs 54 MB, 2 CPU s and 0.2 GB of memory a
    million rows, one of a foreign key 12.5 MB and 1.2 CPU s: at 19 million figures a third of all that the file may
    weigh, and more.
    """
    return {table: columns for table, columns in KEYS.items() if table.startswith(("dim_", "mart_"))}


def enforced_references(table: str) -> tuple[tuple[str, str, str], ...]:
    """The columns of the table that DuckDB itself finds in another, each with that table and its column."""
    return tuple((column, to, found_in) for name, column, to, found_in in DIMENSION_REFERENCES if name == table)
