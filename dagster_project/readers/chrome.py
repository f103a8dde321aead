"""What of a web page is not part of its document: hidden parts, and the menus, paths and footers of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from selectolax.lexbor import LexborNode

from dagster_project.readers.tags import CHROME

# A word sought in all styles takes as long as a walk through the page: what is found is asked for the rest.
_MAY_HIDE = '[hidden],[style*="none" i],[style*="hid" i]'
_HIDES = ("display:none", "display: none", "mso-hide:all", "visibility:hidden", "visibility: hidden")
_NAMES = (
    "nav",
    "menu",
    "crumb",
    "foot",
    "sidebar",
    "copyright",
    "topbar",
    "toolbar",
    "share",
    "friendlink",
    "search",
)
# The class that Word gives to nearly every paragraph is no name.
_NAMED = "nav,footer,aside,ul,[role],[id],[class]:not([class=MsoNormal])"
_ROLES = ("navigation", "contentinfo")
_SITE_WORDS = re.compile("ICP备|公网安备|版权所有|网站标识码|技术支持|浏览器|无障碍|扫一扫")
_MEMBER_CHARACTERS = 3000


def drop(nodes: Sequence[LexborNode]) -> None:
    """The nodes are gone from the page. Inner ones go first: what lies in a node that is gone must not be touched."""
    for node in reversed(nodes):
        node.decompose()


def drop_hidden(body: LexborNode) -> None:
    """Hidden parts are gone, unless they hold most of the page: then a script would have shown them."""
    hidden = [node for node in body.css(_MAY_HIDE) if _is_hidden(node)]
    if hidden and sum(len(node.text()) for node in hidden) < len(body.text()) / 2:
        drop(hidden)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = (attributes.get("style") or "").lower()
    return "hidden" in attributes or any(words in style for words in _HIDES)


def drop_chrome(body: LexborNode) -> None:
    """The chrome of the site is gone, inner parts first."""
    for node in reversed([node for node in body.css(_NAMED) if _may_be_chrome(node)]):
        if _is_chrome(node):
            node.decompose()


def _may_be_chrome(node: LexborNode) -> bool:
    if node.tag_id in CHROME:
        return True
    attributes = node.attributes
    return attributes.get("role") in _ROLES or _has_name(attributes.get("class")) or _has_name(attributes.get("id"))


@lru_cache(maxsize=2048)
def _has_name(words: str | None) -> bool:
    """Whether a class or an id is called like chrome."""
    return words is not None and any(name in words.lower() for name in _NAMES)


def _is_chrome(node: LexborNode) -> bool:
    """Whether a part named like chrome is chrome: short, and mostly links or the site's own words."""
    words = node.text()
    size = len(words.strip())
    if size > _MEMBER_CHARACTERS:
        return False
    links = node.css("a[href]")
    linked = sum([len(link.text_lexbor().strip()) for link in links])
    if node.tag == "ul" and not _is_named_chrome(node):
        return len(links) >= 6 and linked >= 0.9 * size
    if linked >= 0.5 * size:
        return True
    if node.css_first("td") is not None:
        return False
    return node.tag in ("nav", "footer") or (size < 600 and _SITE_WORDS.search(words) is not None)


def _is_named_chrome(node: LexborNode) -> bool:
    attributes = node.attributes
    return _has_name(attributes.get("class")) or _has_name(attributes.get("id"))
