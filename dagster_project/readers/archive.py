"""ZIP containers, opened only as far as it is safe: bounded in number, size and ratio, names never used as paths."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator

from dagster_project.document import UnreadableFileError

MAX_ENTRIES = 2_000
MAX_MEMBERS = 200
MAX_TOTAL = 256_000_000
MAX_RATIO = 200
MAX_PART = 40_000_000
_SMALL = 1_000_000
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_NO_REPORTS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def opened(content: bytes) -> zipfile.ZipFile:
    """The container, once its directory shows that it can be unpacked within bounds and without a password."""
    try:
        container = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFileError("truncated", f"the ZIP container is cut off or damaged ({error})") from error
    entries = container.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFileError("archive_bomb", f"{len(entries)} entries, {MAX_ENTRIES} at most are unpacked")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UnreadableFileError("archive_bomb", f"unpacks to more than {MAX_TOTAL:,} bytes")
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableFileError("password", "the ZIP container is protected by a password")
        if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
            raise UnreadableFileError("archive_bomb", f"an entry unpacks to over {MAX_RATIO} times its size")
    return container


def unpacked(container: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int = MAX_TOTAL) -> bytes:
    """The bytes of one entry, or its first ones; never more than its directory says."""
    try:
        with container.open(entry) as stream:
            return stream.read(min(entry.file_size, most))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableFileError("truncated", f"an entry of the ZIP container is damaged ({error})") from error


def members(container: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files in an archive by a label for people; GBK names that old Windows tools wrote are decoded."""
    entries = [entry for entry in container.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
    if len(entries) > MAX_MEMBERS:
        raise UnreadableFileError("archive_bomb", f"{len(entries)} files, {MAX_MEMBERS} at most are read from a ZIP")
    for entry in entries:
        yield _label(entry), entry


def _is_litter(name: str) -> bool:
    return name.startswith(_NO_REPORTS) or name.endswith(_NO_REPORTS)


def _label(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(sign for sign in "/".join(parts) if sign.isprintable())[-200:]


def office_part(container: zipfile.ZipFile) -> str:
    """word, xl, odt, ods, ofd or nothing: which document the container is; those of no known kind are refused."""
    names = set(container.namelist())
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        said = unpacked(container, container.getinfo("mimetype"), 100).decode("ascii", "replace").strip()
        if said in _OPEN_DOCUMENTS:
            return _OPEN_DOCUMENTS[said]
    for folder, part in (("word", "word/document.xml"), ("xl", "xl/workbook.xml"), ("xl", "xl/workbook.bin")):
        if part in names:
            return folder
    if "[Content_Types].xml" in names or "mimetype" in names:
        for folder in ("word", "xl"):
            if any(name.startswith(f"{folder}/") for name in names):
                return folder
        raise UnreadableFileError("unknown_format", "the container is a document, but neither text nor sheets")
    return ""


def refuse_harm(container: zipfile.ZipFile) -> None:
    """Office documents never declare XML entities; one that does, or is endless, is made to blow up in its reader."""
    for entry in container.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        if entry.file_size > MAX_PART:
            raise UnreadableFileError("too_large", f"a part of the document has more than {MAX_PART:,} bytes")
        if b"<!DOCTYPE" in unpacked(container, entry, 4096):
            raise UnreadableFileError("archive_bomb", "the document declares XML entities: no Office program does")
