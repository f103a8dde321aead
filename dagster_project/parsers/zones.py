"""Zones in issuers' names (开发区, 新区, 综合实验区), which no code book has: where one stands and what it lies in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dagster_project.parsers.places import Place, PlaceIndex, Tables

# A zone's own name holds no organ: 公安局高新区分局 is a department, not a zone.
ORGAN_CHARACTERS = re.compile(r"[局委厅办院署]|政府")
OWN_NAME = 12
# A 新区 is as often named after a place far away, or beside it, as after its own.
NEW_AREA = "新区"
# 长白山 is no mountain of 长白县, and 三江源 no spring of 三江县.
PART_OF_A_LONGER_NAME = frozenset("山源岛岭")


@dataclass(frozen=True)
class Zone:
    """A zone of a name: its own name as keys have it, the places it lies in (perhaps none), where its words end.

    `is_told_by_own_name` when nothing but its own name tells the places.
    """

    name: str
    places: tuple[Place, ...]
    end: int
    is_told_by_own_name: bool = False


@dataclass(frozen=True, slots=True)
class _Opening:
    """The short names of places that a zone's name opens with, each in the one before.

    `places` are meant by the last of them, `above` by those before it; `last` are its words, `rest` what follows.
    """

    places: tuple[Place, ...]
    above: tuple[Place, ...]
    last: str
    rest: str


@dataclass(frozen=True)
class ZoneNames:
    """What names of zones are made of: the endings, the zones whose name does not tell their place, and places."""

    places: PlaceIndex
    pattern: re.Pattern[str]
    kinds: Mapping[str, str]
    known: Mapping[str, str]
    in_each_city: frozenset[str]

    @classmethod
    def from_tables(cls, tables: Tables, places: PlaceIndex) -> Self:
        kinds = {row["ending"]: row["canonical"] for row in tables["zone_kinds"]}
        alternatives = "|".join(sorted(kinds, key=len, reverse=True))
        return cls(
            places,
            re.compile(rf"([\u4e00-\u9fff]{{0,{OWN_NAME}}}?)({alternatives})"),
            kinds,
            {row["name"]: row["parent_code"] for row in tables["zones"]},
            frozenset(row["name"] for row in tables["zones"] if row["has_body_in_each_city"] == "true"),
        )

    def starts_at(self, name: str, start: int) -> bool:
        """Whether the words from `start` on are a zone's, be it one without a name of its own."""
        match = self.pattern.match(name, start)
        return match is not None and not ORGAN_CHARACTERS.search(match[1])

    def nameless(self, name: str) -> tuple[str, int]:
        """The kind of zone that the words begin with, as keys have it, and its end: 高新区管委会 says not whose."""
        match = self.pattern.match(name)
        return (self.kinds[match[2]], match.end()) if match and not match[1] else ("", 0)

    def is_nameless(self, zone: str) -> bool:
        """Whether the zone is called after its kind alone."""
        return zone in self.kinds.values()

    def named_in(self, zone: str, place: Place) -> str:
        """The zone's name, from its place where it has none of its own."""
        return place.short_name + zone if self.is_nameless(zone) else zone

    def read(self, name: str, places: tuple[Place, ...], start: int, year: int) -> Zone:
        """The zone that stands at `start` in or around the places; without one, no name and all as it was."""
        match = self.pattern.match(name, start)
        if match is None or ORGAN_CHARACTERS.search(match[1]) or (len(match[1]) < 2 and not places):
            return Zone("", places, start)
        own, kind = match[1], self.kinds[match[2]]
        opening = self._opening(own, places, year)
        known = self._known(own, kind, places, year) or self._known(own, kind, opening.places, year)
        zone, lies_in = known or self._unknown(own, kind, opening, year)
        told = not known and not places and opening.last != "" and bool(lies_in)
        inner = self.pattern.match(name, match.end())
        if inner and inner[1] and not ORGAN_CHARACTERS.search(inner[1]):
            # 西咸新区沣东新城 is a zone of its own, and not 西咸新区.
            return Zone(zone + inner[1] + self.kinds[inner[2]], lies_in, inner.end(), told)
        return Zone(zone, lies_in, match.end(), told)

    def _opening(self, own: str, places: tuple[Place, ...], year: int) -> _Opening:
        opening = _Opening(places, (), "", own)
        while True:
            inside, end = self._short_name(opening.rest, opening.places, year)
            if not inside:
                return opening
            opening = _Opening(inside, opening.places, opening.rest[:end], opening.rest[end:])

    def _short_name(self, words: str, places: Sequence[Place], year: int) -> tuple[tuple[Place, ...], int]:
        """The places, alive in the year, whose short name the words begin with, and where it ends.

        A city before a district of the same name far away; a city beside the province that bears its name.
        """
        short = self.places.short_names_at(words, 0, year)
        if short is None or words[short.end : short.end + 1] in PART_OF_A_LONGER_NAME:
            return (), 0
        found = [
            place
            for place in short.places
            if place.first <= year and (not places or any(self.places.lies_in(place, p, year) for p in places))
        ]
        cities = [place for place in found if place.level != "county"]
        if any(place.level == "province" for place in cities):
            return tuple(place for place in cities if place.level == "province" or place.name[-1] == "市"), short.end
        return self.places.highest(cities or found, year), short.end

    def _unknown(self, own: str, kind: str, opening: _Opening, year: int) -> tuple[str, tuple[Place, ...]]:
        """The name of a zone of no register, and the places by the names that it opens with."""
        if not opening.rest and opening.last and kind == NEW_AREA:
            return opening.last + kind, opening.above
        if not opening.places:
            return own + kind, ()
        name = opening.rest or opening.last
        full = self.places.name_at(name, 0, year) if name else None
        if not name or full:
            name = opening.places[0].short_name + (name[full.end :] if full else "")
        return name + kind, opening.places

    def _known(self, own: str, kind: str, places: tuple[Place, ...], year: int) -> tuple[str, tuple[Place, ...]] | None:
        """The zone of the seeds that the words end with, and its parent, if it may lie in or around the places."""
        name = next((own[at:] + kind for at in range(len(own)) if own[at:] + kind in self.known), "")
        parent = self.places.as_of(self.known[name], year) if name else None
        if parent is None or (places and not any(self._are_related(place, parent, year) for place in places)):
            return None
        if name in self.in_each_city and any(place.level == "prefecture" for place in places):
            return name, places
        return name, (parent,)

    def body_in(self, zone: str, organ: str, places: tuple[Place, ...], year: int) -> tuple[Place, ...]:
        """The places of the body that a zone over several cities has in the city its organ opens with."""
        if zone not in self.in_each_city:
            return places
        return self._short_name(organ, places, year)[0] or places

    def _are_related(self, place: Place, other: Place, year: int) -> bool:
        return self.places.lies_in(place, other, year) or self.places.lies_in(other, place, year)
