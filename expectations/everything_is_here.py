"""Is everything here? From the files in raw/ to the figures in the marts, nothing is lost without a reason."""

from __future__ import annotations

from decimal import Decimal

from expectations.law import SERIES_DUE, TOPIC_DUE, TOPICS, Law, Question, every_row, reference

NAME = "everything_is_here"
NOTICED_SHARE = 3
FIGURED = "with figured as (select report_key, count(value) > 0 as has_value from fct_figure group by report_key)"


def question(unread_bound: Decimal) -> Question:
    """The laws about completeness; `unread_bound` is the share of numerals, in percent, that may stay unread."""
    laws = (
        _reports_are_there(),
        *_files(),
        *_reports(),
        *_figures(),
        *_series(),
        *_numerals(unread_bound),
        *_identities(),
    )
    return Question(NAME, "Is everything here?", "数据齐全吗？", laws)


def _reports_are_there() -> Law:
    return every_row(
        "reports_are_there",
        "dim_report",
        "t.report_id",
        "t.report_key is not null",
        "'no key 无键'",
        "There are reports, and each has a key",
        "有报告，且每份都有键",
    )


def _files() -> tuple[Law, ...]:
    staged = Law(
        "every_raw_file_is_staged",
        "raw_file",
        "critical",
        "Every file of raw/ is staged, and every current staged file is in raw/",
        "raw/ 中的每个文件都已暂存，暂存的现行文件都在 raw/ 中",
        "select t.file as key, 'in raw/, not staged 未暂存' as reason\n"
        "from judged as t left join staged_file as s on t.file = s.file and s.is_current\n"
        "where s.file is null\nunion all\n"
        "select s.file, 'staged, not in raw/ 已不在 raw/ 中' from staged_file as s\n"
        "left join judged as t on s.file = t.file where s.is_current and t.file is null",
    )
    read = Law(
        "every_file_is_read_or_a_problem",
        "staged_file",
        "critical",
        "Every staged file is read as a report or stands in the problem table",
        "每个暂存文件要么读成报告，要么在问题表中有记录",
        "with read as (select distinct file, sha256 from staged_report),\n"
        "explained as (select distinct file, sha256 from fct_problem)\n"
        "select t.file as key, 'status ' || coalesce(t.status, 'null')"
        " || ' without report or problem 既无报告也无问题记录' as reason\n"
        "from judged as t\n"
        "left join read on t.file = read.file and t.sha256 = read.sha256\n"
        "left join explained on t.file = explained.file and t.sha256 = explained.sha256\n"
        "where not coalesce(case when t.status = 'read' then read.file is not null"
        " when t.status in ('problem', 'duplicate') then explained.file is not null end, false)",
    )
    return staged, read


def _reports() -> tuple[Law, ...]:
    admitted = Law(
        "every_report_is_admitted_or_a_problem",
        "staged_report",
        "critical",
        "Every staged report is in the marts or an error in the problem table says why not",
        "每份暂存报告要么入库，要么问题表说明原因",
        "with refused as (select distinct file, sha256 from fct_problem where severity = 'error')\n"
        "select t.report_id as key, 'staged, neither in the marts nor explained 未入库且无说明' as reason\n"
        "from judged as t left join dim_report as r on t.report_id = r.report_id\n"
        "left join refused on t.file = refused.file and t.sha256 = refused.sha256\n"
        "where r.report_id is null and refused.file is null",
    )
    kept = Law(
        "every_report_keeps_its_figures",
        "dim_report",
        "critical",
        "A report whose numerals were read as figures has figures",
        "读出数据的报告在库中有数据",
        f"{FIGURED}\n"
        "select t.report_key as key, coalesce(t.numerals_figure, -1) ||"
        " ' numerals read as figures, none in the marts 读出的数据未入库' as reason\n"
        "from judged as t left join figured on t.report_key = figured.report_key\n"
        "where figured.report_key is null and coalesce(t.numerals_figure <> 0, true)",
    )
    figures = Law(
        "every_report_has_figures",
        "dim_report",
        "warning",
        "Every report states at least one figure",
        "每份报告至少有一个数据",
        f"{FIGURED}\n"
        "select t.report_key as key, 'not one figure 没有任何数据' as reason\n"
        "from judged as t left join figured on t.report_key = figured.report_key\n"
        "where not coalesce(figured.has_value, false)",
    )
    tables = every_row(
        "every_form_report_prints_its_tables",
        "dim_report",
        "t.report_key",
        "t.form_code not in ('2019', '2021') or t.n_cells > 0",
        "'form ' || t.form_code || ', no cell 无表格单元'",
        "A report in a statutory form prints its tables",
        "采用法定格式的报告印有表格",
        "warning",
    )
    remain = Law(
        "published_reports_remain",
        "dim_report",
        "critical",
        "A report that was published is published again, unless its file left raw/ or changed",
        "已发布的报告继续发布，除非原文件已撤下或更换",
        "select b.report_key as key, 'published before, now gone 曾发布，现缺失: ' || b.file as reason\n"
        "from published_report as b\n"
        "inner join (select distinct sha256 from staged_file) as s on b.sha256 = s.sha256\n"
        "left join judged as t on b.sha256 = t.sha256\n"
        "where t.sha256 is null",
    )
    return admitted, kept, figures, tables, remain


def _figures() -> tuple[Law, ...]:
    carried = Law(
        "every_statement_is_carried",
        "dim_report",
        "critical",
        "The marts hold as many statements of each report as were staged",
        "每份报告入库的表述数与暂存的一致",
        "with staged as (select report_id, count(*) as n from staged_statement group by report_id),\n"
        "held as (select report_key, count(*) as n from fct_statement group by report_key)\n"
        "select t.report_key as key, coalesce(staged.n, 0) || ' staged 暂存, ' ||"
        " coalesce(held.n, 0) || ' in marts 入库' as reason\n"
        "from judged as t left join staged on t.report_id = staged.report_id\n"
        "left join held on t.report_key = held.report_key where coalesce(staged.n, 0) <> coalesce(held.n, 0)",
    )
    figured = Law(
        "every_statement_is_a_figure",
        "fct_statement",
        "critical",
        "Every metric and member that a report states has one figure, and every figure is stated",
        "报告表述的每个指标与分项有且只有一个数据",
        "select coalesce(s.report_key, f.report_key) || ' · ' || coalesce(s.metric_code, f.metric_code) || ' · ' ||"
        " coalesce(s.member, f.member) as key,\n"
        "case when f.report_key is null then 'stated, no figure 有表述无数据'"
        " else 'figure, never stated 有数据无表述' end as reason\n"
        "from (select distinct report_key, metric_code, member from judged) as s\n"
        "full join fct_figure as f on s.report_key = f.report_key and s.metric_code = f.metric_code"
        " and s.member = f.member\nwhere s.report_key is null or f.report_key is null",
    )
    return carried, figured


def _series() -> tuple[Law, ...]:
    series = Law(
        "every_disclosed_series_is_there",
        "fct_series",
        "critical",
        "Every disclosed value that is a harmonised series by itself stands in the series",
        "凡本身即为可比序列的公开值均列入序列",
        "select d.jurisdiction_key || ' · ' || d.report_year || ' · ' || d.series_code as key,"
        " 'disclosed, not in the series 已公开，序列缺失' as reason\n"
        f"from ({SERIES_DUE}) as d\n"
        "left join judged as t on d.jurisdiction_key = t.jurisdiction_key and d.report_year = t.report_year"
        " and d.series_code = t.series_code\nwhere t.series_code is null",
    )
    return series, *(_topic(topic, mart) for topic, mart in TOPICS.items())


def _topic(topic: str, mart: str) -> Law:
    return Law(
        f"every_series_of_{topic}_is_in_its_mart",
        mart,
        "critical",
        f"Every place and year with a series about {topic} has its row in {mart}",
        f"凡有 {topic} 序列的地区与年度在 {mart} 中都有一行",
        "select d.jurisdiction_key || ' · ' || d.report_year as key, 'series, no row 有序列无行: ' ||"
        " min(d.series_code) as reason\n"
        f"from ({TOPIC_DUE.format(topic=topic)}) as d\n"
        "left join judged as t on d.jurisdiction_key = t.jurisdiction_key and d.report_year = t.report_year\n"
        "where t.jurisdiction_key is null group by d.jurisdiction_key, d.report_year",
    )


def _numerals(bound: Decimal) -> tuple[Law, ...]:
    ledger = every_row(
        "every_numeral_is_accounted_for",
        "dim_report",
        "t.report_key",
        "t.numerals = t.numerals_figure + t.numerals_ignored + t.numerals_unread",
        "coalesce(t.numerals, -1) || ' numerals 数字, ' || coalesce(t.numerals_figure + t.numerals_ignored +"
        " t.numerals_unread, -1) || ' accounted for 已归类'",
        "Every numeral of a report is a figure, ignored for a reason, or listed as unread",
        "报告中的每个数字要么是数据，要么有理由略过，要么列为未读",
    )
    share = Law(
        "unread_share_is_bounded",
        "dim_report",
        "critical",
        f"At most {bound} % of all numerals are unread",
        f"未读数字占全部数字不超过 {bound}%",
        "select 'all reports 全部报告' as key, sum(t.numerals_unread) || ' of ' || sum(t.numerals) || ' unread 未读'"
        " as reason from judged as t"
        f" having coalesce(100.0 * sum(t.numerals_unread) > {bound} * sum(t.numerals), true)",
    )
    worst = every_row(
        "unread_share_of_each_report",
        "dim_report",
        "t.report_key",
        f"t.numerals = 0 or 100.0 * t.numerals_unread <= {NOTICED_SHARE} * t.numerals",
        "coalesce(t.numerals_unread, -1) || ' of ' || coalesce(t.numerals, -1) || ' unread 未读'",
        f"At most {NOTICED_SHARE} % of the numerals of each report are unread",
        f"每份报告的未读数字不超过 {NOTICED_SHARE}%",
        "warning",
    )
    return ledger, share, worst


def _identities() -> tuple[Law, ...]:
    missing = Law(
        "every_declared_identity_is_tried",
        "identity_declared",
        "critical",
        "Every identity that a form implies is tried on every report of that form",
        "格式所蕴含的每条勾稽关系都在该格式的每份报告上检验",
        "with tried as (select distinct report_key, identity_code from fct_identity)\n"
        "select d.identity_code || ' · ' || r.report_key as key, 'not tried 未检验' as reason\n"
        "from judged as d inner join dim_report as r on list_contains(d.forms, r.form_code)\n"
        "and r.report_year between d.first_year and d.last_year\n"
        "left join tried on d.identity_code = tried.identity_code and r.report_key = tried.report_key\n"
        "where d.is_implied and tried.report_key is null",
    )
    return missing, reference("fct_identity", "identity_code", "identity_declared", "identity_code")
