"""Bytes of a file → Documents, one module a file format; knows nothing of the forms that the files carry."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import archive
from dagster_project.readers.encoding import decode
from dagster_project.readers.kinds import Kind, kind_of, kind_of_ole, kind_of_text
from dagster_project.readers.layout import assemble, refuse_endless

MAX_BYTES = 64_000_000
MAX_TEXT = 32_000_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(file: str, content: bytes) -> list[Document]:
    """The Documents that a file holds: one, or several for an archive. `file` labels them and settles ties only.

    Raises UnreadableFileError when nothing can be read from it, with the reason in words. What an archive holds that
    cannot be read beside what can is told in the first Document's meta, under `unread_members`.
    """
    if not content.strip(b"\x00\t\n\r "):
        raise UnreadableFileError("empty", "the file is empty")
    if len(content) > MAX_BYTES:
        raise UnreadableFileError("too_large", f"the file has {len(content):,} bytes, {MAX_BYTES:,} at most are read")
    kind = kind_of(content)
    if kind is Kind.ZIP:
        container = archive.opened(content)
        if not archive.office_part(container):
            return _read_members(file, container)
    return [_READERS[kind](file, content)]


def _read_members(file: str, container: zipfile.ZipFile) -> list[Document]:
    """A Document for each member that can be read; `member` in its meta names it."""
    documents: list[Document] = []
    unread: list[tuple[str, UnreadableFileError]] = []
    for label, entry in archive.members(container):
        try:
            documents.append(_read_member(file, label, archive.unpacked(container, entry)))
        except UnreadableFileError as error:
            unread.append((label, error))
    if not documents:
        if not unread:
            raise UnreadableFileError("empty", "the ZIP archive holds no files")
        label, first = unread[0]
        raise UnreadableFileError(first.code, f"{label}: {first.reason}")
    if unread:
        reasons = "; ".join(f"{label}: {problem.code}: {problem.reason}" for label, problem in unread)
        documents[0] = replace(documents[0], meta={**documents[0].meta, "unread_members": reasons})
    return documents


def _read_member(file: str, label: str, content: bytes) -> Document:
    if kind_of(content) is Kind.ZIP and not archive.office_part(archive.opened(content)):
        raise UnreadableFileError("archive_bomb", "an archive inside an archive is not opened")
    document = _read_one(label, content)
    return replace(document, file=file, meta={**document.meta, "member": label})


def _read_one(file: str, content: bytes) -> Document:
    if not content:
        raise UnreadableFileError("empty", "the file is empty")
    return _READERS[kind_of(content)](file, content)


def _read_text(file: str, content: bytes) -> Document:
    if len(content) > MAX_TEXT:
        raise UnreadableFileError("too_large", f"{len(content):,} bytes of text, {MAX_TEXT:,} at most are read")
    text, encoding = _decoded(content)
    media_type = kind_of_text(file, text)
    meta: dict[str, str] = {}
    if media_type == "text/html":
        from dagster_project.readers.html import blocks_of_page

        blocks, meta = blocks_of_page(text)
    elif media_type in ("text/csv", "text/tab-separated-values"):
        from dagster_project.readers.sheets import blocks_of_csv

        refuse_endless(text)
        blocks = blocks_of_csv(text)
    else:
        from dagster_project.readers.text import blocks_of_text

        refuse_endless(text)
        blocks = blocks_of_text(text, media_type == "text/markdown")
    return assemble(file, content, media_type, blocks, encoding, meta)


def _decoded(content: bytes) -> tuple[str, str]:
    found = decode(content)
    if found is None:
        raise UnreadableFileError("not_text", "the bytes are neither a known format nor text in a known encoding")
    return found


def _read_mime(file: str, content: bytes) -> Document:
    from dagster_project.readers.html import blocks_of_page
    from dagster_project.readers.webarchive import page_of

    text, encoding = _decoded(page_of(content))
    blocks, meta = blocks_of_page(text)
    return assemble(file, content, "multipart/related", blocks, encoding, meta)


def _read_pdf(file: str, content: bytes) -> Document:
    from dagster_project.readers.pdf import blocks_of_pdf

    found = blocks_of_pdf(content)
    if found is not None:
        return assemble(file, content, "application/pdf", found[0], meta=found[1])
    from dagster_project.readers.picture import blocks_of_scan

    return assemble(file, content, "application/pdf", blocks_of_scan(content), meta={"recognised": "ocr"})


def _read_picture(file: str, content: bytes) -> Document:
    from dagster_project.readers.picture import blocks_of_picture

    return assemble(file, content, "image", blocks_of_picture(content), meta={"recognised": "ocr"})


def _read_office(file: str, content: bytes) -> Document:
    container = archive.opened(content)
    archive.refuse_harm(container)
    part = archive.office_part(container)
    if part == "word":
        from dagster_project.readers.docx import blocks_of_docx

        blocks, meta = blocks_of_docx(content)
        return assemble(file, content, _WORD, blocks, meta=meta)
    if part == "xl":
        from dagster_project.readers.sheets import blocks_of_xlsx

        return assemble(file, content, _EXCEL, blocks_of_xlsx(content))
    return _read_open_document(file, content, container, part)


def _read_open_document(file: str, content: bytes, container: zipfile.ZipFile, part: str) -> Document:
    if part == "odt":
        from dagster_project.readers.opendocument import blocks_of_odt

        return assemble(file, content, "application/vnd.oasis.opendocument.text", blocks_of_odt(container))
    if part == "ods":
        from dagster_project.readers.sheets import blocks_of_xls

        return assemble(file, content, "application/vnd.oasis.opendocument.spreadsheet", blocks_of_xls(content))
    from dagster_project.readers.ofd import blocks_of_ofd

    return assemble(file, content, "application/ofd", blocks_of_ofd(container))


def _read_ole(file: str, content: bytes) -> Document:
    if kind_of_ole(content) == "xls":
        from dagster_project.readers.sheets import blocks_of_xls

        return assemble(file, content, "application/vnd.ms-excel", blocks_of_xls(content))
    return _read_converted(file, content, "doc", "application/msword")


def _read_rtf(file: str, content: bytes) -> Document:
    return _read_converted(file, content, "rtf", "application/rtf")


def _read_word_xml(file: str, content: bytes) -> Document:
    return _read_converted(file, content, "xml", "application/msword")


def _read_sheet_xml(file: str, content: bytes) -> Document:
    return _read_converted(file, content, "xml", "application/vnd.ms-excel", "xlsx")


def _read_converted(file: str, content: bytes, suffix: str, media_type: str, target: str = "docx") -> Document:
    from dagster_project.readers.doc import converted

    result, form = converted(content, suffix, target)
    found = _read_office(file, result) if form == target else _read_text("", result)
    return replace(found, content=content, media_type=media_type)


def _read_other(file: str, content: bytes) -> Document:
    raise UnreadableFileError("unknown_format", f"{file} is in {Kind.OTHER.value}")


_READERS: dict[Kind, Callable[[str, bytes], Document]] = {
    Kind.TEXT: _read_text,
    Kind.PDF: _read_pdf,
    Kind.PICTURE: _read_picture,
    Kind.ZIP: _read_office,
    Kind.OLE: _read_ole,
    Kind.RTF: _read_rtf,
    Kind.WORD_XML: _read_word_xml,
    Kind.SHEET_XML: _read_sheet_xml,
    Kind.MIME: _read_mime,
    Kind.OTHER: _read_other,
}
