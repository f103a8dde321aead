"""`ogi parse` prints what can be read, names what cannot, and starts fast."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dagster_project.cli import main
from dagster_project.commands.parse import COLUMNS
from tests.pipeline.troubles import MENU, SHIPPED, report

GOOD = str(SHIPPED / "2020" / "jianning-county-2020.txt")


@pytest.fixture
def prose(tmp_path: Path) -> str:
    path = tmp_path / "prose.txt"
    path.write_bytes(report("福建省泰宁县人民政府", 2016, 12))
    return str(path)


def parsed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["parse", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_csv_has_the_promised_columns_and_one_row_a_statement(capsys: pytest.CaptureFixture[str], prose: str) -> None:
    code, out, err = parsed(capsys, prose, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (0, "")
    assert tuple(rows[0]) == COLUMNS
    received = [row for row in rows if row["metric_code"] == "applications.received.new" and row["member"] == "total"]
    assert [(row["file"], row["report_year"], row["value"], row["value_semantic"]) for row in received] == [
        (prose, "2016", "12", "reported")
    ]
    assert "12件" in received[0]["evidence"]


def test_json_holds_the_same_statements_with_the_head(capsys: pytest.CaptureFixture[str], prose: str) -> None:
    _, table, _ = parsed(capsys, prose, "--format", "csv")
    code, out, _ = parsed(capsys, prose, "--format", "json")
    (told,) = json.loads(out)
    assert code == 0
    assert told["report_year"] == 2016
    assert len(told["statements"]) == len(list(csv.DictReader(io.StringIO(table))))


GLUED = (
    "福建省泰宁县人民政府2019年政府信息公开工作年度报告\n一、总体情况\n全年主动公开信息120条。\n"
    "二、主动公开政府信息情况第二十条第(一)项信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件7777166"
    "第二十条第(六)项信息内容上一年项目数量本年增/减处理决定数量行政处罚2648-18538\n"
    "三、存在的主要问题及改进情况\n无。\n"
)


def test_a_cell_that_stays_open_has_bounds_and_readings_and_no_value(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    glued = tmp_path / "glued.txt"
    glued.write_text(GLUED, encoding="utf-8")
    _, out, _ = parsed(capsys, str(glued), "--format", "csv")
    cells = {row["metric_code"]: row for row in csv.DictReader(io.StringIO(out))}
    total, before = cells["normative.disclosed_total"], cells["penalty.items_prev"]
    assert (total["value"], total["value_semantic"], total["lower"], total["upper"]) == ("", "ambiguous", "6", "77166")
    assert "77|77|166" in total["readings"].split("; ")
    assert (before["value"], before["decided_by"], before["readings"]) == ("2648", "all_readings", "")
    _, shown, _ = parsed(capsys, str(glued))
    assert "6…77166" in shown
    assert "77|77|166 or " in shown


def test_several_files_make_one_table_under_one_heading(capsys: pytest.CaptureFixture[str], prose: str) -> None:
    _, out, _ = parsed(capsys, prose, GOOD, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["file"] for row in rows} == {prose, GOOD}


def test_a_bad_file_is_named_with_its_reason_and_the_others_are_printed(
    capsys: pytest.CaptureFixture[str], prose: str, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "menu.html").write_bytes(MENU)
    bad = [str(tmp_path / name) for name in ("empty.txt", "menu.html", "missing.txt")]
    code, out, err = parsed(capsys, *bad, prose, "--format", "csv")
    assert code == 2
    assert prose in out
    for file in (*bad, str(tmp_path)):
        assert file in err
    assert len([line for line in err.splitlines() if line.startswith("ogi: ")]) >= 3


@pytest.mark.parametrize("command", ["parse", "check"])
def test_an_archive_with_an_unreadable_member_prints_the_others_and_names_it(
    capsys: pytest.CaptureFixture[str], prose: str, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(prose, "good.txt")
        archive.writestr("\x1b[31mempty.txt", b"")
    code = main([command, str(path), "--format", "csv"])
    out, err = capsys.readouterr()
    assert code == 2
    assert len(out.splitlines()) > 1
    assert "empty.txt: empty" in err
    assert "\x1b" not in err


def test_a_folder_is_bad_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = parsed(capsys, str(tmp_path), "--format", "csv")
    assert code == 2
    assert str(tmp_path) in err


@pytest.mark.parametrize(("form", "nothing"), [("csv", ",".join(COLUMNS)), ("json", "[]"), ("table", "")])
def test_without_a_readable_file_the_output_is_empty_but_well_formed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str, nothing: str
) -> None:
    code, out, _ = parsed(capsys, str(tmp_path / "missing.txt"), "--format", form)
    assert (code, out.strip()) == (2, nothing)


def test_the_table_shows_words_and_what_was_not_understood_without_colour(
    capsys: pytest.CaptureFixture[str], prose: str
) -> None:
    code, out, _ = parsed(capsys, prose)
    assert code == 0
    assert "applications.received.new" in out
    assert "12件" in out
    assert "numerals not understood" in out
    assert "\x1b[" not in out


def test_a_reader_that_closes_the_pipe_is_no_error() -> None:
    line = f"{sys.executable} -m dagster_project.cli parse --format csv {GOOD} {GOOD} {GOOD} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("file,report_year")


def test_parsing_imports_no_orchestrator_no_dbt_and_no_judge() -> None:
    code = (
        "import sys; from dagster_project.cli import main; main(['parse', sys.argv[1], '--format', 'csv'])\n"
        "heavy = {'dagster', 'dbt', 'great_expectations', 'duckdb', 'polars', 'pandas', 'pdfplumber', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, GOOD], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
