"""What only LibreOffice can open; collected where it is installed."""

from __future__ import annotations

from dagster_project.readers import read


def test_a_rich_text_is_read_by_libreoffice() -> None:
    (document,) = read("report", b"{\\rtf1\\ansi 2017 report\\par 12 requests\\par}")
    assert document.text == "2017 report\n12 requests\n"
