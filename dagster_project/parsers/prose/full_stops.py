"""Sentences that a page ends with points, as it was typed in Latin mode: 全年公开信息12条.收到申请3件."""

from __future__ import annotations

import re

_STOP, _POINT = "。", "."
# A point behind words, and not behind the number of a heading: 一.总体情况, (二).
_ENDS_SENTENCE = re.compile(r"(?<=[\u4e00-\u9fff”》)%])\.(?=\s*(?:[\u4e00-\u9fff“《(\d]|$))")
_NUMBER = re.compile(r"(?:^|[\s。;:.])\(?[一二三四五六七八九十]{1,3}\)?$")
_REACH = 8


def with_full_stops(text: str) -> str:
    """The text, as long, with a full stop for each such point; as it is where full stops are as many as points."""
    if text.count(_STOP) >= text.count(_POINT):
        return text
    ends = [match.start() for match in _ENDS_SENTENCE.finditer(text) if not _is_of_heading(text, match.start())]
    if len(ends) <= text.count(_STOP):
        return text
    written = list(text)
    for end in ends:
        written[end] = _STOP
    return "".join(written)


def _is_of_heading(text: str, point: int) -> bool:
    return _NUMBER.search(text, max(0, point - _REACH), point) is not None
