"""The seeds of the prose reader are coherent, and each kind of rule does what its columns say."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice, permutations

import pytest

from dagster_project.document import Document
from dagster_project.parsers.codebook import Codebook
from dagster_project.parsers.prose.lexicon import Lexicon
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules
from dagster_project.parsers.prose.running_text import running_text


def document(text: str, printed: str | None = None) -> Document:
    return Document("x.txt", b"", "text/plain", "utf-8", text, printed or text)


def said(text: str, rules: ProseRules, form: str = "2021", year: int = 2022) -> dict[tuple[str, str], Decimal]:
    reading = read_prose(document(text), [], rules, form, year)
    return {(s.metric_code, s.member): s.value for s in reading.statements if isinstance(s.value, Decimal)}


def reasons(text: str, rules: ProseRules, form: str = "2021", year: int = 2022) -> dict[str, str]:
    return {n.text: n.reason or n.disposition for n in read_prose(document(text), [], rules, form, year).numerals}


def test_every_metric_that_a_share_names_is_known(codebook: Codebook) -> None:
    known = {row["metric_code"] for row in codebook.tables["metrics"]}
    for row in codebook.tables["prose_shares"]:
        assert {row["metric_code"], row["share_code"]} <= known


def test_metric_codes_are_unique_and_their_parents_known(codebook: Codebook) -> None:
    codes = [row["metric_code"] for row in codebook.tables["metrics"]]
    assert len(codes) == len(set(codes))
    assert {row["parent_metric"] for row in codebook.tables["metrics"]} - {""} <= set(codes)


@pytest.mark.parametrize(
    "codes",
    [
        {"metric_codes": "no.such.metric"},
        {"metric_codes": "review.total", "codes_before_2019": "no.such.metric"},
    ],
)
def test_a_rule_with_an_unknown_metric_is_refused(codebook: Codebook, codes: dict[str, str]) -> None:
    tables = {name: list(codebook.tables[name]) for name in codebook.tables}
    tables["prose_zeros"] = [{**codes, "clause": "无"}]
    with pytest.raises(ValueError, match=r"no\.such\.metric"):
        ProseRules.from_tables(tables)


def test_a_row_gives_each_form_the_code_that_it_has_for_the_figure(rules: ProseRules) -> None:
    text = "五、行政复议情况\n全年因政府信息公开被申请行政复议4件,维持4件。"
    assert {code for code, _ in said(text, rules, "2014", 2016)} == {"review.cases.total", "review.cases.upheld"}
    assert {code for code, _ in said(text, rules, "2021", 2022)} == {"review.total", "review.upheld"}


def test_a_count_governed_by_another_year_is_no_figure_of_this_one(rules: ProseRules) -> None:
    text = "二、依申请公开\n2021年共收到政府信息公开申请9件。2022年共收到政府信息公开申请12件。"
    assert said(text, rules) == {("applications.received.new", "total"): Decimal(12)}
    assert reasons(text, rules)["9"] == "other_year"


@pytest.mark.parametrize(
    "said_before",
    ["二〇二一年,", "二○二一年度我局", "(2021年)我局", "【2021年】", "|2021年|", "*2021年", "回望2021年,"],
)
def test_a_year_governs_however_it_is_set(said_before: str, rules: ProseRules) -> None:
    text = f"二、依申请公开\n{said_before}收到政府信息公开申请9件。"
    assert said(text, rules) == {}
    assert reasons(text, rules)["9"] == "other_year"
    of_the_report = text.replace("2021", "2022").replace("二一年", "二二年")
    assert said(of_the_report, rules) == {("applications.received.new", "total"): Decimal(9)}


def test_a_year_in_brackets_behind_a_count_is_that_of_the_count(rules: ProseRules) -> None:
    assert said("二、依申请公开\n我局收到政府信息公开申请9件(2021年)。", rules) == {}
    assert said("二、依申请公开\n我局收到政府信息公开申请9件(2022年)。", rules) == {
        ("applications.received.new", "total"): Decimal(9)
    }


@pytest.mark.parametrize(
    "clause",
    [
        "比上年增加5件",
        "力争公开信息不少于500条",
        "12345热线标识牌30块",
        "全市常住人口430万人",
        "查处食品安全案件18件",
        "2023年将开展培训3次",
    ],
)
def test_a_decoy_is_no_figure(clause: str, rules: ProseRules) -> None:
    assert said(f"一、总体情况\n认真落实各项要求,{clause}。", rules) == {}


def test_a_licence_counted_among_requests_is_no_request(rules: ProseRules) -> None:
    assert said("政务服务大厅开设窗口26个,共受理申请121510件。", rules) == {}


@pytest.mark.parametrize("negation", ["未收到", "没有收到", "未接到", "未发生"])
def test_none_received_is_a_stated_zero(negation: str, rules: ProseRules) -> None:
    reading = read_prose(document(f"本年度{negation}政府信息公开申请。"), [], rules, "2021", 2022)
    assert [(s.metric_code, s.value, s.value_semantic) for s in reading.statements] == [
        ("applications.received.new", Decimal(0), "stated_zero")
    ]


def test_neither_review_nor_litigation_is_two_zeros(rules: ProseRules) -> None:
    text = "本年度未发生因政府信息公开引起的行政复议、行政诉讼案件。"
    assert said(text, rules) == {("review.total", ""): 0, ("litigation.total", ""): 0}
    assert said(text, rules, form="2014") == {("review.cases.total", ""): 0, ("litigation.cases.total", ""): 0}


def test_one_review_and_no_lawsuit_are_told_apart(rules: ProseRules) -> None:
    assert said("收到行政复议申请1件,未发生行政诉讼。", rules) == {("review.total", ""): 1, ("litigation.total", ""): 0}


def test_a_number_for_reviews_and_lawsuits_together_is_given_to_neither(rules: ProseRules) -> None:
    assert said("全年行政复议、行政诉讼案件共3件。", rules) == {("remedies.total", ""): 3}


def test_a_list_carries_its_subject(rules: ProseRules) -> None:
    text = "全年共收到政府信息公开申请20件,办结18件,其中予以公开6件、部分公开2件、不予公开3件,结转下年度2件。"
    assert said(text, rules) == {
        ("applications.received.new", "total"): 20,
        ("applications.outcome.total", "total"): 18,
        ("applications.outcome.granted", "total"): 6,
        ("applications.outcome.partial", "total"): 2,
        ("applications.outcome.refused", "total"): 3,
        ("applications.carried_out", "total"): 2,
    }


def test_all_answered_carries_the_count_received(rules: ProseRules) -> None:
    text = "2013年共受理政府信息公开申请7件,均已在规定时间答复。"
    assert said(text, rules, form="2008", year=2013) == {
        ("applications.received.new", "total"): 7,
        ("applications.answered.total", ""): 7,
        ("applications.closed.on_time", ""): 7,
    }


def test_what_is_said_of_all_requests_is_carried_from_the_count_of_the_section(rules: ProseRules) -> None:
    text = (
        "三、依申请公开情况\n全年收到政府信息公开申请7件,其中当面申请4件,信函申请3件。内容以规划许可居多。\n"
        "所有申请均已按时办结。同意公开5件。\n四、举报情况\n上述申请均已按时办结。"
    )
    found = said(text, rules, form="2008", year=2013)
    assert found[("applications.closed.total", "")] == found[("applications.closed.on_time", "")] == 7
    reading = read_prose(document(text), [], rules, "2008", 2013)
    assert [s.evidence for s in reading.statements if "closed" in s.metric_code] == ["所有申请均已按时办结"] * 2


def test_a_share_belongs_to_the_count_before_it(rules: ProseRules) -> None:
    text = "主动公开政府信息200条,其中机构职能类信息30条,占15%,政策法规类信息20条,10%。"
    shares = {k: v for k, v in said(text, rules).items() if k[0] == "proactive.items.category_share"}
    assert shares == {
        ("proactive.items.category_share", "org_functions"): 15,
        ("proactive.items.category_share", "policy_regulation"): 10,
    }


def test_a_wrapped_line_does_not_part_a_figure_from_its_words(rules: ProseRules) -> None:
    wrapped = "一、总体情况\n本机关严格落实各项工作要求,全年共收到政府信息公\n开申请 34 件,均按要求办理。"
    reading = read_prose(document(wrapped), [], rules, "2021", 2022)
    (statement,) = [s for s in reading.statements if s.metric_code == "applications.received.new"]
    assert (statement.value, wrapped[statement.start : statement.end]) == (34, "34")


def test_a_lost_unit_is_read_where_the_words_are_plain(rules: ProseRules) -> None:
    assert (
        said("二、依申请公开\n共收到政府信息公开申请5,其中网络申请5件。", rules)[("applications.received.new", "total")]
        == 5
    )


def test_a_table_is_cut_out_and_every_place_leads_back() -> None:
    text = "前文一句。\n表格 1 2 3\n后文\n二句。"
    running = running_text(text, [(6, 14)])
    assert "表格" not in running.text
    place = running.text.index("二句")
    assert text[running.origin(place)] == "二"


def test_an_empty_report_says_nothing(rules: ProseRules) -> None:
    assert read_prose(document(""), [], rules, "2021", 2022).statements == ()


def test_a_lexicon_half_as_large_again_as_the_seeds_still_finds_its_words() -> None:
    lexicon = Lexicon({})
    words = ["".join(word) for word in islice(permutations("公开政府信息申请答复", 4), 5000)]
    numbers = {word: lexicon.number(word) for word in words}
    found = lexicon.find(words[7], [(0, 4)])
    assert (found.starts, found.end(0), found.numbers) == ([0], 4, [numbers[words[7]]])
