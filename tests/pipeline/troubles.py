"""Raw files that go wrong, each in its own way, among the reports that ship; the words are our own."""

from __future__ import annotations

import shutil
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "raw"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00" + bytes(range(256))
HUGE = b"<html><body>" + "<p>公开</p>".encode() * (50 * (1 << 20) // 13)
MENU = "<html><body><p>本周食堂菜单:红烧肉12元,青菜3元。</p></body></html>".encode()
ANY = ""


def report(issuer: str, year: int, received: int) -> bytes:
    """A short report in prose."""
    return (
        f"{issuer}{year}年政府信息公开工作年度报告\n"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n"
        f"一、概述\n{year}年,{issuer}认真做好政府信息公开工作,全年主动公开政府信息{received * 7}条。\n"
        f"二、依申请公开情况\n全年共收到政府信息公开申请{received}件,均已按期答复。\n"
    ).encode()


TROUBLES = {
    "2020/empty.txt": ("empty", b""),
    "2020/picture.txt": (ANY, PICTURE),
    "2021/huge.html": ("too_large", HUGE),
    "2021/menu.html": ("not_a_report", MENU),
    "2022/second-copy.txt": ("duplicate", (SHIPPED / "2022" / "pingtan-zone-2022.txt").read_bytes()),
    "2023/earlier.txt": ("year_contradicts_folder", report("福建省泰宁县人民政府", 2016, 9)),
    "2007/too-early.txt": ("no_report_year", report("福建省泰宁县人民政府", 2007, 3)),
    "2016/nowhere.txt": ("place_unknown", report("云梦泽省桃源乡县人民政府", 2016, 12)),
}
GOOD = "2016/good.txt"


def write_raw(raw: Path) -> None:
    """The shipped reports stand in `raw`, one good report more, and every trouble."""
    shutil.copytree(SHIPPED, raw)
    contents = {file: content for file, (_, content) in TROUBLES.items()}
    contents[GOOD] = report("福建省泰宁县人民政府", 2016, 12)
    for file, content in contents.items():
        (raw / file).parent.mkdir(exist_ok=True)
        (raw / file).write_bytes(content)
