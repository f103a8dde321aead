"""What only LibreOffice can open; collected where it is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx

from dagster_project.readers import read


def test_a_rich_text_is_read_by_libreoffice() -> None:
    (document,) = read("report", b"{\\rtf1\\ansi 2017 report\\par 12 requests\\par}")
    assert document.text == "2017 report\n12 requests\n"


def test_an_open_document_that_libreoffice_wrote_is_read_as_the_word_document_it_came_from(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("一、总体情况")
    table = written.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(1, 0))
    written.save(str(tmp_path / "a.docx"))
    (word,) = read("a", (tmp_path / "a.docx").read_bytes())
    soffice = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*soffice, "--convert-to", "odt", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True)
    (opened,) = read("a", (tmp_path / "a.odt").read_bytes())
    assert (opened.text, opened.grids) == (word.text, word.grids)


def test_a_document_of_another_writer_in_the_old_container_is_read_as_one_of_word(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("公开12件。")
    written.save(str(tmp_path / "a.docx"))
    soffice = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*soffice, "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True)
    (document,) = read("report.wps", (tmp_path / "a.doc").read_bytes())
    assert document.text == "公开12件。\n"
