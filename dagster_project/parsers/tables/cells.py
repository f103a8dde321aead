"""One printed cell → its value, what it means, and the unit printed inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dagster_project.parsers.figures import Qualifier, Semantic

_NOT_APPLICABLE = frozenset(
    {"/", "//", "\\", "-", "--", "---", "----", "—", "——", "———", "–", "−", "不适用", "不涉及", "N/A"}
)
_NOTHING = frozenset({"无", "零", "没有", "暂无", "未发生", "没有发生", "未产生"})
_MONEY = {"元": "yuan", "万元": "wan_yuan", "亿元": "yi_yuan"}
_SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}
# Digits that open with a zero are no figure of their own: 1 046 is one figure, 1 146 may be two.
_PRINTED = re.compile(
    r"(?P<sign>[-+−–]|增加?|减少?)?\s*(?P<around>约|近)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?: \d{3})*? 0\d\d(?: \d{3})*|\d+(?:\.\d+)?)\s*"
    r"(?P<scale>[万亿](?!元))?(?P<over>余|多)?\s*"
    r"(?P<unit>万元|亿元|元|[件条项个次人篇份宗家场期部起例](?:次)?)?\s*(?:\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】)?\s*[①-⑳¹²³⁴-⁹*※]?\s*"
)


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says; `unit` is empty unless money is printed in the cell, `whole` is false of 1.5 and the like."""

    value: Decimal | None
    semantic: Semantic
    unit: str = ""
    qualifier: Qualifier = "exact"
    lower: Decimal | None = None
    upper: Decimal | None = None
    whole: bool = True


BLANK = CellValue(None, "blank")
_SLASH = CellValue(None, "not_applicable")
_ZERO = CellValue(Decimal(0), "stated_zero", lower=Decimal(0), upper=Decimal(0))


@lru_cache(maxsize=8192)
def read_cell(words: str) -> CellValue | None:
    """The value of a cell that holds one figure, a mark or nothing; None when it holds anything else."""
    words = words.strip()
    if words.isascii() and words.isdigit():
        return _exact(Decimal(words))
    if not words:
        return BLANK
    if words in _NOT_APPLICABLE:
        return _SLASH
    if words in _NOTHING:
        return _ZERO
    match = _PRINTED.fullmatch(words)
    return _read(match) if match else None


def count_in(words: str) -> int:
    """What a cell adds to a sum: its figure, nothing for a mark or a blank."""
    if words.isascii() and words.isdigit():
        return int(words)
    value = read_cell(words)
    return int(value.value) if value and value.value is not None else 0


def _exact(value: Decimal, unit: str = "") -> CellValue:
    return CellValue(value, "reported", unit, "exact", value, value, value == value.to_integral_value())


def _read(match: re.Match[str]) -> CellValue:
    printed = Decimal(match["number"].replace(",", "").replace(" ", ""))
    scale = Decimal(_SCALE[match["scale"] or ""])
    sign = -1 if (match["sign"] or "+")[0] in "-−–减" else 1
    value = printed * scale * sign
    unit = _MONEY.get(match["unit"] or "", "")
    if unit == "yi_yuan":
        value, unit = value * 10_000, "wan_yuan"
    half = scale * Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1) if scale > 1 else Decimal(0)
    if match["over"]:
        return CellValue(value, "reported", unit, "at_least", value, None)
    if match["around"] == "近":
        return CellValue(value, "reported", unit, "approx", None, value)
    if match["around"] or half:
        low, high = (value - half, value + half) if half else (None, None)
        return CellValue(value, "reported", unit, "approx", low, high)
    return _exact(value, unit)
