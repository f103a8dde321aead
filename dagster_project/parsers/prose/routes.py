"""By which way a suit came that a sentence tells the outcomes of: straight to court, or after a review."""

from __future__ import annotations

import re

from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.setting import Setting

_OUTCOMES = frozenset({"upheld", "corrected", "other", "pending", "total"})
_FORMS = frozenset({"2019", "2021"})
# Of these ways the first group names that without a review.
_ROUTE = re.compile(
    "(未(?:经过?)?(?:行政)?复议|没有经过?(?:行政)?复议|(?<!后)直接(?:向[^,。;:\\d]{0,8})?(?:起诉|提起)|径[行直](?:起诉|提起|向))"
    "|经过?(?:行政)?复议(?![机决案结])|复议(?:之后|以后|后|再|[、,](?:又|再|后))|不服(?:该|上述)?(?:行政)?复议"
)
# A noun behind the way that begins another matter, and what says the way of all that was counted before.
_MATTER = re.compile(
    "行政复议(?!后)|复议案件|复议申请|复议机关|行政诉讼[^,。;:\\d]{0,6}[案共]|应诉|(?<=[,;])(?:行政)?诉讼"
)
# What a review came to, where no suit is told of: 复议后纠正1件.
_SUIT = re.compile("诉(?!求)|法院|判决|裁定|审判|裁判")
_REVIEWED = frozenset({"upheld", "corrected", "other"})
_OF_ALL = re.compile("[均都皆][为是系属由未经]*$")
_AMONG = ("其中", "其中先")
_REACH = 400
_OWN_WORDS = re.compile("[,:]?[^,。;:()\\d]*$")


def of_route(page: Page, setting: Setting, code: str) -> str:
    """The code of the way that the sentence named last, if the suits by it or one outcome of theirs are counted.

    `code` is one of reviews or suits, and stays what it is otherwise: that of reviews where no suit is told of. Where
    the two ways are counted one beside the other, what is told behind both is told of all suits.
    """
    outcome = code.partition(".")[2]
    start, text = max(setting.period[0], setting.place - _REACH), page.text
    routes = list(_ROUTE.finditer(text, start, setting.place))
    if not routes or _OF_ALL.search(text, start, routes[-1].start()):
        return code
    last = routes[-1]
    if _MATTER.search(text, last.end(), setting.place):
        return code
    if not last[1] and outcome.removeprefix("cases.") in _REVIEWED and not _names_suit(page, setting):
        return f"review.{outcome}"
    if page.form not in _FORMS or outcome not in _OUTCOMES:
        return code
    told = len(page.counts_between(last.end(), setting.place))
    if outcome == "total" and (told or not _OWN_WORDS.match(text[last.end() : setting.place].replace(":", "", 1))):
        return code
    if outcome != "total" and not _parted(page, setting, routes):
        return code
    return f"litigation.{'direct' if last[1] else 'after_review'}.{outcome}"


def _names_suit(page: Page, setting: Setting) -> bool:
    """Whether suits are told of up to the end of what is said of the count, from the sentence before on."""
    return _SUIT.search(page.text, max(setting.passage[0], setting.place - _REACH), setting.after[1]) is not None


def _parted(page: Page, setting: Setting, routes: list[re.Match[str]]) -> bool:
    """Whether the outcomes of the way named before the last one, if there is one, stand before that.

    What is told behind a part of all suits (其中复议后起诉9件) may be told of all, unless a bracket holds it.
    """
    last = routes[-1]
    other = next((route for route in reversed(routes) if bool(route[1]) is not bool(last[1])), None)
    if page.text.rfind("(", last.end(), setting.place) > page.text.rfind(")", last.end(), setting.place):
        return True
    if page.text.endswith(_AMONG, 0, last.start()):
        return False
    return other is None or len(page.counts_between(other.start(), last.start())) > 1
