"""Scans and pictures: what recognised boxes become, and what is said when recognition is not installed."""

from __future__ import annotations

import io
import sys
from types import ModuleType, SimpleNamespace

import numpy
import pytest
from made_documents import assert_sound, words_of
from PIL import Image

from dagster_project.document import Document, UnreadableFileError
from dagster_project.readers import picture, read
from dagster_project.readers.rules import cell_boxes, levelled

Boxed = tuple[str, float, float, float, float]
Seen = tuple[str, float, tuple[tuple[float, float], ...]]
NOTHING_SEEN = (("", 1.0, None),)
"""What the engine tells of a page on which it finds no line."""


def png(width: int = 595, height: int = 842, mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height), 1 if mode == "1" else "white").save(buffer, "PNG")
    return buffer.getvalue()


def spread(words: str, left: float, top: float, right: float, bottom: float) -> tuple[Seen, ...]:
    """The characters of a recognised line as the engine tells them, in equal shares of the line's longer side."""
    down = len(words) > 1 and bottom - top > 1.5 * (right - left)
    wide, high = (0.0, (bottom - top) / len(words)) if down else ((right - left) / len(words), 0.0)
    seen = []
    for n, character in enumerate(words):
        x, y = left + n * wide, top + n * high
        across, below = x + (wide or right - left), y + (high or bottom - top)
        seen.append((character, 0.99, ((x, y), (across, y), (across, below), (x, below))))
    return tuple(seen)


@pytest.fixture
def recognises(monkeypatch: pytest.MonkeyPatch) -> object:
    """An engine that finds the boxes given, on a page whose table cells are given too."""

    def install(found: list[Boxed | list[Boxed]], cells: list[tuple[float, float, float, float]] | None = None) -> None:
        lines = [line if isinstance(line, list) else [line] for line in found]
        seen = tuple(sum((spread(*part) for part in line), ()) for line in lines)
        result = SimpleNamespace(word_results=seen or NOTHING_SEEN)
        module = ModuleType("rapidocr")
        module.RapidOCR = lambda params: lambda pixels, **wanted: result  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "rapidocr", module)
        monkeypatch.setattr(picture, "cell_boxes", lambda pixels, scale: [cells] if cells else [])
        picture._engine.cache_clear()

    yield install
    picture._engine.cache_clear()


def only(content: bytes, file: str = "scan") -> Document:
    documents = read(file, content)
    assert len(documents) == 1
    assert_sound(documents[0])
    return documents[0]


def test_a_box_over_two_cells_is_parted_at_the_rule(recognises) -> None:  # type: ignore[no-untyped-def]
    cells = [(70.0, 100.0, 130.0, 120.0), (130.0, 100.0, 300.0, 120.0), (70.0, 120.0, 130.0, 140.0)]
    cells.append((130.0, 120.0, 300.0, 140.0))
    recognises([("名称收到的件", 100, 104, 160, 116), ("甲", 80, 124, 90, 136), ("12", 200, 124, 210, 136)], cells)
    document = only(png(), "年报.txt")
    assert words_of(document, document.grids[0]) == [["名称收", "到的件"], ["甲", "12"]]
    assert document.grids[0].origin == "ocr"
    assert document.meta["recognised"] == "ocr"


def test_figures_seen_as_one_line_stay_in_the_cells_in_which_each_digit_stands(recognises) -> None:  # type: ignore[no-untyped-def]
    cells = [(70.0, 100.0, 130.0, 120.0), (130.0, 100.0, 145.0, 120.0), (145.0, 100.0, 170.0, 120.0)]
    recognises([("收到", 72, 104, 96, 116), [("0", 134, 104, 140, 116), ("225", 147, 104, 162, 116)]], cells)
    document = only(png())
    assert words_of(document, document.grids[0]) == [["收到", "0", "225"]]


def test_rows_of_figures_without_rules_are_a_grid_by_where_they_stand(recognises) -> None:  # type: ignore[no-untyped-def]
    rows = [("全年概述", 70, 60, 118, 72)]
    for n, (label, *figures) in enumerate([("收到申请", "12", "0", "12"), ("办结", "9", "10", "19")]):
        y = 100 + 20 * n
        rows.append((label, 70, y, 70 + 12 * len(label), y + 12))
        rows += [(f, 300 + 60 * k - 3 * len(f), y, 300 + 60 * k + 3 * len(f), y + 12) for k, f in enumerate(figures)]
    recognises([*rows, ("完", 70, 200, 82, 212)])
    document = only(png())
    assert document.text == "全年概述\n收到申请\t12\t0\t12\n办结\t9\t10\t19\n完\n"
    assert words_of(document, document.grids[0])[1] == ["办结", "9", "10", "19"]


def test_no_line_is_turned_by_itself_as_a_nine_upside_down_is_a_good_six(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, bool]] = []
    module = ModuleType("rapidocr")
    found = SimpleNamespace(word_results=(spread("收到九件", 70, 100, 118, 112),))
    module.RapidOCR = lambda params: lambda pixels, **wanted: asked.append(wanted) or found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rapidocr", module)
    picture._engine.cache_clear()
    read("scan", png())
    picture._engine.cache_clear()
    assert [wanted["use_cls"] for wanted in asked] == [False]


def test_every_page_of_a_tiff_is_read(recognises) -> None:  # type: ignore[no-untyped-def]
    recognises([("收到九件", 70, 100, 118, 112)])
    buffer = io.BytesIO()
    pages = [Image.new("L", (595, 842), "white") for _ in range(3)]
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    assert len(only(buffer.getvalue()).page_starts) == 3


def cells_of_ruled(askew: int, without: int = 0) -> list[tuple[float, float, float, float]]:
    """The cells that are found of a table of two rows and three columns, turned, perhaps without one rule across."""
    pixels = numpy.full((1684, 1190, 3), 255, numpy.uint8)
    for at in {200, 280, 360} - {without}:
        pixels[at : at + 2, 200:800] = 0
    for at in (200, 400, 600, 800):
        pixels[200:360, at : at + 2] = 0
    turned = numpy.asarray(Image.fromarray(pixels).rotate(askew, Image.Resampling.BICUBIC, fillcolor="white"))
    (cells,) = cell_boxes(levelled(turned), 2.0)
    return cells


@pytest.mark.parametrize("askew", [0, 2, -4], ids=["straight", "askew", "far askew"])
def test_the_cells_of_a_picture_are_found_by_their_rules(askew: int) -> None:
    cells = cells_of_ruled(askew)
    assert len(cells) == 6
    assert {round((right - left) / 100) for left, _, right, _ in cells} == {1}


@pytest.mark.parametrize("cut", [200, 360], ids=["at the top", "at the foot"])
@pytest.mark.parametrize("askew", [0, 2], ids=["straight", "askew"])
def test_the_row_at_which_a_page_cuts_a_table_has_its_cells(cut: int, askew: int) -> None:
    assert len(cells_of_ruled(askew, without=cut)) == 6


def test_a_box_higher_than_wide_is_read_downwards(recognises) -> None:  # type: ignore[no-untyped-def]
    cells = [(70.0, 100.0, 90.0, 180.0), (90.0, 100.0, 200.0, 140.0), (90.0, 140.0, 200.0, 180.0)]
    recognises([("本年结果", 74, 110, 86, 170), ("3", 100, 114, 106, 126), ("4", 100, 154, 106, 166)], cells)
    document = only(png())
    assert words_of(document, document.grids[0]) == [["本年结果", "3"], ["4"]]


def test_a_picture_without_words_is_named_so(recognises) -> None:  # type: ignore[no-untyped-def]
    recognises([])
    with pytest.raises(UnreadableFileError) as caught:
        read("scan", png())
    assert caught.value.code == "no_text"


def test_a_picture_cut_off_or_too_large_is_named_so(recognises) -> None:  # type: ignore[no-untyped-def]
    recognises([])
    for content, code in ((png()[:200], "truncated"), (png(9_000, 9_000, "1"), "too_large")):
        with pytest.raises(UnreadableFileError) as caught:
            read("scan", content)
        assert caught.value.code == code


@pytest.mark.usefixtures("without_recognition")
def test_a_picture_named_txt_says_what_to_install() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read("report.txt", png())
    assert caught.value.code == "ocr_missing"
    assert "ogi-warehouse[ocr]" in caught.value.reason
