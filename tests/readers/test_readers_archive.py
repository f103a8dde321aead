"""ZIP archives of reports, and archives made to do harm."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest
from made_documents import assert_sound, pdf, zipped

from dagster_project.document import UnreadableFileError
from dagster_project.readers import read

TEXT = "全年公开12件。\n".encode()
PAGE = "<html><body><p>全年公开13件。</p></body></html>".encode()


def refused(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read("reports.zip", content)
    assert caught.value.reason
    return caught.value


def test_each_member_is_a_document_told_by_its_content() -> None:
    documents = read(
        "reports.zip",
        zipped([("a.txt", PAGE), ("folder/b.bin", TEXT), ("c", pdf([([(70, 700, 12, "公开14件")], [])]))]),
    )
    assert [document.text for document in documents] == ["全年公开13件。\n", "全年公开12件。\n", "公开14件\n"]
    assert {document.file for document in documents} == {"reports.zip"}
    assert [document.meta["member"] for document in documents] == ["a.txt", "folder/b.bin", "c"]
    for document in documents:
        assert_sound(document)


def test_names_that_climb_out_of_the_folder_are_labels_only(tmp_path: object) -> None:
    documents = read("x.zip", zipped([("../../etc/年报.txt", TEXT), ("/abs\\..\\b.txt", TEXT)]))
    assert [document.meta["member"] for document in documents] == ["etc/年报.txt", "abs/b.txt"]


def test_names_in_gbk_are_decoded() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("AABB.txt", TEXT)
    content = buffer.getvalue().replace(b"AABB.txt", "年报".encode("gbk") + b".txt")
    assert read("x.zip", content)[0].meta["member"] == "年报.txt"


def test_litter_of_other_systems_is_not_a_report() -> None:
    assert (
        len(read("x.zip", zipped([("__MACOSX/._a.txt", b"\x00\x05"), ("a.txt", TEXT), ("b/.DS_Store", b"Bud1")]))) == 1
    )


def test_a_member_that_cannot_be_read_does_not_stop_the_others_and_is_told() -> None:
    documents = read("x.zip", zipped([("a.txt", TEXT), ("b.txt", b""), ("c.pdf", b"%PDF-1.4 junk")]))
    assert len(documents) == 1
    assert "b.txt: empty" in documents[0].meta["unread_members"]
    assert "c.pdf: truncated" in documents[0].meta["unread_members"]


def test_an_archive_without_a_readable_member_tells_why() -> None:
    error = refused(zipped([("b.txt", b"\x00\x01\x02\x80" * 900)]))
    assert error.code == "not_text"
    assert "b.txt" in error.reason
    assert refused(zipped([])).code == "empty"


def test_an_archive_in_an_archive_is_not_opened() -> None:
    assert refused(zipped([("inner.zip", zipped([("a.txt", TEXT)]))])).code == "archive_bomb"


@pytest.mark.parametrize(
    "entries",
    [
        [("a.txt", b"0" * 30_000_000)],
        [(f"{n}.txt", b"1") for n in range(3_000)],
        [(f"{n}.txt", b"1") for n in range(300)],
    ],
)
def test_archives_that_blow_up_are_refused_at_once(entries: list[tuple[str, bytes]]) -> None:
    content = zipped(entries)
    start = time.process_time()
    assert refused(content).code == "archive_bomb"
    assert time.process_time() - start < 1


def test_a_protected_archive_is_named_so() -> None:
    content = bytearray(zipped([("a.txt", TEXT)]))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)).code == "password"


def test_an_archive_cut_off_or_with_wrong_bytes_is_named_so() -> None:
    content = zipped([("a.txt", TEXT * 200)])
    assert refused(content[:-30]).code == "truncated"
    broken = bytearray(content)
    broken[60:70] = b"\xff" * 10
    assert refused(bytes(broken)).code == "truncated"


def test_a_directory_that_lies_about_sizes_cannot_make_a_member_larger() -> None:
    content = bytearray(zipped([("a.txt", TEXT * 5_000)]))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 50)
    try:
        (document,) = read("x.zip", bytes(content))
    except UnreadableFileError as error:
        assert error.code == "truncated"  # noqa: PT017
    else:
        assert len(document.text) <= 50


def test_a_directory_that_points_before_the_file_is_damage() -> None:
    content = bytearray(zipped([("a.txt", TEXT)]))
    place = content.rindex(b"PK\x05\x06") + 16
    content[place : place + 4] = struct.pack("<I", struct.unpack("<I", content[place : place + 4])[0] + 9)
    assert refused(bytes(content)).code == "truncated"
