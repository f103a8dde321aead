"""An OFD (GB/T 33190) with a text layer → blocks: printed pages as a PDF has them, told in XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from dagster_project.document import UnreadableFileError
from dagster_project.readers.ink import Ink, lines_of
from dagster_project.readers.layout import Block
from dagster_project.readers.packed import part_of
from dagster_project.readers.pages import Page, blocks_of_pages
from dagster_project.readers.ruled import Box, lifted

MAX_PAGES = 400
MAX_PAGE_OBJECTS = 50_000
POINTS = 72 / 25.4  # an OFD measures in millimetres
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_STEP = re.compile(r"[MLSBQAC]|-?\d+(?:\.\d+)?")
_RULE = 1.5  # points; what is no wider is a line
_NEAR = 3.0
Place = tuple[float, float]
Turn = tuple[float, float, float, float, float, float]


def blocks_of_ofd(container: zipfile.ZipFile) -> list[Block]:
    """The blocks of all pages; an OFD whose pages are pictures has none and is an error."""
    pages = [_page(part_of(container, name)) for name in _page_names(container)]
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableFileError("no_text", "the OFD holds no text, only pictures or outlines: convert it to PDF")
    return blocks_of_pages(pages, "pdf")


def _page_names(container: zipfile.ZipFile) -> list[str]:
    """The parts that hold the pages, in order; names are looked up in the container and nowhere else."""
    roots = [(element.text or "").strip() for element in _all(part_of(container, "OFD.xml"), "DocRoot")]
    names = []
    for root in roots:
        for page in _all(part_of(container, _joined("", root)), "Page"):
            if page.get("BaseLoc"):
                names.append(_joined(posixpath.dirname(_joined("", root)), page.get("BaseLoc")))
    if len(names) > MAX_PAGES:
        raise UnreadableFileError("too_large", f"{len(names)} pages, {MAX_PAGES} at most are read")
    return names


def _joined(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, name.strip())).lstrip("/")


def _all(root: Any, name: str) -> Iterator[Any]:
    yield from root.iter(f"{{*}}{name}")


def _page(root: Any) -> Page:
    texts, paths = list(_all(root, "TextObject")), list(_all(root, "PathObject"))
    if len(texts) + len(paths) > MAX_PAGE_OBJECTS:
        raise UnreadableFileError("too_large", "a page holds too many objects to be a report")
    inks = [ink for text in texts for ink in _inks(text)]
    rules = [edge for path in paths for edge in _rules(path)]
    if len(rules) > MAX_PAGE_OBJECTS // 10:
        raise UnreadableFileError("too_large", "a page holds too many lines to be a report")
    tables, rest = lifted(_cell_boxes(rules), inks)
    return Page(lines_of(rest), tables)


def _numbers(printed: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(printed or "")]


def _turn(element: Any) -> Turn:
    """The matrix of an object: what its own coordinates become within its boundary."""
    matrix = _numbers(element.get("CTM"))
    return (
        (matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]) if len(matrix) == 6 else (1, 0, 0, 1, 0, 0)
    )


def _on_page(element: Any, x: float, y: float) -> Place:
    """Where a point of an object stands on the page, in points."""
    a, b, c, d, e, f = _turn(element)
    left, top = [*_numbers(element.get("Boundary")), 0.0, 0.0][:2]
    return (left + a * x + c * y + e) * POINTS, (top + b * x + d * y + f) * POINTS


def _inks(text: Any) -> Iterator[Ink]:
    """The characters of a text object, each in the box that it fills."""
    size = (_numbers(text.get("Size")) or [0.0])[0]
    for code in _all(text, "TextCode"):
        x, y = (_numbers(code.get("X")) or [0.0])[0], (_numbers(code.get("Y")) or [0.0])[0]
        words = code.text or ""
        across, down = _steps(code.get("DeltaX"), len(words)), _steps(code.get("DeltaY"), len(words))
        for number, sign in enumerate(words):
            own = size if sign > "\u2e7f" else size / 2
            wide = across[number] if number < len(across) and own < across[number] < 1.3 * size else own
            left, top = _on_page(text, x, y - 0.88 * size)
            right, bottom = _on_page(text, x + wide, y + 0.12 * size)
            if right > left and bottom > top:
                yield Ink(sign, left, top, right, bottom)
            x += across[number] if number < len(across) else (0.0 if down else wide)
            y += down[number] if number < len(down) else 0.0


def _steps(printed: str | None, most: int) -> list[float]:
    """The distances from character to character; `g 3 2.5` stands for three of 2.5."""
    steps: list[float] = []
    words = iter((printed or "").split())
    for word in words:
        if word == "g":
            count, distance = _numbers(next(words, "")), _numbers(next(words, ""))
            steps += distance[:1] * int(min(count[0], most) if count else 0)
        else:
            steps += _numbers(word)[:1]
    return steps


def _rules(path: Any) -> Iterator[dict[str, Any]]:
    """The straight level and upright lines that a path draws, as edges for the finding of cells."""
    data = next(_all(path, "AbbreviatedData"), None)
    for line in _polylines(data.text or "" if data is not None else ""):
        places = [_on_page(path, x, y) for x, y in line]
        for (x0, y0), (x1, y1) in pairwise(places):
            if abs(y1 - y0) <= _RULE < abs(x1 - x0):
                yield _edge("h", min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2)
            elif abs(x1 - x0) <= _RULE < abs(y1 - y0):
                yield _edge("v", (x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1))


def _polylines(data: str) -> Iterator[list[Place]]:
    """The points of each stretch of straight lines; `C` closes it, curves end it."""
    line: list[Place] = []
    steps = _STEP.findall(data)
    at = 0
    while at < len(steps):
        step = steps[at]
        if step == "C" and line:
            line.append(line[0])
        if step in "MS":
            yield line
            line = []
        if step in ("M", "S", "L") and at + 2 < len(steps):
            line.append((float(steps[at + 1]), float(steps[at + 2])))
            at += 2
        elif step in "BQA":
            yield line
            line = []
        at += 1
    yield line


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


def _cell_boxes(edges: Sequence[dict[str, Any]]) -> list[list[Box]]:
    """The cells of each ruled table of two columns or more."""
    from pdfplumber import table

    merged = table.merge_edges(list(edges), _NEAR, _NEAR, _NEAR, _NEAR)
    crossings = table.edges_to_intersections(merged, _NEAR, _NEAR)
    found: list[list[Box]] = table.cells_to_tables(table.intersections_to_cells(crossings))
    return [cells for cells in found if len({round(cell[0] / _NEAR) for cell in cells}) > 1]
