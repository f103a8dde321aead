"""What a law says, what a question asks, what judging them found: plain data, no Great Expectations, no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["critical", "warning"]
NO_ROWS = "the table has no rows 表中没有数据"
BREACHES_TOLD = 5
JUDGED = re.compile(r"\bjudged\b")

# The topic marts, by the topic of the series that they have as columns.
TOPICS = {topic: f"mart_{topic}" for topic in ("applications", "remedies", "proactive", "resources_fees")}
# The disclosed values that are a series by themselves, with the series.
SERIES_DUE = """
select distinct d.jurisdiction_key, d.report_year, b.series_code
from fct_disclosure as d
inner join (
    select series_code, min(metric_code) as metric_code, min(form_codes) as form_codes
    from dim_series_bridge group by series_code, bridge_code having count(*) = 1
) as b
    on d.metric_code = b.metric_code
    and (b.form_codes = 'any' or list_contains(string_split(b.form_codes, '|'), d.form_code))
where d.value is not null
"""
# The series of whole jurisdictions that a topic mart shows.
TOPIC_DUE = """
select s.jurisdiction_key, s.report_year, s.series_code
from fct_series as s inner join dim_series as d on s.series_code = d.series_code
where s.is_jurisdiction_wide and d.topic = '{topic}'
"""

# A derived table may be empty when nothing was there to fill it; every other table may not.
FILLED_WHEN = {
    "fct_problem": "exists (select 1 from staged_file where status <> 'read')"
    " or exists (select 1 from dim_report where n_warnings > 0)",
    "fct_unread_numeral": "exists (select 1 from dim_report where numerals_unread > 0)",
    "fct_disclosure_alternative": "exists (select 1 from fct_disclosure where n_alternatives > 0)",
    "fct_series": f"exists ({SERIES_DUE})",
    **{mart: f"exists ({TOPIC_DUE.format(topic=topic)})" for topic, mart in TOPICS.items()},
    "mart_reporting": "exists (select 1 from dim_report where is_jurisdiction_wide and jurisdiction_key is not null)",
    "fct_identity": "exists (select 1 from dim_report where form_code <> 'none')",
    "fct_disclosure": "exists (select 1 from dim_report where is_jurisdiction_wide and jurisdiction_key is not null)",
    "fct_figure_reconciled": "exists (select 1 from fct_figure where status <> 'contradicted')",
}


@dataclass(frozen=True, slots=True)
class Law:
    """One sentence about one table, and the query of what breaks it.

    `broken` selects `key` and `reason`, one row a breach; in it the table is called `judged`. A law whose table has no
    rows though it should is broken, whatever it says. `critical` stops publication: it speaks of what we may have got
    wrong. `warning` speaks of what the publisher got wrong, or of what is doubtful and marked so. `identity_code` names
    the accounting identity, if the law is one, and `identity_severity` says how grave its failure is for the publisher.
    """

    name: str
    table: str
    severity: Severity
    sentence_en: str
    sentence_zh: str
    broken: str
    identity_code: str = ""
    identity_severity: str = ""

    @property
    def query(self) -> str:
        """The breaches, and one more when the table is empty. `{batch}` is the set of reports that is judged.

        The table is named wherever it is read: as a common table expression with two readers DuckDB 2.0 can wait for
        ever on a large one.
        """
        table = f'"{self.table}"'
        filled_when = FILLED_WHEN.get(self.table, "true")
        return (
            f"select key, reason from (\n{JUDGED.sub(table, self.broken)}\n)\nunion all\n"
            f"select '{self.table}', '{NO_ROWS}' where not exists (select 1 from {table})\n"
            f"and ({filled_when} or not exists (select 1 from {{batch}}))"
        )


@dataclass(frozen=True, slots=True)
class Question:
    """One question that a reader of the data asks, and the laws that answer it."""

    name: str
    title_en: str
    title_zh: str
    laws: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that breaks a law: its key, and why, with the arithmetic."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """How one law came out. `broken` counts all breaches, `breaches` shows the first of them.

    `raised` is what Great Expectations raised when the law could not be tried at all; such a law neither passed nor
    found anything in the data, and always stops publication.
    """

    question: str
    law: Law
    success: bool
    broken: int
    breaches: tuple[Breach, ...]
    raised: str = ""

    @property
    def is_of_an_empty_table(self) -> bool:
        """The law is broken for no other reason than that its table has no rows."""
        return {breach.reason for breach in self.breaches} == {NO_ROWS} and self.broken == 1

    @property
    def stops_publication(self) -> bool:
        """Nothing may be published as long as this stands."""
        return not self.success and (self.law.severity == "critical" or bool(self.raised))


@dataclass(frozen=True, slots=True)
class Judgement:
    """How every law of every question came out."""

    findings: tuple[Finding, ...]

    @property
    def stops_publication(self) -> bool:
        """At least one finding forbids publication."""
        return any(finding.stops_publication for finding in self.findings)

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings that forbid publication."""
        return tuple(finding for finding in self.findings if finding.stops_publication)

    @property
    def refusal(self) -> str:
        """Why nothing may be published: the tables that are empty, and the broken laws with their first breaches."""
        lines = [f"{len(self.stopping)} laws forbid publication"]
        if empty := sorted({finding.law.table for finding in self.stopping if finding.is_of_an_empty_table}):
            lines.append(f"tables without rows: {', '.join(empty)}")
        for finding in self.stopping:
            if not finding.is_of_an_empty_table:
                reason = finding.raised or finding.law.sentence_en
                lines.append(f"{finding.law.name}: {reason} ({finding.broken} broken)")
                lines += [f"    {breach.key}: {breach.reason}" for breach in finding.breaches[:BREACHES_TOLD]]
        return "\n".join(lines)

    def of(self, question: str) -> tuple[Finding, ...]:
        """The findings of one question, in the order of its laws."""
        return tuple(finding for finding in self.findings if finding.question == question)

    def by_law(self) -> Mapping[str, Finding]:
        """The findings by the name of their law; names are unique over all questions."""
        return {finding.law.name: finding for finding in self.findings}


def every_row(
    name: str, table: str, key: str, holds: str, reason: str, en: str, zh: str, severity: Severity = "critical"
) -> Law:
    """The condition holds on every row; where it cannot be decided, because a term is null, it is broken."""
    query = f"select {key} as key, {reason} as reason from judged as t where not coalesce(({holds}), false)"
    return Law(name, table, severity, en, zh, query)


def unique_key(table: str, columns: Iterable[str]) -> Law:
    """No two rows share the key, and no part of it is null."""
    names = tuple(columns)
    key = joined(names)
    grouped = ", ".join(names)
    missing = " or ".join(f"{name} is null" for name in names)
    query = (
        f"select {key} as key, count(*) || ' rows share the key 行同键' as reason from judged as t "
        f"group by {grouped} having count(*) > 1\nunion all\n"
        f"select {key}, 'a part of the key is null 键有空值' from judged as t where {missing}"
    )
    en = f"{table}: one row for each {', '.join(names)}"
    return Law(f"{table}_key", table, "critical", en, f"{table}：每个 {'、'.join(names)} 只有一行", query)


def reference(table: str, column: str, to: str, to_column: str, optional: bool = False) -> Law:
    """Every value of the column is found in the other table; null breaks it unless the column is optional."""
    allowed = f"t.{column} is not null and " if optional else ""
    query = (
        f"select coalesce(cast(t.{column} as varchar), 'null') as key, "
        f"count(*) || ' rows refer to nothing in {to} 行无对应' as reason\n"
        f"from judged as t left join {to} as r on t.{column} = r.{to_column}\n"
        f"where {allowed}r.{to_column} is null group by t.{column}"
    )
    en = f"{table}.{column}: found in {to}"
    return Law(f"{table}_{column}_in_{to}", table, "critical", en, f"{table}.{column} 均可在 {to} 中找到", query)


def joined(columns: Iterable[str]) -> str:
    """SQL that writes the columns as one readable key."""
    return "concat_ws(' · ', " + ", ".join(f"coalesce(cast(t.{name} as varchar), 'null')" for name in columns) + ")"
