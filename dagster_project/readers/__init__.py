"""Bytes of a file → Documents, one module a file format; knows nothing of the forms that the files carry."""

from __future__ import annotations

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers.encoding import decode
from dagster_project.readers.kinds import Kind, kind_of, kind_of_text
from dagster_project.readers.layout import Block, assemble

MAX_BYTES = 64_000_000
MAX_TEXT = 24_000_000


def read(file: str, content: bytes) -> list[Document]:
    """The Documents that a file holds: one, or several for an archive. `file` labels them and settles ties only.

    Raises UnreadableFileError when nothing can be read from it, with the reason in words.
    """
    if not content.strip(b"\x00\t\n\r "):
        raise UnreadableFileError("empty", "the file is empty")
    if len(content) > MAX_BYTES:
        raise UnreadableFileError("too_large", f"the file has {len(content):,} bytes, {MAX_BYTES:,} at most are read")
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return [_read_text(file, content)]
    raise UnreadableFileError("unknown_format", f"{kind.value} is not read")


def _read_text(file: str, content: bytes) -> Document:
    if len(content) > MAX_TEXT:
        raise UnreadableFileError("too_large", f"{len(content):,} bytes of text, {MAX_TEXT:,} at most are read")
    decoded = decode(content)
    if decoded is None:
        raise UnreadableFileError("not_text", "the bytes are neither a known format nor text in a known encoding")
    text, encoding = decoded
    media_type = kind_of_text(file, text)
    blocks: list[Block]
    meta: dict[str, str] = {}
    if media_type == "text/html":
        from dagster_project.readers.html import blocks_of_page

        blocks, meta = blocks_of_page(text)
    else:
        from dagster_project.readers.text import blocks_of_text

        blocks = blocks_of_text(text, media_type == "text/markdown")
    return assemble(file, content, media_type, blocks, encoding, meta)
