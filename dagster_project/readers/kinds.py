"""What a file is, told from its bytes; its name settles ties only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from dagster_project.document import UnreadableFileError


class Kind(Enum):
    """The file formats that are told apart; the value says it in words."""

    PDF = "PDF"
    ZIP = "ZIP container"
    OLE = "OLE2 container"
    PICTURE = "picture"
    RTF = "RTF"
    WORD_XML = "Word 2003 XML"
    SHEET_XML = "Excel 2003 XML"
    MIME = "web archive"
    OTHER = "a format that no report is published in"
    TEXT = "text"


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_OTHERS = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\x7fELF", b"MZ\x90", b"BZh", b"\xfd7zXZ\x00", b"ID3")
_MIME = re.compile(
    rb"\s{0,9}(?:MIME-Version|From|Subject|Date|Content-Type|Message-ID|Snapshot-Content-Location):", re.I
)
_MIME_PART = re.compile(rb"^Content-Type:\s*(?:multipart/related|multipart/alternative|text/html)", re.I | re.M)
_WHOLE_PAGE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype|html|head|body|meta|title|div|p)\b", re.I | re.S
)
_TAG_FIRST = re.compile(r"\s*<[a-z!?]", re.I)
# What Markdown, Textile and wikis keep of a page: its divisions, around tables of pipes.
_DIVISION_FIRST = re.compile(r"\s*<div\b", re.I)
_PIPE_RULE = re.compile(r"^(?:\|[ \t]*+:?-{2,}+:?[ \t]*+\||\{\|[^\n]*\n|(?:\|[^\n<>]*\|[ \t]*\n){3})", re.M)
_PARAGRAPH_END = re.compile(r"</(?:p|div)\s*>", re.I)
_TABLE_START = re.compile(r"<table\b", re.I)
_TABLE_END = re.compile(r"</table\s{0,9}>", re.I)
_QUOTED = re.compile(r'"[^"]*"')
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|[ \t]*+\|?[ \t]*+(?::?-{2,}+:?|:-:?)[ \t]*+\|)", re.M)


def kind_of(content: bytes) -> Kind:
    """The format whose signature the bytes carry, text when they carry none."""
    head = content[:16]
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Kind.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.OLE
    if head.startswith(_PICTURES) or _is_bmp(content) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind.PICTURE
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    return Kind.OTHER if head.startswith(_OTHERS) else _kind_of_markup(content[:4096])


def _kind_of_markup(start: bytes) -> Kind:
    """Text, or one of the formats that are written as text."""
    if start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        if b"office/word/2003/wordml" in start or b"xmlPackage" in start:
            return Kind.WORD_XML
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start.lower():
            return Kind.SHEET_XML
    if _MIME.match(start) and _MIME_PART.search(start):
        return Kind.MIME
    return Kind.TEXT


def _is_bmp(content: bytes) -> bool:
    return content.startswith(b"BM") and content[6:10] == b"\x00" * 4 and content[14:15] in b"\x0c\x28\x6c\x7c"


def kind_of_ole(content: bytes) -> str:
    """doc or xls, told by the names of its streams; a protected or foreign container is refused."""
    if _stream("EncryptedPackage") in content:
        raise UnreadableFileError("password", "the Office document is protected by a password")
    if _stream("WordDocument") in content:
        return "doc"
    if _stream("Workbook") in content or _stream("Book") in content:
        return "xls"
    if _stream("Root Entry") not in content:
        raise UnreadableFileError("truncated", "the Office document is cut off: its directory is missing")
    raise UnreadableFileError("unknown_format", "the OLE2 container holds neither a Word document nor a workbook")


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def kind_of_text(file: str, text: str) -> str:
    """The media type of a decoded text: a page, Markdown, separated values or plain text."""
    if "<" in text and _is_page(text):
        return "text/html"
    suffix = file.rsplit(".", 1)[-1].lower()
    if suffix in ("csv", "tsv"):
        return "text/csv" if suffix == "csv" else "text/tab-separated-values"
    if _is_separated(text):
        return "text/csv"
    if suffix in ("md", "markdown") or _has_marks(text):
        return "text/markdown"
    return "text/plain"


def html_tables(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each HTML table set into a text; one that never ends is none."""
    at = 0
    while (start := _TABLE_START.search(text, at)) and (end := _TABLE_END.search(text, start.end())):
        at = end.end()
        yield start.start(), at


def _is_page(text: str) -> bool:
    """Whether the text is a page or a piece of one, not Markdown with tables or line breaks of HTML set in."""
    if _WHOLE_PAGE.match(text):
        return not (_DIVISION_FIRST.match(text) and _PIPE_RULE.search(text))
    outside, at = "", 0
    for start, end in html_tables(text):
        outside, at = outside + text[at:start], end
    outside += text[at:]
    if len(_PARAGRAPH_END.findall(outside)) >= 2:
        return True
    return _TAG_FIRST.match(text) is not None and not _has_marks(outside)


def _has_marks(text: str) -> bool:
    """Whether a line is a heading or the rule of a table as Markdown writes them."""
    return ("#" in text or "--" in text or "|:-" in text) and _MARKDOWN.search(text) is not None


def _is_separated(text: str) -> bool:
    """Whether each line holds the same number of commas, as a saved sheet does and prose does not."""
    if "," not in text[:2000]:
        return False
    lines = [line for line in _QUOTED.sub("", text[:20_000]).splitlines()[:50] if line.strip()]
    counts = {line.count(",") for line in lines}
    return len(lines) >= 3 and len(counts) == 1 and counts.pop() >= 2
