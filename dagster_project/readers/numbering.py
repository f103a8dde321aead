"""The item numbers that Word prints before paragraphs without storing them in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}


class Level(NamedTuple):
    """How one level of a list counts: `text` holds %1 … %9 for the counters of the levels."""

    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` is to be asked for each paragraph once, in their order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by the list's definition
    lists: dict[str, str] = field(default_factory=dict)  # number of the list → its definition
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style of a paragraph → list and level
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, numbering: Any | None, styles: Any | None) -> Numbering:
        """The lists that these two parts of a document define."""
        made = cls()
        for node in numbering.iter(f"{_W}abstractNum") if numbering is not None else ():
            made.levels[node.get(f"{_W}abstractNumId")] = dict(_levels(node))
        for node in numbering.iter(f"{_W}num") if numbering is not None else ():
            made.lists[node.get(f"{_W}numId")] = _value(node, "abstractNumId")
        for node in styles.iter(f"{_W}style") if styles is not None else ():
            found = _list_of(node)
            if found is not None:
                made.styles[node.get(f"{_W}styleId")] = found
        return made

    def label(self, paragraph: Any) -> str:
        """The item number printed before this paragraph, counted on; empty without one."""
        if not self.lists:
            return ""
        found = _list_of(paragraph) or self.styles.get(_value(paragraph, "pPr/pStyle"))
        definition = self.lists.get(found[0]) if found else None
        levels = self.levels.get(definition or "", {})
        if found is None or definition is None or found[1] not in levels:
            return ""
        return self._counted_on(definition, levels, found[1])

    def _counted_on(self, definition: str, levels: dict[int, Level], at: int) -> str:
        counters = self.counted[definition]
        counters[at] = counters.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counters if level > at]:
            del counters[deeper]
        text = levels[at].text
        for number, level in levels.items():
            if f"%{number + 1}" in text:
                text = text.replace(f"%{number + 1}", printed(counters.get(number, level.start), level.form))
        return "" if levels[at].form == "bullet" else text


def printed(number: int, form: str) -> str:
    """The number as this form of list prints it."""
    if form in _CHINESE:
        return _chinese(number)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    if form in ("upperLetter", "lowerLetter") and number <= 26:
        return chr((64 if form == "upperLetter" else 96) + number)
    return "" if form in ("none", "bullet") else str(number)


def _chinese(number: int) -> str:
    if number < 10 or number > 99:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + ("" if ones == 0 else _DIGITS[ones])


def _levels(definition: Any) -> Iterable[tuple[int, Level]]:
    for node in definition.iter(f"{_W}lvl"):
        at, start = node.get(f"{_W}ilvl", ""), _value(node, "start")
        if at.isdecimal():
            first = int(start) if start.isdecimal() and len(start) < 5 else 1
            yield int(at), Level(first, _value(node, "numFmt") or "decimal", _value(node, "lvlText"))


def _list_of(node: Any) -> tuple[str, int] | None:
    """The list and level that a paragraph or a style names itself."""
    number, level = _value(node, "pPr/numPr/numId"), _value(node, "pPr/numPr/ilvl")
    return (number, int(level) if level.isdecimal() else 0) if number else None


def _value(node: Any, path: str) -> str:
    found = node.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return "" if found is None else str(found.get(f"{_W}val", ""))
