"""Whose report it is and where it lies: the title decides, the page around it helps, the body is never asked.

Words of one rank that contradict each other decide nothing: the place stays open and its candidates are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dagster_project.document import Document
from dagster_project.parsers.figures import Problem
from dagster_project.parsers.issuers import THEMSELVES, Issuer, IssuerNames
from dagster_project.parsers.letterhead import ADDRESS, Hint, hints, province_signs
from dagster_project.parsers.places import ALWAYS, NATION, Place

# The issuer's own words, then the site it stands on, then what is around and above it.
OWN = ("preamble", "letterhead", "signature")
AROUND = ("contact", "address", "upper_document")
RANKS = (OWN, ("site",), AROUND)
CANDIDATES_SHOWN = 12
LEVELS = {"省": "省区", "市": "市", "州": "州", "盟": "盟", "镇": "镇", "乡": "乡", "街": "道"}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The issuer as named, its organ without the place, what the place rests on, and the problem when it stays open."""

    issuer: str
    organ: str
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
    issuer = _set_apart(issuer)
    if issuer.organ_kind == "central":
        return Whereabouts(issuer.name, issuer.organ, "central", NATION, basis, (), ())
    if not issuer.places:
        return _unknown(issuer.name, issuer)
    if _is_plain(issuer):
        places, decided_by = list(issuer.places), ""
    else:
        places, decided_by = _decide(issuer, found, _provinces(document, opening, names), names, year)
    kind = issuer.organ_kind or "department"
    if len(places) == 1:
        key = replace(issuer, places=tuple(places)).keys[0]
        return Whereabouts(issuer.name, issuer.organ, kind, key, decided_by or basis, (), ())
    keys = replace(issuer, places=tuple(places)).keys
    reason = f"{issuer.name} may be {', '.join(keys[:CANDIDATES_SHOWN])}; nothing on the page decides"
    return Whereabouts(issuer.name, issuer.organ, kind, "", "", keys, (Problem("place_undecided", "warning", reason),))


def _set_apart(issuer: Issuer) -> Issuer:
    """An organ with a name of its own is never the government of its place: 驻北京办事处, 中心管委会."""
    if not issuer.organ or issuer.organ_kind not in THEMSELVES:
        return issuer
    if issuer.organ_kind == "zone" and issuer.below:
        return replace(issuer, organ="")
    return replace(issuer, organ_kind="department")


def _is_plain(issuer: Issuer) -> bool:
    """Whether the name alone decides: one place, and neither a township, whose namesakes no register has in full,
    nor a zone that is only named like a place."""
    return len(issuer.places) == 1 and issuer.places[0].level != "township" and not issuer.is_placed_by_zone


def _unknown(name: str, issuer: Issuer | None) -> Whereabouts:
    reason = f"no known place in the issuer's name {name!r}" if name else "the page names no issuer"
    organ, kind = (issuer.organ, issuer.organ_kind) if issuer else ("", "")
    return Whereabouts(name, organ, kind, "", "", (), (Problem("place_unknown", "warning", reason),))


def _issuer(titled: Issuer | None, found: Sequence[Hint], names: IssuerNames, year: int) -> tuple[Issuer | None, str]:
    """The issuer of the title; where it names no place, the place that the page gives as its own."""
    read = [(hint, names.read(hint.words, year)) for hint in found if hint.names_issuer]
    if titled and (titled.places or titled.organ_kind == "central" or titled.names_unknown_place):
        return _told_in_full(titled, read) or (titled, "title")
    if titled and titled.organ_kind:
        fitting = [(hint, named) for hint, named in read if named.places and _may_be_at(titled, named, hint, names)]
        same = [(hint, named) for hint, named in fitting if hint.basis in OWN and _is_same_organ(titled, named)]
        for hint, named in (same or fitting)[:1]:
            rivals = [other for hinted, other in same or fitting if (hinted.basis in OWN) == (hint.basis in OWN)]
            return _with_places_of(titled, [named, *rivals], names, year), hint.basis
        return titled, ""
    named_ones = [(hint, named) for hint, named in read if named.places or named.organ_kind == "central"]
    for hint, named in named_ones[:1]:
        own = [(hinted, other) for hinted, other in named_ones if hinted.basis in OWN and hint.basis in OWN]
        below = ((hinted, other) for hinted, other in own if _lies_below(other, named, names, year))
        nearest_hint, nearest = next(below, (hint, named))
        return _compiled_for(_all_places(nearest, [other for _, other in own], names, year)), nearest_hint.basis
    return titled, ""


def _told_in_full(titled: Issuer, read: Sequence[tuple[Hint, Issuer]]) -> tuple[Issuer, str] | None:
    """The township or zone of the title at each place where the page's own words, its parent with it, put it."""
    if _is_plain(titled) or titled.organ_kind not in ("township", "zone") or not titled.places:
        return None
    name = titled.below or titled.places[0].name
    full = [(hint, named) for hint, named in read if hint.basis in OWN and len(named.keys) == 1]
    full = [(hint, named) for hint, named in full if name in (named.below, named.places[0].name)]
    if not any(named.below and not named.is_placed_by_zone for _, named in full):
        return None
    hint, first = full[0]
    if titled.organ_kind == "zone":
        return replace(titled, places=first.places, is_placed_by_zone=False), hint.basis
    places = {named.keys[0]: _township(named, name) for _, named in full}
    return replace(titled, places=tuple(places.values()), below=""), hint.basis


def _township(named: Issuer, name: str) -> Place:
    """The township of the hint; one of no register gets its key from its county."""
    place = named.places[0]
    return Place("", name, name, "township", place.code, 0, ALWAYS, "") if named.below else place


def _is_same_organ(titled: Issuer, named: Issuer) -> bool:
    """Whether the hint names the organ of the title, and not the government over it or the site it stands on."""
    return named.organ_kind == titled.organ_kind and titled.organ in ("", named.organ)


def _lies_below(named: Issuer, other: Issuer, names: IssuerNames, year: int) -> bool:
    """Whether the one place of a name lies in that of another: a district signs on the site of its city."""
    if len(named.places) != 1 or len(other.places) != 1 or named.keys == other.keys:
        return False
    return names.places.lies_in(named.places[0], other.places[0], year)


def _all_places(named: Issuer, rivals: Sequence[Issuer], names: IssuerNames, year: int) -> Issuer:
    """The issuer at its places and at those of rivals that neither lie in them nor around them."""
    places = list(named.places)
    for rival in rivals:
        if not any(_related(place, other, names, year) for place in places for other in rival.places):
            places += rival.places
    return replace(named, places=tuple(places)) if named.places else named


def _may_be_at(titled: Issuer, named: Issuer, hint: Hint, names: IssuerNames) -> bool:
    """Whether an organ named without its place may stand at the place of the hint: a 区 office not at a 市."""
    if titled.below and titled.organ_kind != "township":
        if not names.zones.is_nameless(titled.below):
            return named.below == titled.below
        return named.below.endswith(titled.below) or (not named.below and all(map(_may_hold_zone, named.places)))
    if titled.below:
        return named.below == titled.below or all(names.places.is_lowest(place) for place in named.places)
    level = titled.name[0]
    if level in "县区旗":
        return all(place.level == "county" and place.name[-1] != "市" for place in named.places)
    if level in LEVELS:
        return all(place.name[-1] in LEVELS[level] or place.level == "township" for place in named.places)
    return hint.basis != "site"


def _may_hold_zone(place: Place) -> bool:
    """Whether zones are commonly called after their kind alone there: in cities and counties, not in provinces."""
    return place.level in ("prefecture", "county") or place.name[-1] == "市"


def _with_places_of(titled: Issuer, hinted: Sequence[Issuer], names: IssuerNames, year: int) -> Issuer:
    """The organ of the title at the place of the first hint, and at those of hints that contradict it."""
    named, kind = _all_places(hinted[0], hinted[1:], names, year), titled.organ_kind
    if kind == "government" and named.organ_kind in ("township", "zone"):
        kind = named.organ_kind
    below = titled.below or named.below
    if titled.below and kind != "township":
        below = named.below or names.zones.named_in(titled.below, named.places[0])
    return replace(titled, places=named.places, below=below, organ_kind=kind)


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
    issuer: Issuer, found: Sequence[Hint], provinces: frozenset[str], names: IssuerNames, year: int
) -> tuple[list[Place], str]:
    """The places left when the hints of each rank keep those that lie in or around what they name.

    Hints of one rank that leave nothing together decide nothing, and the ranks below them are not asked. A zone that
    is only named like a district is listed beside the city until a hint says that it lies there: 东湖 are many.
    """
    places = list(issuer.places)
    rivals: list[Place] = []
    for rank in RANKS:
        told = [(hint, *_narrowed(places, hint, names, year)) for hint in found if hint.basis in rank]
        keeping = [(hint, kept) for hint, _, kept in told if kept]
        left = [place for place in places if all(place in kept for _, kept in keeping)]
        if not left:
            return places, ""
        if rank is not AROUND:
            rivals += _rivals([place for _, named, kept in told if not kept for place in named], issuer, rank, names)
        if len(left) == 1 and keeping and not rivals:
            basis = next((hint.basis for hint, kept in keeping if len(kept) < len(places)), "")
            contradicted = rank is AROUND and provinces and _province(left[0]) not in provinces
            return (places, "") if contradicted else (left, basis)
        places = left
    cited = [place for place in places if len(provinces) == 1 and _province(place) in provinces]
    if len(cited) == 1 < len(places):
        return cited, "document_number"
    if len(places) > 1:
        return places, ""
    if issuer.is_placed_by_zone and _is_named_like_a_district(issuer, places[0]) and not cited:
        return [places[0], *list(names.places.parents(places[0], year))[:1]], ""
    return _with_rival(issuer, places[0], rivals), ""


def _is_named_like_a_district(issuer: Issuer, place: Place) -> bool:
    """Whether the zone's name opens with the district's and tells no city before it."""
    return place.name[-1] == "区" and issuer.name.startswith(place.short_name)


def _rivals(elsewhere: Sequence[Place], issuer: Issuer, rank: Sequence[str], names: IssuerNames) -> list[Place]:
    """Those of the places named elsewhere at which the township or zone of the issuer may lie."""
    if issuer.is_placed_by_zone:
        return list(elsewhere) if rank is OWN else []
    return [place for place in elsewhere if names.places.is_lowest(place)]


def _with_rival(issuer: Issuer, place: Place, rivals: Sequence[Place]) -> list[Place]:
    """The place, and the one elsewhere that the page's own words name, if they do."""
    if not rivals:
        return [place]
    return [place, rivals[0] if issuer.below else replace(place, code="", parent_code=rivals[0].code)]


def _province(place: Place) -> str:
    return place.code[:2] + "0000"


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
