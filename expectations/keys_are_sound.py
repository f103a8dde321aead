"""Are the keys sound? One row a key in every mart, every reference found, every key readable."""

from __future__ import annotations

from expectations.law import Question, every_row, reference, unique_key

NAME = "keys_are_sound"

KEYS = {
    "dim_jurisdiction": ("jurisdiction_key",),
    "dim_year": ("report_year",),
    "dim_form": ("form_code",),
    "dim_metric": ("metric_code",),
    "dim_report": ("report_key",),
    "fct_statement": ("report_key", "statement_no"),
    "fct_figure": ("report_key", "metric_code", "member"),
    "fct_identity": ("report_key", "identity_code", "member"),
    "fct_disclosure": ("jurisdiction_key", "report_year", "metric_code"),
}
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


def question() -> Question:
    """The laws about keys."""
    keys = tuple(unique_key(table, columns) for table, columns in KEYS.items())
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
    return Question(NAME, "Are the keys sound?", "键可靠吗？", (*keys, *references, places, readable, official))
