"""A made-up report as a PDF with a text layer: prose over pages, ruled tables, written byte by byte."""

from __future__ import annotations

from itertools import islice

from bench.pages import Grid, applications, documents, prose, remedies, title

LEFT, RIGHT, TOP, BOTTOM = 50.0, 545.0, 800.0, 50.0
SIZE, LINE, ROW = 9.0, 15.0, 17.0


def pdf_page(number: int, paragraphs: int = 60) -> bytes:
    """A report of five or six pages; Chinese by a predefined encoding, so that no font is embedded."""
    lines = [title(number), "一、总体情况", *islice(prose(number), paragraphs)]
    pages = _set(lines)
    for heading, grid in (
        ("二、主动公开政府信息情况", documents(number)),
        ("三、收到和处理政府信息公开申请情况", applications(number)),
        ("四、政府信息公开行政复议、行政诉讼情况", remedies(number)),
    ):
        pages.append([_shown(LEFT, TOP, heading), *_drawn(grid, TOP - 2 * LINE)])
    pages.append(
        [_shown(LEFT, TOP, "五、存在的主要问题及改进情况"), _shown(LEFT, TOP - LINE, "六、其他需要报告的事项")]
    )
    return _file(pages)


def _set(lines: list[str]) -> list[list[str]]:
    broken = [line[at : at + 54] for line in lines for at in range(0, len(line), 54)]
    per_page = int((TOP - BOTTOM) / LINE)
    return [
        [_shown(LEFT, TOP - place * LINE, line) for place, line in enumerate(broken[start : start + per_page])]
        for start in range(0, len(broken), per_page)
    ]


def _drawn(grid: Grid, top: float) -> list[str]:
    """The table with every cell ruled and its words within."""
    width = sum(across for _, _, across in grid[0])
    edges = [LEFT + (RIGHT - LEFT) * (at / width) for at in range(width + 1)]
    taken: set[tuple[int, int]] = set()
    drawn = []
    for row, cells in enumerate(grid):
        column = 0
        for text, down, across in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + d, column + a) for d in range(down) for a in range(across)}
            x0, x1 = edges[column], edges[column + across]
            y1, y0 = top - row * ROW, top - (row + down) * ROW
            drawn.append(f"{x0:.1f} {y0:.1f} {x1 - x0:.1f} {y1 - y0:.1f} re S")
            fits = max(int((x1 - x0) / 4), 1)
            drawn += [_shown(x0 + 1, y1 - 6 - 5 * at, text[at * fits : (at + 1) * fits], 4.0) for at in range(4)]
            column += across
    return drawn


def _shown(x: float, y: float, text: str, size: float = SIZE) -> str:
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td <{text.encode('utf-16-be').hex()}> Tj ET" if text else ""


def _file(pages: list[list[str]]) -> bytes:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] "
        "/Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
    ]
    kids = []
    for page in pages:
        stream = "\n".join(filter(None, page))
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _written(objects)


def _written(objects: list[str]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n"
    return body + f"{trailer}{len(body)}\n%%EOF\n".encode("latin-1")
