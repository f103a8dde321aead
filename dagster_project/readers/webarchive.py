"""A web archive (MHT, also what Word saves under .doc) → the bytes of its page."""

from __future__ import annotations

from email import message_from_bytes

from dagster_project.document import UnreadableFileError


def page_of(content: bytes) -> bytes:
    """The first HTML part, in UTF-8 where the archive names its encoding."""
    for part in message_from_bytes(content).walk():
        if part.get_content_type() != "text/html":
            continue
        page = part.get_payload(decode=True)
        if not isinstance(page, bytes) or not page.strip():
            continue
        charset = (part.get_content_charset() or "").replace("gb2312", "gb18030").replace("gbk", "gb18030")
        try:
            return page.decode(charset).encode() if charset else page
        except (LookupError, UnicodeDecodeError):
            return page
    raise UnreadableFileError("no_text", "the web archive holds no page")
