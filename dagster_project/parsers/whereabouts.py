"""Whose report it is and where it lies: the title decides, the page around it helps, the body is never asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.issuers import Issuer, IssuerNames
from dagster_project.parsers.letterhead import ADDRESS, Hint, hints, province_signs
from dagster_project.parsers.places import NATION, Place

STRONG = ("preamble", "letterhead", "signature", "site")
CANDIDATES_SHOWN = 12
LEVELS = {"省": "省区", "市": "市", "州": "州", "盟": "盟", "镇": "镇", "乡": "乡", "街": "道"}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The issuer as named, its kind and jurisdiction, what that rests on, and the problem when it stays open."""

    issuer: str
    organ_kind: str
    key: str
    basis: str
    candidates: tuple[str, ...]
    problems: tuple[Problem, ...]


def locate(
    document: Document, opening: str, titled: Issuer | None, title_end: int, names: IssuerNames, year: int
) -> Whereabouts:
    """The issuer and its jurisdiction; an ambiguous or unknown place stays empty and is a problem."""
    if titled and (titled.organ_kind == "central" or _is_plain(titled)):
        found: list[Hint] = []
    else:
        found = list(hints(document, opening, title_end))
    issuer, basis = _issuer(titled, found, names, year)
    if issuer is None:
        return _unknown("", titled)
    if issuer.organ_kind == "central":
        return Whereabouts(issuer.name, "central", NATION, basis, (), ())
    if not issuer.places:
        return _unknown(issuer.name, issuer)
    if _is_plain(issuer):
        places, decided_by = list(issuer.places), ""
    else:
        places, decided_by = _decide(issuer.places, found, _provinces(document, opening, names), names, year)
    kind = issuer.organ_kind or "department"
    if len(places) == 1:
        key = replace(issuer, places=tuple(places)).keys[0]
        return Whereabouts(issuer.name, kind, key, decided_by or basis, (), ())
    keys = replace(issuer, places=tuple(places)).keys
    reason = f"{issuer.name} may be {', '.join(keys[:CANDIDATES_SHOWN])}; nothing on the page decides"
    return Whereabouts(issuer.name, kind, "", "", keys, (Problem("place_undecided", "warning", reason),))


def _is_plain(issuer: Issuer) -> bool:
    """Whether the name alone decides: one place, and not a township, whose namesakes no register has in full."""
    return len(issuer.places) == 1 and (issuer.places[0].level != "township")


def _unknown(name: str, issuer: Issuer | None) -> Whereabouts:
    reason = f"no known place in the issuer's name {name!r}" if name else "the page names no issuer"
    kind = issuer.organ_kind if issuer else ""
    return Whereabouts(name, kind, "", "", (), (Problem("place_unknown", "warning", reason),))


def _issuer(titled: Issuer | None, found: Sequence[Hint], names: IssuerNames, year: int) -> tuple[Issuer | None, str]:
    """The issuer of the title; where it names no place, the place of the first hint that may be its own."""
    if titled and (titled.places or titled.organ_kind == "central" or titled.names_unknown_place):
        return titled, "title"
    for hint in found:
        if not hint.names_issuer:
            continue
        named = names.read(hint.words, year)
        if titled and titled.organ_kind:
            if named.places and _may_be_at(titled, named, hint, names):
                return _with_place_of(titled, named), hint.basis
        elif named.places or named.organ_kind == "central":
            return _compiled_for(named), hint.basis
    return titled, ""


def _may_be_at(titled: Issuer, named: Issuer, hint: Hint, names: IssuerNames) -> bool:
    """Whether an organ named without its place may stand at the place of the hint: a 区 office not at a 市."""
    if titled.below:
        return all(names.places.is_lowest(place) for place in named.places)
    level = titled.name[0]
    if level in "县区旗":
        return all(place.level == "county" and place.name[-1] != "市" for place in named.places)
    if level in LEVELS:
        return all(place.name[-1] in LEVELS[level] or place.level == "township" for place in named.places)
    return hint.basis != "site"


def _with_place_of(titled: Issuer, named: Issuer) -> Issuer:
    """The organ of the title at the place of the hint."""
    kind = titled.organ_kind
    if kind == "government" and named.organ_kind in ("township", "zone"):
        kind = named.organ_kind
    return replace(titled, places=named.places, below=titled.below or named.below, organ_kind=kind)


def _compiled_for(named: Issuer) -> Issuer:
    """A government's office compiles the government's report: without a title the report is the government's."""
    if named.organ_kind == "office":
        return replace(named, organ="", organ_kind="zone" if named.below else "government")
    return named


def _provinces(document: Document, opening: str, names: IssuerNames) -> frozenset[str]:
    """The provinces that document numbers and site addresses of the page point to: weak, but never of the body."""
    signs = {names.places.province_signs.get(sign, "") for sign in province_signs(opening)}
    labels = {
        names.places.site_labels.get(label, "")
        for match in ADDRESS.finditer(opening)
        if ".gov.cn" in match[0]
        for label in match[0].split("/")[2].split(".")
    }
    return frozenset((signs | labels) - {""})


def _decide(
    places: Sequence[Place], found: Iterable[Hint], provinces: frozenset[str], names: IssuerNames, year: int
) -> tuple[list[Place], str]:
    """The places left when each hint in turn keeps those that lie in or around a place it names."""
    places = list(places)
    rivals: list[Place] = []
    for hint in found:
        named, kept = _narrowed(places, hint, names, year)
        if named and not kept:
            rivals += [place for place in named if hint.basis in STRONG and names.places.is_lowest(place)]
        elif len(kept) == 1:
            return kept, hint.basis if len(places) > 1 else ""
        elif kept:
            places = kept
    if len(places) > 1 and len(provinces) == 1:
        kept = [place for place in places if place.code[:2] + "0000" in provinces]
        if len(kept) == 1:
            return kept, "document_number"
    if len(places) == 1 and rivals:
        return [*places, replace(places[0], code="", parent_code=rivals[0].code)], ""
    return places, ""


def _narrowed(places: list[Place], hint: Hint, names: IssuerNames, year: int) -> tuple[list[Place], list[Place]]:
    """The places that a hint names, and those of `places` that lie in or around all that it names."""
    named = list(names.read(hint.words, year).places) if hint.names_issuer else []
    groups = [named] if named else [list(m.places) for m in names.places.mentions(hint.words, year)]
    kept = places
    for group in groups:
        kept = [place for place in kept if any(_related(place, other, names, year) for other in group)]
    return [place for group in groups for place in group], kept if groups else []


def _related(place: Place, other: Place, names: IssuerNames, year: int) -> bool:
    return names.places.lies_in(place, other, year) or names.places.lies_in(other, place, year)
