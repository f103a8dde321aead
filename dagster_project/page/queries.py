"""What the page shows beside its measures, asked of the published marts: rows in a stated order, some bounded."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dagster_project.page.columns import Row


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of the warehouse one page carries at most."""

    points: int = 1_000_000
    figures: int = 24_000
    identities: int = 6_000
    reports: int = 3_000

    def smaller(self) -> Bounds:
        """Bounds of a page that is about three quarters as large."""
        return Bounds(*(3 * bound // 4 for bound in (self.points, self.figures, self.identities, self.reports)))


YEARS = "select report_year, statutory_form_code, is_form_break from marts.dim_year order by report_year"

# Levels are never added to each other: a province speaks for its counties too. What an organ says of itself alone
# stands on a line of its own.
COUNTRY = """
with reports as (
    select report_key, report_year, is_on_time,
        case when is_jurisdiction_wide then places.level else 'organ' end as level
    from marts.dim_report as reports left join marts.dim_jurisdiction as places using (jurisdiction_key)
    where reports.is_current
),
tried as (
    select report_key,
        bool_or(verdict in ('holds', 'fails')) as is_tried,
        bool_or(verdict = 'fails' and severity = 'error' and not is_waived) as has_error,
        bool_or(verdict = 'fails' and severity in ('error', 'warning') and not is_waived) as has_warning
    from marts.fct_identity group by report_key
),
by_report as (
    select report_year, level, count(*) as reports,
        count(*) filter (where is_tried) as tried,
        count(*) filter (where has_error) as with_error,
        count(*) filter (where has_warning) as with_warning,
        count(is_on_time) as dated,
        count(*) filter (where is_on_time) as on_time
    from reports left join tried using (report_key) group by all
),
requests as (
    select report_year, level, sum(received) as received, count(received) as places_received,
        sum(granted) filter (where closed is not null) as granted,
        sum(closed) filter (where granted is not null) as closed,
        count(*) filter (where granted is not null and closed is not null) as places_rated
    from marts.mart_applications group by all
),
coverage as (
    select report_year, level, count(*) filter (where is_expected) as expected,
        count(*) filter (where is_expected and has_report) as covered
    from marts.mart_coverage group by all
)
select report_year, level, coalesce(reports, 0), coalesce(tried, 0), coalesce(with_error, 0),
    coalesce(with_warning, 0), coalesce(dated, 0), coalesce(on_time, 0), received, coalesce(places_received, 0),
    granted, closed,
    cast(round(100 * granted / nullif(closed, 0), 4) as decimal(9, 4)), coalesce(places_rated, 0),
    coalesce(expected, 0), coalesce(covered, 0)
from coverage full join by_report using (report_year, level) full join requests using (report_year, level)
where level is not null
order by report_year, level
"""
COUNTRY_COLUMNS = (
    "year", "level", "reports", "tried", "with_error", "with_warning", "dated", "on_time", "received",
    "places_received", "granted", "closed", "grant_rate_pct", "places_rated", "expected", "covered",
)  # fmt: skip

PLACES = """
select jurisdiction_key, any_value(places.name_zh), any_value(places.full_name_zh), any_value(places.level),
    any_value(places.province_key), any_value(places.parent_key), any_value(places.former_names_zh),
    sum(case when is_expected then 1 << (report_year - 2008) else 0 end)::bigint,
    sum(case when has_report then 1 << (report_year - 2008) else 0 end)::bigint,
    sum(case when n_organ_reports > 0 then 1 << (report_year - 2008) else 0 end)::bigint
from marts.mart_coverage inner join marts.dim_jurisdiction as places using (jurisdiction_key)
group by jurisdiction_key order by jurisdiction_key
"""
PLACE_COLUMNS = ("key", "name", "full", "level", "province", "parent", "former", "expected", "wide", "organ")

BRIDGES = """
select series_code, bridge_code, metric_code, sign, form_codes, comparability, reason, reason_zh
from marts.dim_series_bridge order by series_code, preference, bridge_code, metric_code, form_codes
"""
BRIDGE_COLUMNS = ("series", "bridge", "metric", "sign", "forms", "comparability", "reason", "reason_zh")

# Where a series has no value because a cell it is made from reads in several ways.
OPEN_CELLS = """
select distinct bridges.series_code, disclosures.jurisdiction_key, disclosures.report_year
from marts.fct_disclosure as disclosures inner join marts.dim_series_bridge as bridges using (metric_code)
anti join marts.fct_series as points
    on disclosures.jurisdiction_key = points.jurisdiction_key and disclosures.report_year = points.report_year
    and bridges.series_code = points.series_code
where disclosures.value_semantic = 'ambiguous' and (bridges.form_codes = 'any'
    or list_contains(string_split(bridges.form_codes, '|'), disclosures.form_code))
order by all limit ?
"""
OPEN_COLUMNS = ("series", "place", "year")

METRICS = "select metric_code, label_en, label_zh, unit, measure_type from marts.dim_metric order by metric_code"
METRIC_COLUMNS = ("code", "en", "zh", "unit", "measure")

IDENTITIES = """
select report_key, identity_code, member, lhs, operator, rhs, residual,
    cast(round(100 * abs(residual) / nullif(greatest(abs(lhs), abs(rhs)), 0), 2) as decimal(38, 2)) as off_pct,
    severity, arithmetic, arithmetic_zh, whose_error, is_doubtful, is_waived, waiver_reason, statement_no,
    left(identities.evidence, 600), locator
from marts.fct_identity as identities inner join marts.dim_report as reports using (report_key)
where verdict = 'fails'
order by is_waived, case severity when 'error' then 0 when 'warning' then 1 else 2 end, is_doubtful,
    off_pct desc nulls last, abs(residual) desc nulls last, report_key, identity_code, member
limit ?
"""
IDENTITY_COLUMNS = (
    "report", "code", "member", "lhs", "operator", "rhs", "residual", "off_pct", "severity", "arithmetic_en",
    "arithmetic_zh", "whose_error", "doubtful", "waived", "waiver_reason", "statement", "evidence", "locator",
)  # fmt: skip

# The work list: failures of which nobody knows yet whose they are, the gravest first; then what open cells leave open.
UNDECIDED = """
select report_key, identity_code, member, verdict, severity, whose_error,
    coalesce(arithmetic, missing_operands, remark), coalesce(arithmetic_zh, missing_operands_zh, remark),
    statement_no, left(undecided.evidence, 600), locator
from marts.fct_identity_undecided as undecided inner join marts.dim_report as reports using (report_key)
order by verdict, case severity when 'error' then 0 when 'warning' then 1 else 2 end, whose_error desc,
    report_key desc, identity_code, member
limit ?
"""
UNDECIDED_COLUMNS = (
    "report", "code", "member", "verdict", "severity", "whose_error", "told_en", "told_zh", "statement", "evidence",
    "locator",
)  # fmt: skip

TITLE_COLUMNS = ("code", "en", "zh", "legal_source")

# Half of the figures are contradicted ones, half are any others. The latest years come first in both; in a
# year, those that the headline series are made from.
FIGURES = """
with headlines as (
    select distinct metric_code from marts.dim_series_bridge where list_contains($2::varchar[], series_code)
),
figures as (
    select report_key, metric_code, member, statement_no, status, figures.report_year, is_current,
        is_jurisdiction_wide as is_wide,
        member in ('', 'total') and metric_code in (select metric_code from headlines) as is_headline
    from marts.fct_figure as figures inner join marts.dim_report as reports using (report_key)
),
contradicted as (
    select * from figures where status = 'contradicted'
    order by report_year desc, is_headline desc, is_wide desc, is_current desc, report_key, statement_no
    limit $1
),
others as (
    select * from figures where status <> 'contradicted'
    order by report_year desc, is_headline desc, is_wide desc, is_current desc, report_key, statement_no
    limit $1
),
in_turn as (
    select *, row_number() over (
        partition by status = 'contradicted'
        order by report_year desc, is_headline desc, is_wide desc, is_current desc, report_key, statement_no
    ) as turn
    from (from contradicted union all from others)
),
picked as (select * from in_turn order by turn, status = 'contradicted' desc limit $1),
disclosed as (
    select report_key, metric_code, member, n_alternatives
    from marts.fct_disclosure semi join picked using (report_key)
)
select picked.report_key, picked.metric_code, picked.member, picked.statement_no, picked.status,
    disclosed.report_key is not null, coalesce(n_alternatives, 0)
from picked left join disclosed using (report_key, metric_code, member)
order by picked.report_key, picked.statement_no, picked.metric_code, picked.member
"""
FIGURE_COLUMNS = ("report", "metric", "member", "statement", "status", "disclosed", "alternatives")

STATEMENTS = """
select report_key, statement_no, metric_code, member, value, value_on, unit, qualifier, value_semantic,
    left(value_text, 200), lower_bound, upper_bound, source, left(evidence, 600), locator, page, confidence,
    decided_by, readings, settlement
from marts.fct_statement semi join picked using (report_key, metric_code, member)
order by report_key, statement_no
"""
STATEMENT_COLUMNS = (
    "report", "no", "metric", "member", "value", "value_on", "unit", "qualifier", "semantic", "text", "lower",
    "upper", "source", "evidence", "locator", "page", "confidence", "decided_by", "readings", "settlement",
)  # fmt: skip

ALTERNATIVES = """
select jurisdiction_key, report_year, metric_code, choice_no, report_key, statement_no
from marts.fct_disclosure_alternative semi join needed using (report_key)
order by jurisdiction_key, report_year, metric_code, choice_no
"""
ALTERNATIVE_COLUMNS = ("place", "year", "metric", "choice", "report", "statement")

REPORTS = """
with counts as (
    select report_key, count(*) filter (where verdict in ('holds', 'fails')) as tried,
        count(*) filter (where verdict = 'fails' and not is_waived) as failing
    from marts.fct_identity group by report_key
)
select report_key, jurisdiction_key, report_year, organ_kind, issuer, title, file, sha256, form_code, scope,
    is_jurisdiction_wide, is_current, published_on, is_on_time, days_late, source_url, n_statements, numerals_unread,
    coalesce(tried, 0), coalesce(failing, 0)
from marts.dim_report as reports semi join needed using (report_key) left join counts using (report_key)
order by jurisdiction_key, report_year, report_key
"""
REPORT_COLUMNS = (
    "key", "place", "year", "organ_kind", "issuer", "title", "file", "sha256", "form", "scope", "wide", "current",
    "published_on", "on_time", "days_late", "source_url", "statements", "unread", "tried", "failing",
)  # fmt: skip

LATEST_REPORTS = """
select report_key from marts.dim_report order by report_year desc, is_jurisdiction_wide desc, report_key limit ?
"""
TOTALS = """
select (select count(*) from marts.fct_series), (select count(*) from marts.fct_figure),
    (select count(*) from marts.fct_identity where verdict = 'fails'), (select count(*) from marts.dim_report),
    (select count(*) from marts.fct_identity_undecided)
"""


def rows(con: duckdb.DuckDBPyConnection, query: str, *given: object) -> list[Row]:
    """All that the query finds."""
    return con.execute(query, list(given)).fetchall()
