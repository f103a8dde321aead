"""Who an issuer's printed name means: the path of places it opens with, a zone, and the organ that is left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from dagster_project.parsers.places import NATION, Mention, Place, PlaceIndex, Tables

# A zone's own name holds no organ: 公安局高新区分局 is a department, not a zone.
ORGAN_CHARACTERS = re.compile(r"[局委厅办院署]|政府")
OWN_NAME = 12
LEVEL_PREFIX = re.compile(r"^(?:我|本|全)?[省市县区州旗盟镇乡]直?(?=..)(?!场|政[管工设公]|容|村|镇企|域|划)")
TOWNSHIP = re.compile(
    r"^([\u4e00-\u9fff]{1,10}?(?:镇|乡|街道|苏木))(?:(?:人民)?政府|办事处|党工委)?(?:党政|综合)?(?:综合|办公室|办)?$"
)
NOT_A_NAME = re.compile(r"^(?:中共|中国共产党)?(?:关于|附件\d*|标题|名称|公布|发布|印发)?[::]?|(?:关于|的|发布|公布)+$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer's name taken apart; `places` holds more than one when the name alone does not decide.

    `below` names a zone or a township without a code within the place; `organ` what is left, empty for a government.
    """

    name: str
    places: tuple[Place, ...]
    below: str
    organ: str
    organ_kind: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The jurisdictions the name may mean."""
        if self.organ_kind == "central":
            return (NATION,)
        return tuple(f"{place.key}-{self.below}" if self.below else place.key for place in self.places)


@dataclass(frozen=True)
class IssuerNames:
    """What names of issuers are made of, besides places."""

    places: PlaceIndex
    organ_endings: tuple[tuple[str, str], ...]
    zone_pattern: re.Pattern[str]
    zone_kinds: Mapping[str, str]
    central: Mapping[str, str]

    @cached_property
    def central_lengths(self) -> tuple[int, ...]:
        """The lengths of central organs' names that may begin the name of a local branch, longest first."""
        return tuple(sorted({len(name) for name in self.central if len(name) > 3}, reverse=True))

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        zones = {row["ending"]: row["canonical"] for row in tables["zone_kinds"]}
        central = {
            name: row["name"]
            for row in tables["central_organs"]
            for name in (row["name"], *filter(None, row["aliases"].split("|")))
        }
        endings = sorted(((row["ending"], row["organ_kind"]) for row in tables["organ_kinds"]), key=_longest_first)
        alternatives = "|".join(sorted(zones, key=len, reverse=True))
        return cls(
            PlaceIndex.from_tables(tables),
            tuple(endings),
            re.compile(rf"([\u4e00-\u9fff]{{0,{OWN_NAME}}}?)({alternatives})"),
            zones,
            central,
        )

    def kind_of_organ(self, name: str) -> str:
        """The kind by the longest ending that the seeds know; empty when the name has none of them."""
        return next((kind for ending, kind in self.organ_endings if name.endswith(ending)), "")

    def read(self, printed: str, year: int) -> Issuer:
        """The name taken apart; no places and no kind when it names neither."""
        name = strip_name(printed)
        if name in self.central:
            return Issuer(name, (), "", self.central[name], "central")
        prefix = next((name[:length] for length in self.central_lengths if name[:length] in self.central), "")
        places, end = self._path(name, len(prefix), year)
        zone, places, end = self._zone(name, places, end, year)
        if not places and not zone:
            places, end = self._short_path(name, len(prefix), year)
        organ = prefix + name[end:]
        return self._issuer(name, places, zone, organ)

    def _issuer(self, name: str, places: tuple[Place, ...], zone: str, organ: str) -> Issuer:
        if not places:
            organ = LEVEL_PREFIX.sub("", organ)
        kind = self.kind_of_organ(organ)
        townships = bool(places) and all(place.level == "township" for place in places)
        if townships and kind in ("", "government", "office", "township"):
            return Issuer(name, places, zone, "", "township")
        uncoded = TOWNSHIP.match(organ)
        if places and uncoded and not zone:
            return Issuer(name, places, uncoded[1], "", "township")
        if zone and kind in ("", "government", "zone"):
            return Issuer(name, places, zone, "", "zone")
        if places and kind == "" and organ == "":
            return Issuer(name, places, zone, "", "government")
        return Issuer(name, places, zone, "" if kind == "government" else organ, kind)

    def _path(self, name: str, start: int, year: int) -> tuple[tuple[Place, ...], int]:
        """The places named one within the other from `start`, and where they end."""
        places: tuple[Place, ...] = ()
        while True:
            mention = self.places.name_at(name, start, year)
            inside = self._within(mention, places, year) if mention else ()
            if mention is None or not inside:
                return places, start
            places, start = inside, mention.end

    def _short_path(self, name: str, start: int, year: int) -> tuple[tuple[Place, ...], int]:
        """A place named without 市, 县 or 区, when an organ that is not a public body follows, or nothing."""
        mention = self.places.short_name_at(name, start, year)
        if mention is None:
            return (), start
        rest = name[mention.end :]
        if rest and (len(rest) < 2 or self.kind_of_organ(rest) in ("", "public_body")):
            deeper = self._path(name, mention.end, year)
            inside = tuple(p for p in deeper[0] if any(self.places.lies_in(p, m, year) for m in mention.places))
            return (inside, deeper[1]) if inside else ((), start)
        return mention.places, mention.end

    def _within(self, mention: Mention, places: Sequence[Place], year: int) -> tuple[Place, ...]:
        if not places:
            return mention.places
        return tuple(p for p in mention.places if any(self.places.lies_in(p, above, year) for above in places))

    def _zone(self, name: str, places: tuple[Place, ...], end: int, year: int) -> tuple[str, tuple[Place, ...], int]:
        """The zone that stands at `end`, its parent places and where it ends; no zone leaves all as it was."""
        match = self.zone_pattern.match(name, end)
        if match is None or ORGAN_CHARACTERS.search(match[1]):
            return "", places, end
        own, kind = match[1], self.zone_kinds[match[2]]
        short = self.places.short_name_at(own, 0, year) if own else None
        if short:
            places = self._within(short, places, year) or places
        if not places:
            return "", places, end
        full = self.places.name_at(own, 0, year) if own else None
        if not own or full:
            own = places[0].short_name + (own[full.end :] if full else "")
        return own + kind, places, match.end()


def strip_name(printed: str) -> str:
    """The name without white space, brackets around it, and the words that lead over to the title."""
    name = re.sub(r"\s+", "", printed).strip("()[]【】<>《》“”\"'·-—_|,.:;、。")
    return NOT_A_NAME.sub("", name)


def _longest_first(entry: tuple[str, str]) -> int:
    return -len(entry[0])
