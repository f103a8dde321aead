"""Lists told with 分别 or 各 are read as one clause for each subject, and every character still leads back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.parsers.prose.reader import ProseReading
from dagster_project.parsers.prose.running_text import running_text
from dagster_project.parsers.prose.unfolding import unfolded


def told(text: str) -> str:
    """The text as it is read."""
    pieces = unfolded(text)
    return "".join(piece if isinstance(piece, str) else text[slice(*piece)] for piece in pieces) or text


@pytest.mark.parametrize(
    ("folded", "plain"),
    [
        ("微博、微信分别发布消息30条和25条。", "微博发布消息30条,微信发布消息25条。"),
        ("当面申请、信函申请分别为3、12件。", "当面申请为3件,信函申请为12件。"),
        ("行政复议、行政诉讼案件分别为6件、2件。", "行政复议案件为6件,行政诉讼案件为2件。"),
        ("网上8件,信函3件,当面1件,分别占66、25和9%。", "网上8件,占66%,信函3件,占25%,当面1件,占9%。"),
        ("网上8件,信函3件,分别占73%、2件和9%。", "网上8件,信函3件,分别占73%、2件和9%。"),
        ("全年复议、诉讼和举报均为零。", "全年复议为零,诉讼为零,举报为零。"),
        ("全年无申请、无复议、无诉讼。", "全年无申请,无复议,无诉讼。"),
        ("全年检查、培训各2次。", "全年检查2次,培训2次。"),
        ("全年检查3次、培训、会议各2次。", "全年检查3次、培训2次,会议2次。"),
        ("微博、微信发布信息的数量依次是30条、25条。", "微博发布信息的数量是30条,微信发布信息的数量是25条。"),
        ("经微博、微信两个渠道公开信息,分别为30条和25条。", "经微博公开信息为30条,微信公开信息为25条。"),
    ],
)
def test_each_subject_stands_beside_its_value(folded: str, plain: str) -> None:
    assert told(folded) == plain


@pytest.mark.parametrize(
    "text",
    [
        "公开信息90条、答复申请8件,同比分别增长6%、13.9%。",
        "微博、微信分别发布消息30条、25条和18条。",
        "各部门公开信息30条。",
        "公民、企业的申请均为0件。",
        "以传真和邮件方式提交的申请均为0件。",
        "法人和其他组织分别为3件、2件。",
        "微信、微博粉丝增加,依次为甲镇30人、乙镇25人。",
        "收到3份、12份分别属于两类的申请。",
    ],
)
def test_a_list_whose_subjects_are_not_told_stays_as_it_is(text: str) -> None:
    assert told(text) == text


def test_an_unfolded_figure_leads_back_to_its_own_words(read: Callable[..., ProseReading]) -> None:
    text = "二、平台建设\n某镇微博、微信公众号全年分别发布消息30条和25条。\n"
    reading = read(text)
    found = {s.metric_code.rpartition(".")[2]: (s.value, text[s.start : s.end]) for s in reading.statements}
    assert found == {"weibo": (Decimal(30), "30"), "wechat": (Decimal(25), "25")}
    assert all("微信公众号全年分别发布消息30条" in s.evidence for s in reading.statements)


def test_a_value_told_of_two_subjects_is_one_numeral(read: Callable[..., ProseReading]) -> None:
    text = "二、复议诉讼\n全年因政府信息公开引起的行政复议和行政诉讼各3件。\n"
    reading = read(text)
    assert {s.metric_code: s.value for s in reading.statements} == {"review.total": 3, "litigation.total": 3}
    assert [n.text for n in reading.numerals if n.disposition == "figure"] == ["3"]


@given(st.text(alphabet="分别各占、和,。;(为条件人次1230%微博信申请公开同增年", max_size=60))
def test_whatever_is_unfolded_loses_no_digit_and_every_digit_leads_back(text: str) -> None:
    running, unfolding = running_text(text, []), unfolded(running_text(text, []).text)
    plain = running.text
    again, together = running.put_together(unfolding, plain) if unfolding else (running, plain)
    assert {again.origin(at) for at, character in enumerate(together) if character.isdigit()} == {
        at for at, character in enumerate(text) if character.isdigit()
    }
    assert all(text[again.origin(at)] == c for at, c in enumerate(together) if c.isdigit())
