"""Bytes → characters, whatever Chinese encoding they are in, declared or not."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
# Characters that make up much of any Chinese page, in both scripts; wrong decodings hardly ever hit them.
_USUAL = set(
    "的一是在了和有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "政府信息公开工作情况报告条例机关单位部门数量总计申请处理主动全市区县乡镇办月日件次条其他本据规文件及无与制度管理组织服务"
    "這為個國時來們於對會發動說產種後經開況報條關單門數總請處據規無與組織務縣鎮辦"
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 20_000


def declared(content: bytes) -> str | None:
    """The Python name of the encoding that an HTML or XML head declares; gb2312 and gbk mean gb18030."""
    match = _DECLARED.search(content, 0, 4096)
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "csgb2312"}:
        return "gb18030"
    if name.startswith("utf-16"):
        return "utf-8"  # a declaration that could be read as ASCII is not in UTF-16
    try:
        return codecs.lookup("big5hkscs" if name.startswith("big5") else name).name
    except LookupError:
        return None


def decode(content: bytes) -> tuple[str, str] | None:
    """The characters and the name of their encoding; None when the bytes are no text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), name
    if b"\x00" not in content:
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    said = declared(content)
    if said is not None and said != "utf-8":
        text = _strict(content, said)
        if text is not None:
            return text, said
    return _guessed(content)


def _guessed(content: bytes) -> tuple[str, str] | None:
    sample = content[: _SAMPLE if len(content) > _SAMPLE else len(content)]
    names = ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"]
    scores = {name: _plausible(sample, name) for name in names}
    best = max(names, key=lambda name: scores[name])
    if scores[best] < 0.12:
        return _single_byte(content)
    text = _strict(content, best)
    if text is None and best in ("utf-8", "gb18030"):
        text = "\n".join(_decoded_line(line, best) for line in content.split(b"\n"))
    return content.decode(best, "replace") if text is None else text, best


def _plausible(sample: bytes, encoding: str) -> float:
    """How much like Chinese (or plain ASCII) the sample reads in this encoding, at most 1."""
    text = sample.decode(encoding, "replace")[:-1]
    wide = [character for character in text if character > "\x7f"]
    broken = text.count("\ufffd") + sum(character < "\t" for character in text) * 2
    if not wide:
        return 0.2 if text and not broken else 0.0
    usual = sum(character in _USUAL for character in wide)
    return (usual - 4 * broken) / len(wide)


def _decoded_line(line: bytes, encoding: str) -> str:
    """A line of a text put together from two encodings, in the one in which it makes sense."""
    other = "gb18030" if encoding == "utf-8" else "utf-8"
    if _strict(line, encoding) is None and _plausible(line, other) > max(0.2, _plausible(line, encoding)):
        return line.decode(other, "replace")
    return line.decode(encoding, "replace")


def _single_byte(content: bytes) -> tuple[str, str] | None:
    """Text of another script still counts as text as long as it holds no control bytes."""
    if len(_BINARY.findall(content[:_SAMPLE])) > len(content[:_SAMPLE]) * 0.002:
        return None
    text = content.decode("utf-8", "replace")
    wide = sum(character > "\x7f" for character in text[:_SAMPLE])
    if text[:_SAMPLE].count("\ufffd") > max(4, 0.3 * wide):
        return None
    return text, "utf-8"


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
