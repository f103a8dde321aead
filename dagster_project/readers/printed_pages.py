"""Texts of pages that a browser printed: without the address and number below each page and the date above it."""

from __future__ import annotations

import re

from dagster_project.characters import holds

_FOOT = re.compile(
    r"^[ \t\f]*(?:https?|file)://[^\s\u3000-\uffef]{4,500}(?:[ \t]++|[ \t]*+\n\s*+)\d{1,3}/\d{1,3}[ \t]*$", re.M
)
_ADDRESS = re.compile(r"^[ \t\f]*(?:https?|file)://[^\s\u3000-\uffef]{4,500}[ \t]*$", re.M)
_NUMBER = re.compile(r"^[ \t\f]*\d{1,3}/\d{1,3}[ \t]*$", re.M)
_CLOCK = r"(?:上午|下午)?\d{1,2}:\d\d(?: ?[AP]M)?"
_DATE = re.compile(
    rf"^[ \t\f]*(?:20\d\d|\d{{1,2}})/\d{{1,2}}/(?:20)?\d{{1,2}}[,，]? *{_CLOCK}(?:[ \t]+(\S.*?))?[ \t]*$", re.M
)


def may_be_printed(text: str) -> bool:
    """Whether an address with the number of a page below it stands in the text."""
    return holds(text, "://") and _FOOT.search(text) is not None


def without_print_marks(text: str) -> str:
    """The text without these lines, and without the title of the page beside its date where it comes again."""
    titles = [match[1] for match in _DATE.finditer(text) if match[1]]
    if not titles:
        titles = _beside_dates(text)
    again = {title for title in titles if titles.count(title) > 1}
    for pattern in (_ADDRESS, _FOOT, _NUMBER, _DATE):
        text = pattern.sub("", text)
    return "\n".join(line for line in text.split("\n") if not again or line.strip() not in again)


def _beside_dates(text: str) -> list[str]:
    """The lines next to those of dates, blank ones left out, which are the titles where they come again."""
    lines = [line.strip(" \t\f") for line in text.split("\n") if line.strip()]
    places = [at for at, line in enumerate(lines) if _DATE.fullmatch(line)]
    return [lines[at + step] for step in (-1, 1) for at in places if 0 <= at + step < len(lines)]
