"""Word documents, workbooks, separated values, and old formats that a converter reads."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from made_documents import assert_sound, places_of, words_of, zipped

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import read
from dagster_project.readers.numbering import printed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def only(content: bytes, file: str = "report") -> Document:
    documents = read(file, content)
    assert len(documents) == 1
    assert_sound(documents[0])
    return documents[0]


def refused(content: bytes, file: str = "report") -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(file, content)
    assert caught.value.reason
    return caught.value


def word(fill: object = None) -> bytes:
    """A Word document with a table of merged cells between two paragraphs."""
    document = docx.Document()
    document.core_properties.title = "白水镇年报"
    document.add_paragraph("一、概述　全年１２件")
    table = document.add_table(4, 3)
    for row, words in enumerate([("项", "人", ""), ("", "个", "众"), ("收到", "3", ""), ("办结", "2", "1")]):
        for column, cell in enumerate(words):
            table.cell(row, column).text = cell
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("完")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_body(body: str, lists: str = "") -> bytes:
    """A Word document whose body is this markup, with these definitions of lists."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    xml = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    numbering = f'{head}<w:numbering xmlns:w="{W}">{lists}</w:numbering>'
    parts = {"word/document.xml": xml.encode(), "word/numbering.xml": numbering.encode()}
    with zipfile.ZipFile(io.BytesIO(word())) as source:
        return zipped((name, parts.get(name) or source.read(name)) for name in source.namelist())


def workbook(fill: dict[str, object], title: str = "Sheet1", merged: str = "") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for place, value in fill.items():
        sheet[place] = value
    if merged:
        sheet.merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_word_document_reads_in_the_order_of_its_body_with_merged_cells() -> None:
    document = only(word())
    assert document.text == "一、概述 全年12件\n项\t人\n个\t众\n收到\t3\t\n办结\t2\t1\n完\n"
    assert places_of(document, document.grids[0])[:2] == [["项", "人", "人"], ["项", "个", "众"]]
    assert document.meta["title"] == "白水镇年报"
    assert document.grids[0].origin == "docx"


def test_deleted_and_hidden_words_and_field_codes_are_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>98</w:t></w:r><w:r><w:instrText>PAGE 97</w:instrText></w:r>"
        "<w:r><w:t>件</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert only(word_body(body)).text == "公开12件\n甲\n乙\n"


def test_a_raised_number_behind_a_digit_is_the_mark_of_a_note_and_no_further_digit() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    body = f"<w:p><w:r><w:t>公开13</w:t></w:r>{raised}<w:r><w:t>件，占地</w:t></w:r>{raised}</w:p>"
    assert only(word_body(body)).text == "公开13[1]件,占地1\n"


def test_item_numbers_that_word_makes_up_are_read_as_printed() -> None:
    def item(words: str, level: int, number: int = 7) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    def level(at: int, form: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'

    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
    lists = f'<w:abstractNum w:abstractNumId="70">{levels}</w:abstractNum>'
    lists += '<w:num w:numId="7"><w:abstractNumId w:val="70"/></w:num>'
    body = item("概述", 0) + item("公开", 0) + item("数量", 1) + item("结果", 1) + item("网站", 2) + item("其他", 0)
    body += item("无号", 0, 0) + "<w:p><w:r><w:t>完</w:t></w:r></w:p>"
    lines = only(word_body(body, lists)).text.splitlines()
    assert lines == ["一、概述", "二、公开", "(一)数量", "(二)结果", "1.网站", "三、其他", "无号", "完"]


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (11, "japaneseCounting", "十一"),
        (20, "chineseCounting", "二十"),
        (99, "taiwaneseCounting", "九十九"),
        (10, "ideographDigital", "一〇"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (2, "lowerLetter", "b"),
        (4, "decimal", "4"),
        (4, "none", ""),
    ],
)
def test_each_form_of_a_list_counts_as_printed(number: int, form: str, words: str) -> None:
    assert printed(number, form) == words


def test_a_word_table_around_a_table_flows() -> None:
    def table(*cells: str) -> str:
        return "<w:tbl><w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"

    def paragraph(words: str) -> str:
        return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"

    inner = table(paragraph("甲"), paragraph("1"))
    document = only(word_body(table(paragraph("左"), paragraph("前") + inner + paragraph("后"))))
    assert document.text == "左\n前\n甲\t1\n后\n"
    assert [words_of(document, grid) for grid in document.grids] == [[["甲", "1"]]]


def test_a_word_document_that_declares_entities_is_refused() -> None:
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    )
    content = zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", laughs.encode())])
    assert refused(content).code == "archive_bomb"


@pytest.mark.parametrize("cut", [200, 2000, 8000])
def test_office_files_cut_off_are_named_so(cut: int) -> None:
    assert refused(word()[:cut]).code == "truncated"
    assert refused(workbook({"A1": "甲"})[: cut // 2]).code == "truncated"


def test_a_word_document_without_its_parts_is_named_damaged() -> None:
    assert refused(zipped([("word/document.xml", b"<w:document")])).code == "truncated"


def test_a_workbook_is_a_grid_below_the_name_of_its_sheet() -> None:
    fill = {"B2": "指标", "C2": "数", "B3": "收到", "C3": 12, "B4": "费用", "C4": 0.35, "B6": "合计", "C6": 1234567}
    document = only(workbook(fill, "附表一"))
    assert document.text == "附表一\n指标\t数\n收到\t12\n费用\t0.35\n合计\t1234567\n"
    assert document.grids[0].width == 2
    assert document.grids[0].origin == "sheet"


def test_merged_cells_of_a_workbook_are_spans() -> None:
    document = only(workbook({"A1": "头", "A2": "甲", "B2": 1, "C2": 2}, merged="A1:C1"))
    assert places_of(document, document.grids[0]) == [["头", "头", "头"], ["甲", "1", "2"]]


def test_a_percentage_is_read_as_the_sheet_shows_it() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "占比", 0.743
    book.active["B1"].number_format = "0.0%"
    buffer = io.BytesIO()
    book.save(buffer)
    assert only(buffer.getvalue()).text == "占比\t74.3%\n"


def test_a_value_in_the_last_corner_of_a_sheet_costs_nothing() -> None:
    document = only(workbook({"A1": "甲", "XFD1048576": 1}))
    assert document.text == "甲\n1\n"
    assert not document.grids


def test_a_merge_over_the_whole_sheet_is_refused() -> None:
    book = workbook({"A1": "甲"}, merged="A1:B2")
    with zipfile.ZipFile(io.BytesIO(book)) as source:
        parts = [(name, source.read(name).replace(b"A1:B2", b"A1:XFD1048576")) for name in source.namelist()]
    assert refused(zipped(parts)).code == "too_large"


def test_an_old_workbook_is_read() -> None:
    document = only((Path(__file__).parent / "annex.xls").read_bytes())
    assert document.text.splitlines()[:4] == ["附表一", "指标\t单位\t数", "收到申请数\t件\t12", "费用\t万元\t0.35"]
    assert document.media_type == "application/vnd.ms-excel"


def test_an_old_workbook_cut_off_is_named_so() -> None:
    assert refused((Path(__file__).parent / "annex.xls").read_bytes()[:3000]).code == "truncated"


@pytest.mark.parametrize("file", ["annex.csv", "annex"])
def test_separated_values_are_a_grid_with_or_without_their_suffix(file: str) -> None:
    document = only('指标,单位,数\n收到,件,"1,234"\n办结,件,\n说明,"含\n转办",5\n'.encode("gb18030"), file)
    assert words_of(document, document.grids[0])[1] == ["收到", "件", "1,234"]


def test_prose_with_commas_is_no_sheet() -> None:
    assert only("公开,解读,回应\n全年公开12件,办结3件\n完\n".encode()).media_type == "text/plain"


def test_without_a_converter_an_old_word_document_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    error = refused(OLE + "WordDocument".encode("utf-16-le"))
    assert error.code == "converter_missing"
    assert "LibreOffice" in error.reason


def test_an_old_word_document_is_read_through_the_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "converted.docx").write_bytes(word())
    script = tmp_path / "soffice"
    script.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        '/bin/cp "$(dirname "$0")/converted.docx" "$2/report.docx"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    content = OLE + "WordDocument".encode("utf-16-le")
    document = only(content, "年报.doc")
    assert document.media_type == "application/msword"
    assert document.file == "年报.doc"
    assert "收到\t3" in document.text


def test_a_converter_that_fails_is_not_taken_for_an_empty_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nexit 77\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(b"{\\rtf1 x}").code == "truncated"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Root Entry PowerPoint Document".encode("utf-16-le"), "unknown_format"),
    ],
)
def test_other_containers_are_refused_with_their_reason(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_heavy_libraries_are_loaded_only_for_a_file_that_needs_them() -> None:
    program = (
        "import sys\nfrom dagster_project.readers import read\nread('a', '全年公开12件'.encode())\n"
        "print(*(m for m in ('selectolax', 'pdfplumber', 'pdfminer', 'pypdfium2', 'docx', 'lxml', 'openpyxl',"
        " 'fastexcel', 'opencc', 'PIL', 'rapidocr', 'pandas', 'polars', 'dagster') if m in sys.modules))\n"
        "read('a', b'<html><body><p>12</p></body></html>')\nprint('selectolax' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["", "True"]


def test_a_web_archive_saved_as_a_word_document_is_read_as_its_page() -> None:
    content = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<html><body><p>=B9=AB=BF=AA12=BC=FE</p></body></html>\r\n--B--\r\n"
    )
    document = only(content, "report.doc")
    assert document.text == "公开12件\n"
    assert document.media_type == "multipart/related"


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
)
def test_office_xml_never_runs_its_cells_together_as_a_page(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refused(content).code == "converter_missing"


@pytest.mark.parametrize("entry", ["mimetype", "[Content_Types].xml"])
def test_other_documents_in_containers_are_not_taken_for_archives(entry: str) -> None:
    assert refused(zipped([(entry, b"<a/>"), ("Doc_0/Page.xml", b"<p>12</p>")])).code == "unknown_format"


def test_a_workbook_that_its_library_did_not_expect_is_damaged_and_an_interrupt_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PanicException(BaseException):
        """What a library in Rust raises; it is no Exception."""

    content = (Path(__file__).parent / "annex.xls").read_bytes()
    for raised, wanted in (
        (PanicException("range end index"), UnreadableFileError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ):

        def read_excel(_: bytes, raised: BaseException = raised) -> None:
            raise raised

        monkeypatch.setattr("fastexcel.read_excel", read_excel)
        with pytest.raises(wanted):
            read("annex.xls", content)
