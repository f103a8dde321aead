"""`ogi check` tells a clerk what fails, in the language of the terminal, and a program the same in clean formats."""

from __future__ import annotations

import csv
import ctypes
import io
import json
import re
from pathlib import Path

import pytest

from dagster_project.cli import main
from dagster_project.commands import check as command
from dagster_project.commands.check import COLUMNS
from tests.pipeline.troubles import SHIPPED

HOLDS = str(SHIPPED / "2022" / "pingtan-zone-2022.txt")
FAILS = str(SHIPPED / "2020" / "pingtan-zone-2020.txt")
BEFORE = str(SHIPPED / "2021" / "pingtan-zone-2021.md")


def checked(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    out, err = capfd.readouterr()
    return code, out, err


@pytest.fixture(params=["zh_CN.UTF-8", "C.UTF-8"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LC_ALL", request.param)
    return "zh" if request.param.startswith("zh") else "en"


def test_a_clerk_reads_what_fails_first_with_arithmetic_words_and_the_suspected_cell(
    capfd: pytest.CaptureFixture[str], language: str
) -> None:
    code, out, err = checked(capfd, FAILS)
    assert (code, err) == (1, "")
    told = re.sub(r"\s+", "", out)
    wanted = {
        "zh": [
            "4不成立，",
            "不成立(错误)",
            "办理结果总计等于各19项",
            "6+6+4+3+3+4=26，而不是20",
            "疑似：请核对",
            "应为0",
        ],
        "en": ["4fails,", "fails(error)", "Totaldisposedofequals", "6+6+4+3+3+4=26,not20", "perhaps:lookat", "tobe0"],
    }[language]
    assert [words for words in wanted if words not in told] == []
    assert "无规章制定权" in told if language == "zh" else "Organswithoutrule" in told
    assert out.index("APP.LEAF.2019") < out.index("APP.FLOW")
    assert "规章 007" in out


def test_what_holds_is_told_identity_by_identity_with_each_outcome_once(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = checked(capfd, HOLDS)
    assert code == 0
    assert out.count("APP.FLOW") == 1
    assert "natural persons: 72 = 72" in re.sub(r"\s+", " ", out)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_programs_get_every_verdict_and_nothing_else(capfd: pytest.CaptureFixture[str], form: str) -> None:
    code, out, err = checked(capfd, BEFORE, HOLDS, "--format", form)
    rows = list(csv.DictReader(io.StringIO(out))) if form == "csv" else json.loads(out)
    assert (code, err) == (0, "")
    assert tuple(rows[0]) == COLUMNS
    assert {row["file"] for row in rows} == {BEFORE, HOLDS}
    assert {row["verdict"] for row in rows} == {"holds", "not_assessable"}
    carried = [row for row in rows if row["identity_code"] == "APP.CARRY.YEAR" and row["member"] == "total"]
    assert [(row["file"], row["verdict"], row["lhs"]) for row in carried] == [
        (BEFORE, "not_assessable", ""),
        (HOLDS, "holds", "1.000000"),
    ]


def test_what_a_library_prints_is_not_among_the_rows(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = command.check

    def noisy(*given: object) -> object:
        ctypes.CDLL(None).printf(b"noise of a solver\n")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "check", noisy)
    _, out, err = checked(capfd, HOLDS, "--format", "json")
    assert json.loads(out)
    assert "noise of a solver" in err


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"", "文件为空", "the file is empty"),
        (b"\x00\x01\x02\xff", "既不是可识别的文件格式", "neither a known format"),
        ("今天天气很好，买了三斤苹果。".encode(), "没有可检验的勾稽关系", "no identity could be tried"),
        (None, "文件无法打开", "cannot be read"),
    ],
)
def test_a_bad_file_is_named_and_stops_no_other(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, language: str, content: bytes | None, zh: str, en: str
) -> None:
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    code, out, err = checked(capfd, str(bad), HOLDS, "--format", "csv")
    assert code == 2
    assert len(list(csv.DictReader(io.StringIO(out)))) > 50
    assert err.startswith(f"ogi: {bad}: ")
    assert en in err
    assert (zh in err) == (language == "zh")
