"""How identities are tried: nothing passes on nothing, blanks are not zero, words are intervals, rows are enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dagster_project.identities.evaluation import EmptyInputError, evaluate
from tests.identities.made_reports import Made, frames, seeds, tried, verdicts

CATEGORY, SHARE = "proactive.items.by_category", "proactive.items.category_share"
WEBSITE, REFUSED = "proactive.channel.website", "applications.answered.refused"
NEW, CARRIED_IN = "applications.received.new", "applications.received.carried_in"
TOTAL, CARRIED_OUT = "applications.outcome.total", "applications.carried_out"


def flow(
    new: object, carried_in: object, total: object, carried_out: object, member: str = "total"
) -> dict[tuple[str, str], object]:
    """The four cells of one column that must balance."""
    return {
        (NEW, member): new,
        (CARRIED_IN, member): carried_in,
        (TOTAL, member): total,
        (CARRIED_OUT, member): carried_out,
    }


def test_no_report_is_no_pass() -> None:
    nothing = {name: frame.clear() for name, frame in frames([Made("a", table=flow(1, 0, 1, 0))]).items()}
    with pytest.raises(EmptyInputError):
        evaluate(nothing, seeds())


@pytest.mark.parametrize("name", ["identities", "identity_terms"])
def test_no_declaration_is_no_pass(name: str) -> None:
    with pytest.raises(EmptyInputError):
        tried([Made("a", table=flow(1, 0, 1, 0))], {**seeds(), name: []})


def test_a_report_without_figures_has_no_verdict_but_not_assessable() -> None:
    reports = [Made("empty", table={}), Made("other", jurisdiction_key="CN-130103", table=flow(1, 0, 1, 0))]
    found = tried(reports).filter(pl.col("report_id") == "empty")
    assert found.height > 50
    assert set(found["verdict"]) == {"not_assessable"}


def test_an_identity_is_added_by_rows_alone() -> None:
    tables = seeds()
    model = next(row for row in tables["identities"] if row["identity_code"] == "REM.SUM.REVIEW")
    tables["identities"].append({**model, "identity_code": "NEW.ONE", "title_en": "Made up", "title_zh": "新增"})
    term = next(row for row in tables["identity_terms"] if row["identity_code"] == "REM.SUM.REVIEW")
    for number, (side, metric) in enumerate([("lhs", "licensing.decisions"), ("rhs", "penalty.decisions")], 1):
        added = {**term, "identity_code": "NEW.ONE", "side": side, "metric_code": metric, "term_no": str(number)}
        tables["identity_terms"].append(added)
    report = Made("a", table={("licensing.decisions", ""): 5, ("penalty.decisions", ""): 6})
    assert verdicts(tried([report], tables), "NEW.ONE") == {"": "fails"}
    assert "NEW.ONE" not in tried([report])["identity_code"]


def test_a_blank_operand_is_never_zero() -> None:
    assert verdicts(tried([Made("a", table=flow(34, 2, 35, None))]), "APP.FLOW")["total"] == "not_assessable"
    assert verdicts(tried([Made("a", table=flow(34, 2, 36, None))]), "APP.FLOW")["total"] == "holds"
    assert verdicts(tried([Made("a", table=flow(34, 2, 37, None))]), "APP.FLOW")["total"] == "fails"
    assert verdicts(tried([Made("a", table=flow(None, None, 0, 0))]), "APP.FLOW")["total"] == "not_assessable"


def test_a_missing_row_is_named() -> None:
    cells = flow(34, 2, 35, None)
    del cells[CARRIED_OUT, "total"]
    row = tried([Made("a", table=cells)]).filter(
        (pl.col("identity_code") == "APP.FLOW") & (pl.col("member") == "total")
    )
    assert row["missing_operands"].to_list() == ["applications.carried_out[total]"]
    assert "结转" in row["missing_operands_zh"][0]


def test_blank_parts_of_a_sum_are_left_out_and_counted() -> None:
    cells = {("review.total", ""): 3, ("review.upheld", ""): 3}
    cells |= {(f"review.{result}", ""): None for result in ("corrected", "other", "pending")}
    found = tried([Made("a", table=cells)]).filter(pl.col("identity_code") == "REM.SUM.REVIEW")
    assert found.select("verdict", "n_left_out").rows() == [("holds", 3)]
    short = tried([Made("a", table={**cells, ("review.total", ""): 4})])
    assert verdicts(short, "REM.SUM.REVIEW") == {"": "fails"}


def test_approximate_words_are_intervals() -> None:
    report = Made("a", 2012, form_code="2008", bounds={("proactive.items.total", ""): (247500, 248500)})
    report.prose = [("proactive.items.total", "", 248000)]
    report.prose += [("proactive.items.by_category", name, value) for name, value in (("x", 140000), ("y", 108306))]
    assert verdicts(tried([report]), "PRO.CATEGORY.SUM") == {"": "holds"}
    report.prose[-1] = ("proactive.items.by_category", "y", 109000)
    assert verdicts(tried([report]), "PRO.CATEGORY.SUM") == {"": "fails"}


def test_an_open_bound_contradicts_nothing_above_it() -> None:
    report = Made("a", 2012, form_code="2008", bounds={("website.visits", ""): (110000, None)})
    report.prose = [("website.visits_daily", "", 999), ("website.visits", "", 110000)]
    assert verdicts(tried([report]), "WEB.DAILY") == {"": "holds"}


def test_a_list_ends_where_it_adds_up() -> None:
    report = Made("a", 2013, form_code="2008", prose=[("proactive.items.total", "", 4970)])
    organs = (("departments", 3933), ("townships", 1037), ("a part of the first", 222))
    report.prose += [("proactive.items.by_organ", name, value) for name, value in organs]
    assert verdicts(tried([report]), "PRO.ORGAN.SUM") == {"": "holds"}


def test_a_reading_among_several_convicts_nobody() -> None:
    cells = {("licensing.items_prev", ""): 12, ("licensing.items_change", ""): -14}
    report = Made("a", 2019, form_code="2019", table=cells)
    assert verdicts(tried([report]), "ITEM.NONNEG.LICENSING") == {"": "fails"}
    report.readings = {("licensing.items_prev", ""): ["12|-14", "1|2-14"]}
    row = tried([report]).filter(pl.col("identity_code") == "ITEM.NONNEG.LICENSING").row(0, named=True)
    assert (row["verdict"], row["remark"], row["is_doubtful"]) == ("not_assessable", "several readings", True)


def test_one_of_several_bases_is_enough_and_is_stored() -> None:
    report = Made("a", table=flow(70, 5, 74, 1), prose=[(NEW, "total", 75)])
    found = tried([report])
    assert verdicts(found, "TXT.RECEIVED.AMBIG") == {"": "holds"}
    assert found.filter(pl.col("identity_code") == "TXT.RECEIVED.AMBIG")["basis"].to_list() == [2]
    assert verdicts(found, "TXT.NEW") == {"": "fails"}


def test_a_form_is_owed_what_its_law_asks_though_the_report_took_another() -> None:
    found = tried([Made("a", 2019, form_code="2008", prose=[("proactive.items.total", "", 113)])])
    assert set(verdicts(found, "APP.FLOW").values()) == {"not_assessable"}


def test_a_deadline_tells_the_dates() -> None:
    late = Made("a", 2020, published_on=date(2021, 4, 1), form_code="2019")
    row = tried([late]).filter(pl.col("identity_code") == "PUB.DEADLINE.GOV").row(0, named=True)
    assert (row["verdict"], row["arithmetic"], row["residual"]) == ("fails", "2021-04-01 > 2021-03-31", 1)


def test_years_are_joined_by_place_organ_and_scope_only() -> None:
    before = Made("before", 2020, form_code="2019", table=flow(9, 0, 5, 4))
    now = Made("now", 2021, table=flow(1, 4, 5, 0))
    elsewhere = Made("elsewhere", 2021, jurisdiction_key="CN-130103", table=flow(1, 3, 4, 0))
    found = tried([before, now, elsewhere])
    assert verdicts(found, "APP.CARRY.YEAR", "now")["total"] == "holds"
    assert verdicts(found, "APP.CARRY.YEAR", "elsewhere")["total"] == "not_assessable"


def test_a_restated_year_says_with_which_version_the_carry_over_holds() -> None:
    first = Made(
        "before@" + "f" * 12, 2020, form_code="2019", table=flow(9, 0, 5, 4), is_current=False, sha256="f" * 64
    )
    second = Made("before", 2020, form_code="2019", table=flow(9, 0, 6, 3), version=2)
    now = Made("now", 2021, table=flow(1, 4, 5, 0))
    rows = tried([first, second, now]).filter(
        (pl.col("report_id") == "now") & (pl.col("identity_code") == "APP.CARRY.YEAR") & (pl.col("member") == "total")
    )
    row = rows.row(0, named=True)
    assert (row["verdict"], row["other_version"], row["earlier_versions"]) == ("fails", 1, "version 1: holds")


def test_a_waiver_is_reported_and_hides_nothing_and_lapses() -> None:
    wrong = Made("now", table=flow(34, 2, 37, 0), sha256="abc")
    waiver = {"identity_code": "APP.FLOW", "member": "total", "decided_by": "li", "decided_on": "2026-01-02",
              "reason": "explained by the organ", "accepted": "the difference of 1"}  # fmt: skip
    rows = [{**waiver, "sha256": sha} for sha in ("abc", "old", "gone")]
    rows.append({**waiver, "sha256": "abc", "member": "other"})
    old = Made("now@old", table=flow(1, 0, 1, 0), sha256="old", is_current=False, version=1, file="now")
    tables = {**seeds(), "waivers": rows}
    found = tried([wrong, old], tables).filter(pl.col("is_waived"))
    assert found.select("report_id", "identity_code", "member", "verdict", "waived_by").rows() == [
        ("now", "APP.FLOW", "total", "fails", "li")
    ]
    states = tried([wrong, old], tables, "int_identity_waivers").select("sha256", "member", "waiver_status").rows()
    assert set(states) == {
        ("abc", "total", "used"),
        ("abc", "other", "unused"),
        ("old", "total", "lapsed"),
        ("gone", "total", "unknown file"),
    }
    listed = tried([wrong, old], tables, "fct_problem").select("file", "problem_code", "reason").rows()
    assert sorted(listed) == [
        ("now", "waiver_lapsed", "APP.FLOW[total]: the file has changed since it was waived (li, 2026-01-02)"),
        ("now", "waiver_unused", "APP.FLOW[other]: what was waived does not fail (li, 2026-01-02)"),
        ("waivers.csv", "waiver_of_no_file", "APP.FLOW[total]: no file has this digest (li, 2026-01-02)"),
    ]


def test_a_figure_is_reconciled_contradicted_or_unchecked() -> None:
    cells = {**flow(34, 2, 36, 0), ("review.total", ""): 3, ("review.upheld", ""): 2, ("review.corrected", ""): 0,
             ("review.other", ""): 0, ("review.pending", ""): 0, ("licensing.decisions", ""): 8}  # fmt: skip
    tables = {**seeds(), "unprinted_units": [{"metric_code": "", "form_code": ""}]}
    statuses = tried([Made("a", table=cells)], tables, "fct_figure")
    told = statuses.select("metric_code", "member", "status").iter_rows()
    by_figure = {(metric, member): status for metric, member, status in told}
    assert by_figure[NEW, "total"] == "reconciled"
    assert by_figure["review.upheld", ""] == "contradicted"
    assert by_figure["licensing.decisions", ""] == "unchecked"


def test_figures_told_in_one_breath_are_no_repetition() -> None:
    report = Made("a", 2018, form_code="2008")
    report.prose = [("proactive.channel.broadcast", "", 309), ("proactive.channel.broadcast", "", 2950)]
    tables = frames([report])
    assert "fails" in verdicts(evaluate(tables, seeds())["fct_identity"], "REPEAT.EQUAL").values()
    tables["stg_statements"] = tables["stg_statements"].with_columns(
        span_start=pl.lit(100) + 5 * pl.col("statement_no")
    )
    assert set(verdicts(evaluate(tables, seeds())["fct_identity"], "REPEAT.EQUAL").values()) == {"not_assessable"}


def test_what_is_missing_names_no_blank_that_was_allowed() -> None:
    cells = {("review.total", ""): None, ("review.upheld", ""): 3, ("review.corrected", ""): None}
    cells |= {("review.other", ""): None, ("review.pending", ""): None}
    found = tried([Made("a", table=cells)]).filter(pl.col("identity_code") == "REM.SUM.REVIEW")
    assert found["missing_operands"].to_list() == ["review.total"]


def test_a_list_far_below_its_whole_is_a_selection_and_convicts_nobody() -> None:
    short = [("proactive.items.total", "", 500), (CATEGORY, "norms", 12), (CATEGORY, "budgets", 30)]
    row = tried([Made("a", prose=short)]).filter(pl.col("identity_code") == "PRO.CATEGORY.SUM").row(0, named=True)
    assert (row["verdict"], row["remark"]) == ("not_assessable", "the rest of the list")
    nearly = [("proactive.items.total", "", 500), (CATEGORY, "norms", 200), (CATEGORY, "budgets", 280)]
    assert verdicts(tried([Made("a", prose=nearly)]), "PRO.CATEGORY.SUM") == {"": "fails"}


def test_channels_that_a_text_names_need_not_be_all_but_those_of_a_table_are() -> None:
    figures = {"proactive.items.total": 500, "proactive.channel.website": 460, "proactive.channel.wechat": 30}
    told = Made("a", prose=[(metric, "", value) for metric, value in figures.items()])
    assert verdicts(tried([told]), "PRO.CHANNEL.SUM") == {"prose": "not_assessable"}
    drawn = Made("a", 2016, form_code="2014", table={(metric, ""): value for metric, value in figures.items()})
    assert verdicts(tried([drawn]), "PRO.CHANNEL.SUM")["table"] == "fails"


def test_refusals_may_include_what_is_not_held() -> None:
    answered = {"granted": 52, "partial": 3, "refused": 63, "not_exist": 28, "not_own_agency": 19}
    report = Made("a", 2010, form_code="2008")
    report.prose = [(f"applications.answered.{kind}", "", count) for kind, count in answered.items()]
    for total, verdict in {118: "holds", 165: "holds", 117: "fails"}.items():
        told = replace(report, prose=[*report.prose, ("applications.answered.total", "", total)])
        assert verdicts(tried([told]), "APPX.OUT.SUM")["prose"] == verdict


def test_shares_of_a_selection_are_shares_of_the_stated_whole() -> None:
    shares = [(CATEGORY, "norms", 12), (SHARE, "norms", "2.4"), (CATEGORY, "budgets", 30), (SHARE, "budgets", "7")]
    report = Made("a", prose=[("proactive.items.total", "", 500), *shares], units={SHARE: "percent"})
    assert verdicts(tried([report]), "PRO.SHARE") == {"category/norms": "holds", "category/budgets": "fails"}
    report.prose = shares
    assert set(verdicts(tried([report]), "PRO.SHARE").values()) == {"not_assessable"}
    assert set(verdicts(tried([report]), "PRO.SHARE.SUM").values()) == {"not_assessable"}


def test_statements_of_differing_scope_repeat_nothing() -> None:
    report = Made("a", prose=[(WEBSITE, "", 393), (WEBSITE, "", 2139)])
    report.words = {(WEBSITE, ""): ["通过网站公开政府信息393条", "网站发布信息2139条"]}
    assert set(verdicts(tried([report]), "REPEAT.EQUAL").values()) == {"not_assessable"}
    report.words = {(WEBSITE, ""): ["通过网站公开政府信息393条", "网站公开政府信息2139条"]}
    assert set(verdicts(tried([report]), "REPEAT.EQUAL").values()) == {"fails"}
    report = Made("a", 2010, form_code="2008", prose=[(REFUSED, "", 7)], table={(REFUSED, ""): 63})
    report.words = {(REFUSED, ""): ["免予公开7件", "否决公开答复数 63"]}
    assert set(verdicts(tried([report]), "REPEAT.EQUAL").values()) == {"not_assessable"}
    report = Made("a", prose=[(NEW, "total", 30), (NEW, "total", 500)])
    report.words = {(NEW, "total"): ["本机关收到申请30件", "全县收到申请500件"]}
    assert set(verdicts(tried([report]), "REPEAT.EQUAL").values()) == {"not_assessable"}
