"""A noun that other work has too is read by the words beside it: of disclosure, of no matter, of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dagster_project.parsers.prose.reader import ProseReading


def codes(sentence: str, read: Callable[..., ProseReading]) -> set[str]:
    return {s.metric_code for s in read(f"二、总体情况\n{sentence}\n").statements}


@pytest.mark.parametrize(
    "sentence",
    [
        "举办税收征管业务培训班6期,培训征管人员430人次。",
        "开展渔船船员安全培训9期,1400人次参训。",
        "全年公开信息26条,举办乡村医生培训6期,培训村医410人次。",
        "减免计量器具检定费48万元。",
        "减免冷库用电、用水费用共12万元。",
    ],
)
def test_trainings_and_reductions_of_another_trade_are_no_figures(
    sentence: str, read: Callable[..., ProseReading]
) -> None:
    assert not {code for code in codes(sentence, read) if code.startswith(("training", "fees"))}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("举办税务系统政务公开业务培训班6期。", "training.sessions"),
        ("组织局机关和直属单位经办人员培训2次。", "training.sessions"),
        ("举办培训班3期,培训各级工作人员430人次。", "training.trainees"),
        ("组织派出所民警政务公开培训3期,培训民警46人次。", "training.trainees"),
        ("因申请人家庭困难减免复印费48元。", "fees.reductions"),
        ("对低保对象减免费用48元。", "fees.reductions"),
    ],
)
def test_those_of_disclosure_or_of_no_named_matter_are_figures(
    sentence: str, code: str, read: Callable[..., ProseReading]
) -> None:
    assert code in codes(sentence, read)
