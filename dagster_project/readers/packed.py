"""XML parts of a packed document → trees; nothing is expanded, fetched or looked up outside the container."""

from __future__ import annotations

import zipfile
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers import archive


def part_of(container: zipfile.ZipFile, name: str) -> Any:
    """The root of an XML part; a part that is missing, cut off or declares entities is an error."""
    from lxml import etree

    try:
        entry = container.getinfo(name)
    except KeyError as error:
        raise UnreadableFileError("truncated", f"the document lacks its part {name[-80:]!r}") from error
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(archive.unpacked(container, entry), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError("truncated", f"a part of the document is cut off or damaged ({error.msg})") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError("archive_bomb", "the document declares XML entities: no Office program does")
    return root
