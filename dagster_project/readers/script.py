"""One script to match in: full-width letters folded, look-alike radicals resolved, traditional simplified."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from dagster_project.characters import numbers_of, text_of
from dagster_project.readers.traditional import SIMPLIFIED, TRADITIONAL

# Radicals that PDF fonts put in the place of the character itself and that Unicode does not decompose.
_RADICALS = (
    "⺁⺇⺌⺎⺏⺐⺒⺓⺛⺝⺟⺠⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑"
    "⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_RADICALS_MEAN = (
    "厂几小兀尢尢巳幺旡月母民水火爪爪丬牛犬王疋目示礻竹糸纟网罒羊羊羊老聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶邑钅长"
    "长长门阜阜雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟"
)
# Simplified print uses these too, each in its own right; only a page in traditional script means the other character.
_SHARED = "藉瞭徵摺夥於麼麽昇剋鍾餘"
_MOSTLY_TRADITIONAL = 0.03


def _decomposed(first: int, last: int) -> dict[int, str]:
    """The characters of this range that Unicode calls another form of one single character."""
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in range(first, last + 1))
    return {code: plain for code, plain in pairs if len(plain) == 1 and plain != chr(code)}


def _folding() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
    table |= _decomposed(0x2F00, 0x2FD5) | _decomposed(0xF900, 0xFAFF) | _decomposed(0x2F800, 0x2FA1D)
    table |= _decomposed(0xFE30, 0xFE6B) | _decomposed(0x1D7CE, 0x1D7FF)
    return table | {ord(radical): plain for radical, plain in zip(_RADICALS, _RADICALS_MEAN, strict=True)}


FOLDED = _folding()
_DROPPED = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD]
_DROPPED += [0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
_DROPPED += [*range(0xFE00, 0xFE10), *range(0xD800, 0xE000)]
_UNSEEN = re.compile("[" + "".join(map(re.escape, map(chr, _DROPPED))) + "]")
_BLANKS = " \u00a0\u3000"
_YEAR_APART = re.compile(
    rf"(?<![\d.,])(?<!\d[{_BLANKS}])(?=\d+[{_BLANKS}])(?:2[{_BLANKS}]?0|1[{_BLANKS}]?9)[{_BLANKS}]?\d[{_BLANKS}]?\d(?=[{_BLANKS}]?年)"
)
# Asked of every text: it opens with one character, which is searched fast.
_MAY_BE_APART = re.compile(
    "年(?:"
    + "|".join(
        rf"(?<=\d[{_BLANKS}]{last}年)"
        for last in (r"\d", r"\d\d", r"\d\d\d", rf"\d[{_BLANKS}]", rf"\d\d[{_BLANKS}]", rf"\d\d\d[{_BLANKS}]")
    )
    + ")"
)
_SIMPLE = {ord(old): new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
_SIMPLE_SURE = {code: new for code, new in _SIMPLE.items() if chr(code) not in _SHARED}
_BASIC = {code: ord(plain) for code, plain in FOLDED.items() if code < 0x10000}
_FOLDING = np.arange(0x10000, dtype=np.uint32)
_FOLDING[list(_BASIC)] = list(_BASIC.values())
# What is looked for in every text: characters that take no room in print (zero width, control), characters that fold
# to one of traditional script alone, and characters beyond the basic plane, which are looked up as its last one.
UNSEEN, OTHER_SCRIPT, BEYOND = 1, 2, 4
_LOOKS = np.zeros(0x10000, dtype=np.uint8)
_LOOKS[_DROPPED] = UNSEEN
_LOOKS[np.isin(_FOLDING, list(_SIMPLE_SURE))] |= OTHER_SCRIPT
_LOOKS[0xFFFF] |= BEYOND
_SURE = re.compile("[" + "".join(map(chr, _SIMPLE_SURE)) + "]")


def look_of(text: str) -> int:
    """What characters stand in the text: UNSEEN, OTHER_SCRIPT and BEYOND, or several of them."""
    return int(np.bitwise_or.reduce(_LOOKS.take(numbers_of(text), mode="clip"), initial=0))


def without_unseen(text: str) -> str:
    """The text without zero-width and control characters."""
    return _UNSEEN.sub("", text)


def as_seen(text: str) -> str:
    """The text as a reader sees it: nothing unseen, and no blanks amid the digits of a year."""
    return _YEAR_APART.sub(_joined, without_unseen(text))


def has_year_apart(text: str) -> bool:
    """Whether blanks stand amid the digits of a year, as where a page sets them in several pieces: 20 22年."""
    return _MAY_BE_APART.search(text) is not None and _YEAR_APART.search(text) is not None


def _joined(year: re.Match[str]) -> str:
    return "".join(year.group().split())


def fold(text: str, look: int) -> tuple[str, str]:
    """The text for matching and the text as printed, both of the length given, of a text with these characters."""
    if look & BEYOND:
        printed = text.translate(FOLDED)
        return simplify(printed), printed
    printed = text_of(_FOLDING.take(numbers_of(text)))
    return (simplify(printed) if look & OTHER_SCRIPT else printed), printed


def simplify(text: str) -> str:
    """The text in simplified script, character by character; a shared character only on a traditional page."""
    sure = len(_SURE.findall(text))
    traditional = sure > _MOSTLY_TRADITIONAL * len(text)
    return text.translate(_SIMPLE if traditional else _SIMPLE_SURE) if sure else text
