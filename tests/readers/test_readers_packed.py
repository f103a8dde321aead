"""OpenDocument and OFD: packed XML read as text, tables and pages, and made to do no harm."""

from __future__ import annotations

import io
import zipfile

import pytest
from made_documents import assert_sound, places_of, zipped

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import read

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)
ODT, ODS = (f"application/vnd.oasis.opendocument.{kind}".encode() for kind in ("text", "spreadsheet"))
MANIFEST = (
    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<m:file-entry m:full-path="/" m:media-type="' + ODS + b'"/></m:manifest>'
)
TABLE = (
    "<table:table><table:table-header-rows><table:table-row>"
    '<table:table-cell table:number-columns-spanned="2"><text:p>指标</text:p></table:table-cell>'
    "<table:covered-table-cell/><table:table-cell><text:p>数</text:p></table:table-cell>"
    "</table:table-row></table:table-header-rows><table:table-row>"
    '<table:table-cell table:number-rows-spanned="2"><text:p>受理</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-repeated="2"><text:p>1<text:s text:c="3"/>2</text:p></table:table-cell>'
    "</table:table-row><table:table-row><table:covered-table-cell/>"
    "<table:table-cell/><table:table-cell><text:p>7</text:p></table:table-cell></table:table-row></table:table>"
)
BODY = (
    "<text:tracked-changes><text:p>删去9件</text:p></text:tracked-changes><text:h>一、总体情况</text:h>"
    "<text:section><text:p>公开<text:span>12</text:span>件。<office:annotation><text:p>批注</text:p></office:annotation>"
    "<text:line-break/>另行</text:p></text:section>" + TABLE
)


def odt(body: str, before: str = "", mimetype: bytes = ODT) -> bytes:
    content = f"{before}<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    return zipped([("mimetype", mimetype), ("content.xml", (content + "</office:document-content>").encode())])


def only(content: bytes) -> Document:
    (document,) = read("report", content)
    assert_sound(document)
    return document


def refused(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read("report", content)
    assert caught.value.reason
    return caught.value


def test_an_open_document_gives_words_and_tables_without_what_was_deleted() -> None:
    document = only(odt(BODY))
    assert document.text.split("\n")[:3] == ["一、总体情况", "公开12件。", "另行"]
    assert not [words for words in ("删去", "批注") if words in document.text]
    (grid,) = document.grids
    assert places_of(document, grid) == [["指标", "指标", "数"], ["受理", "1 2", "1 2"], ["受理", "", "7"]]


def test_a_table_that_lays_out_the_page_is_no_grid() -> None:
    outer = (
        f"<table:table><table:table-row><table:table-cell>{TABLE}</table:table-cell></table:table-row></table:table>"
    )
    assert [len(only(odt(outer)).grids)] == [1]


def test_an_open_document_sheet_is_read_as_a_workbook() -> None:
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>'
        "</table:table-row>"
        for name, n in (("规章", 3), ("规范性文件", 40))
    )
    content = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="附表">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("mimetype", ODS)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", content)
    document = only(buffer.getvalue())
    assert document.text == "附表\n规章\t3\n规范性文件\t40\n"


BOMB = '<!DOCTYPE d [<!ENTITY a "12">' + "".join(f'<!ENTITY a{n} "&a;&a;">' for n in range(9)) + "]>"
FAR = f"<!--{'-' * 0}{'x' * 9000}-->" + BOMB
HARM = {
    "entities": (odt("<text:p>&a;</text:p>", BOMB), "archive_bomb"),
    "entities far down": (odt("<text:p>&a;</text:p>", FAR), "archive_bomb"),
    "a file from outside": (
        odt("<text:p>&a;</text:p>", '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "archive_bomb",
    ),
    "endless cells": (
        odt(
            "<table:table>"
            + 9
            * (
                '<table:table-row table:number-rows-repeated="999999">'
                '<table:table-cell table:number-columns-repeated="16384"/><table:table-cell/></table:table-row>'
            )
            + "</table:table>"
        ),
        "too_large",
    ),
    "endless depth": (odt("<text:section>" * 200 + "</text:section>" * 200), "too_large"),
    "no body": (zipped([("mimetype", ODT), ("content.xml", b"<a/>")]), "truncated"),
    "half a part": (zipped([("mimetype", ODT), ("content.xml", b"<a><b>")]), "truncated"),
    "an OFD without pages": (zipped([("OFD.xml", b"<OFD/>")]), "no_text"),
    "an OFD that points outside": (
        zipped([("OFD.xml", b"<OFD><DocBody><DocRoot>../../../etc/passwd</DocRoot></DocBody></OFD>")]),
        "truncated",
    ),
}


@pytest.mark.parametrize(("content", "code"), HARM.values(), ids=HARM)
def test_what_is_made_to_do_harm_is_refused(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_a_bomb_of_blank_space_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", ODT)
        packed.writestr("content.xml", b" " * 30_000_000)
    assert refused(buffer.getvalue()).code == "archive_bomb"


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def said(x: float, y: float, words: str) -> str:
    deltas = f"g {len(words) - 1} 4" if len(words) > 2 else "4 " * (len(words) - 1)
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="{deltas.strip()}">'
        f"{words}</ofd:TextCode></ofd:TextObject>"
    )


def ruled(x: float, y: float, across: float, down: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} {across + 1} {down + 1}">'
        f"<ofd:AbbreviatedData>M 0 0 L {across} {down}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(pages: list[str], root: str = "Doc_0/Document.xml") -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    entries = [
        ("OFD.xml", f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        ("Doc_0/Document.xml", f"<ofd:Document {OFD}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"),
    ]
    entries += [
        (f"Doc_0/Pages/Page_{n}/Content.xml", f"<ofd:Page {OFD}><ofd:Content>{page}</ofd:Content></ofd:Page>")
        for n, page in enumerate(pages)
    ]
    return zipped([(name, words.encode()) for name, words in entries])


def test_the_lines_and_ruled_tables_of_an_ofd_are_read_page_by_page() -> None:
    grid = "".join(ruled(20, y, 90, 0) for y in (40, 50, 60)) + "".join(ruled(x, 40, 0, 20) for x in (20, 60, 110))
    cells = said(22, 43, "规章") + said(62, 43, "12") + said(22, 53, "规范性文件") + said(62, 53, "345")
    document = only(ofd([said(20, 20, "一、总体情况") + grid + cells, said(20, 20, "二、公开8件。")]))
    assert document.text == "一、总体情况\n规章\t12\n规范性文件\t345\n二、公开8件。\n"
    assert [document.page_of(document.text.index(words)) for words in ("规章", "二、")] == [1, 2]
    (found,) = document.grids
    assert places_of(document, found) == [["规章", "12"], ["规范性文件", "345"]]


def test_an_ofd_turned_by_a_matrix_and_addressed_from_its_root_is_read() -> None:
    text = (
        '<ofd:TextObject Boundary="20 20 100 9" Size="1" CTM="4 0 0 4 0 0">'
        '<ofd:TextCode X="0" Y="1" DeltaX="1 1 1">公开8件</ofd:TextCode></ofd:TextObject>'
    )
    assert only(ofd([text], "/Doc_0/Document.xml")).text == "公开8件\n"


def test_an_ofd_of_pictures_says_what_to_do() -> None:
    assert "PDF" in refused(ofd(['<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>'])).reason
