"""Who an issuer's printed name means: the path of places it opens with, a zone, and the organ that is left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from dagster_project.parsers.places import NATION, Mention, Place, PlaceIndex, Tables
from dagster_project.parsers.zones import ORGAN_CHARACTERS, PART_OF_A_LONGER_NAME, ZoneNames

RANK = re.compile(r"(?:委员会|办公室|管理局|分局|总局|局|厅|委|办)$")
LONGEST_ENDING = 10
# 师市合一: a division of the production corps and its city report as one.
CORPS_REGION = "650000"
CORPS_DIVISION = re.compile(r"^(?:新疆)?(?:生产建设)?(?:兵团)?(第?[一二三四五六七八九十]{1,3}师)(?!范)[·•.]?")
CORPS = re.compile(r"^兵团(?!第)")
CORPS_IN_FULL = "新疆生产建设兵团"
# Kinds that are their place's own government; whoever has an organ left in the name is none of them.
THEMSELVES = frozenset({"government", "zone", "township"})
# Names come again and again; the ones read last are kept.
NAMES_KEPT = 4096
LEVEL_PREFIX = re.compile(r"^(?:我|本|全)?[省市县区州旗盟镇乡]直?(?=..)(?!场|政[管工设公]|容|村|镇企|域|划)")
TOWNSHIP = re.compile(
    r"^([\u4e00-\u9fff]{1,10}?(?:镇|乡|街道|苏木))(?:(?:人民)?政府|办事处|党工委)?(?:党政|综合)?(?:综合|办公室|办)?$"
)
# The government in 东城区人民政府朝阳门街道办事处 is the parent, not the issuer.
THROUGH_GOVERNMENT = re.compile(r"(?:人民)?政府(?=[\u4e00-\u9fff]{1,8}(?:街道|镇|乡|苏木))")
UNKNOWN_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,10}?[省市县区州盟旗](?!域)")
# 中国(上海)自由贸易试验区
IN_BRACKETS = re.compile(r"^中国\(([\u4e00-\u9fff]{2,4})\)")
# 杭州市委办公室 and 杭州市委员会办公室: the first character of 市委 is that of the place.
PARTY_COMMITTEE = re.compile(r"^委(?:员会)?")
# 宁波市场监督管理局: the one 市 stands for that of 宁波市 and that of 市场.
SHARED_CITY = re.compile(r"^(?:场|容|政[管工设公园])")
# 管委会财政局 and 财政局 of a zone are one, as 市人民政府财政局 and 市财政局 are.
ZONE_GOVERNMENT = re.compile(r"^(?:管理委员会|管委会)(?!办公室$)(?=..)")
# A 区 that has a 管委会 and no government is a zone, whatever its name.
ZONE_BY_ORGAN = re.compile(r"^([\u4e00-\u9fff]{2,5}区)(?:管理委员会|管委会)$")
# Words of departments' names that hold a character of places' names.
COMPOUNDS = re.compile("城乡|城市|城镇|社区|园区|地区|市场|市政|市容|区域|区划|湿地|景区")
NOT_A_NAME = re.compile(
    r"^(?:关于|附件\d*|标题|名称|印发)?:?(?:[\u4e00-\u9fff]{0,4}?(?:公布|发布|编制(?!委)|编写|撰写|形成)(?:完成)?了?)?"
    r"(?:中共|中国共产党|中华人民共和国)?"
    r"|(?:关于|的|发布|公布)+$"
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer's name taken apart; `places` holds more than one when the name alone does not decide.

    `names_unknown_place` when it opens with the name of a place that no register has; such a name takes no other place.
    `below` names a zone or a township without a code within the place; `organ` what is left, empty for a government.
    `is_placed_by_zone` when nothing but the zone's own name tells the place: 新区 are named after places far away, too.
    """

    name: str
    places: tuple[Place, ...]
    below: str
    organ: str
    organ_kind: str
    names_unknown_place: bool = False
    is_placed_by_zone: bool = False

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
    organ_endings: Mapping[str, str]
    zones: ZoneNames
    central: Mapping[str, str]
    department_stems: frozenset[str]

    @cached_property
    def _kept(self) -> dict[tuple[str, int], Issuer]:
        return {}

    @cached_property
    def central_lengths(self) -> tuple[int, ...]:
        """The lengths of central organs' names that may begin the name of a local branch, longest first."""
        return tuple(sorted({len(name) for name in self.central if len(name) > 2}, reverse=True))

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        central = {
            name: row["name"]
            for row in tables["central_organs"]
            for name in (row["name"], *filter(None, row["aliases"].split("|")))
        }
        places = PlaceIndex.from_tables(tables)
        return cls(
            places,
            {row["ending"]: row["organ_kind"] for row in tables["organ_kinds"]},
            ZoneNames.from_tables(tables, places),
            central,
            frozenset(row["stem"] for row in tables["departments"]),
        )

    def kind_of_organ(self, name: str) -> str:
        """The kind by the longest ending that the seeds know; empty when the name has none of them."""
        longest = min(len(name), LONGEST_ENDING)
        endings = (name[-length:] for length in range(longest, 0, -1))
        return next((self.organ_endings[ending] for ending in endings if ending in self.organ_endings), "")

    def read(self, printed: str, year: int) -> Issuer:
        """The name taken apart; no places and no kind when it names neither."""
        kept = self._kept.get((printed, year))
        if kept is None:
            if len(self._kept) >= NAMES_KEPT:
                self._kept.clear()
            name = CORPS.sub(CORPS_IN_FULL, IN_BRACKETS.sub(r"\1", strip_name(printed)))
            kept = self._kept[printed, year] = self._joint(name, year) or self._read(name, year)
        return kept

    def _joint(self, name: str, year: int) -> Issuer | None:
        """Two names in one, the second in brackets: of a district and a zone the one with a code, else the first."""
        first, bracket, second = name.partition("(")
        if not bracket:
            return None
        seats = [self._read(part, year) for part in (first, second.rstrip(")"))]
        if not all(seat.organ_kind and seat.keys for seat in seats):
            return None
        are_seats = all(seat.organ_kind in ("government", "zone") for seat in seats)
        coded = next((seat for seat in seats if are_seats and not seat.below), seats[0])
        return replace(coded, name=f"{name.rstrip(')')})")

    def _read(self, name: str, year: int) -> Issuer:
        if name in self.central:
            return Issuer(name, (), "", self.central[name], "central")
        division = CORPS_DIVISION.match(name)
        if division:
            return self._of_division(name, division, year)
        prefix = next((name[:length] for length in self.central_lengths if name[:length] in self.central), "")
        places, end = self._path(name, len(prefix), year)
        through = THROUGH_GOVERNMENT.match(name, end) if places else None
        if through:
            places, end = self._path(name, through.end(), year, places)
        zone = self.zones.read(name, places, end, year)
        if zone.name:
            places = self.zones.body_in(zone.name, name[zone.end :], zone.places, year)
            issuer = self._issuer(name, places, zone.name, prefix + name[zone.end :])
            return replace(issuer, is_placed_by_zone=zone.is_told_by_own_name)
        return self._issuer(name, places, "", prefix + name[end:])

    def _of_division(self, name: str, division: re.Match[str], year: int) -> Issuer:
        """A division of the corps: it is one with the city named after it, and alone a zone without a code."""
        places, end = self._path(name, division.end(), year)
        if places:
            return self._issuer(name, places, "", name[end:])
        region = self.places.as_of(CORPS_REGION, year)
        return self._issuer(name, (region,) if region else (), division[1], name[division.end() :])

    def _issuer(self, name: str, places: tuple[Place, ...], zone: str, organ: str) -> Issuer:
        if not places and not zone:
            return self._placeless(name, LEVEL_PREFIX.sub("", organ))
        kind = self.kind_of_organ(organ)
        area = ZONE_BY_ORGAN.match(organ)
        if area and not zone and name.endswith(places[0].name + organ):
            return Issuer(name, places, area[1], "", "zone")
        if self._names_unknown_part(organ) and not zone:
            return Issuer(name, (), "", organ, kind, names_unknown_place=True)
        is_township = bool(places) and all(place.level == "township" for place in places)
        if is_township and kind in ("", "government", "office", "township"):
            return Issuer(name, places, zone, "", "township")
        if zone:
            return self._of_zone(name, places, zone, organ, kind)
        uncoded = TOWNSHIP.match(organ)
        if uncoded:
            return Issuer(name, places, uncoded[1], "", "township")
        if organ == "" or (kind == "government" and organ in self.organ_endings):
            return Issuer(name, places, "", "", "government")
        # 行政服务中心管委会 runs a building, not a zone.
        # 驻北京办事处 stands for its government elsewhere and is no township.
        kind = "department" if kind in THEMSELVES else kind
        organ = PARTY_COMMITTEE.sub(f"{places[0].name[-1]}委", organ)
        organ = f"市{organ}" if places[0].name[-1] == "市" and SHARED_CITY.match(organ) else organ
        # 市人民政府外事办公室 and 市外事办公室 are one.
        return Issuer(name, places, "", organ if kind == "office" else organ.removeprefix("人民政府"), kind)

    def _of_zone(self, name: str, places: tuple[Place, ...], zone: str, organ: str, kind: str) -> Issuer:
        # 兵团第八师石河子市 is a part of the zone, not the zone.
        if kind in ("", "government") and self._names_unknown_part(organ):
            return Issuer(name, (), "", organ, kind, names_unknown_place=True)
        if kind in ("", "government", "zone"):
            return Issuer(name, places, zone, "", "zone")
        street = TOWNSHIP.match(organ)
        if kind == "township" and street:
            return Issuer(name, places, street[1], "", "township")
        return Issuer(name, places, zone, ZONE_GOVERNMENT.sub("", organ), kind)

    def _names_unknown_part(self, organ: str) -> bool:
        """Whether what follows the places is a county or the like that no register has."""
        part = UNKNOWN_PLACE.match(COMPOUNDS.sub("", organ))
        return part is not None and not ORGAN_CHARACTERS.search(part[0])

    def _placeless(self, name: str, organ: str) -> Issuer:
        """An issuer without a known place: a township, an organ, or a place that no register has."""
        kind = self.kind_of_organ(organ)
        township = TOWNSHIP.match(organ)
        if township and kind in ("", "government", "office", "township"):
            return Issuer(name, (), township[1], "", "township")
        zone, end = self.zones.nameless(organ)
        if zone:
            return self._of_zone(name, (), zone, organ[end:], self.kind_of_organ(organ[end:]))
        # 驻上海特派员办事处 is no township.
        kind = "department" if kind == "township" else kind
        unknown = self._names_unknown_part(organ)
        if kind in ("", "government") and unknown:
            return Issuer(name, (), "", "", "government", names_unknown_place=True)
        return Issuer(name, (), "", "" if kind == "government" else organ, kind, unknown)

    def _path(self, name: str, start: int, year: int, places: tuple[Place, ...] = ()) -> tuple[tuple[Place, ...], int]:
        """The places named one within the other from `start`, and where they end."""
        while True:
            mention = self.places.name_at(name, start, year)
            inside = self._within(mention, places, year) if mention else ()
            if mention is None or not inside:
                mention = self.places.short_name_at(name, start, year)
                inside = self._within(mention, places, year) if mention else ()
                if mention is None or not inside or not self._may_be_short(name, start, mention.end, year, inside):
                    return places, start
            places, start = inside, mention.end
            if name[start - 1] == "市":
                places, start = self._sharing_character(name, start, year, places)

    def _sharing_character(
        self, name: str, end: int, year: int, places: tuple[Place, ...]
    ) -> tuple[tuple[Place, ...], int]:
        """青岛市南区 is 市南区 of 青岛: the one 市 stands for both."""
        mention = self.places.name_at(name, end - 1, year)
        inside = self._within(mention, places, year) if mention else ()
        return (inside, mention.end) if mention and inside else (places, end)

    def _may_be_short(self, name: str, start: int, end: int, year: int, inside: tuple[Place, ...]) -> bool:
        """Whether the words up to `end` name a place without its 市, 县 or 区: by the place or organ that follows."""
        full = self.places.name_at(name, end, year)
        if full and self._within(full, inside, year):
            return True
        if self.zones.starts_at(name, start):
            return False
        rest = name[end:]
        if not rest or self._path(name, end, year, inside)[1] > end:
            return True
        # 江州市 is no district 江州, and 宁波市场监督管理局 is one of 宁波.
        if rest[0] in PART_OF_A_LONGER_NAME or (rest[0] in "省市县区州旗盟" and not COMPOUNDS.match(rest)):
            return False
        # 国家统计局浙江调查总队 names its place behind the organ it is a branch of.
        if start == 0 or name[:start] in self.central:
            return len(rest) > 1 and self.kind_of_organ(rest) not in ("", "public_body")
        return rest.startswith(("人民政府", "政府")) or RANK.sub("", rest) in self.department_stems

    def _within(self, mention: Mention, places: Sequence[Place], year: int) -> tuple[Place, ...]:
        if not places:
            return mention.places
        return tuple(p for p in mention.places if any(self.places.lies_in(p, above, year) for above in places))


def strip_name(printed: str) -> str:
    """The name without white space, brackets around it, and the words that lead over to the title."""
    name = re.sub(r"\s+", "", printed).strip("()[]【】<>《》“”\"'·-—_|,.:;、。")
    return NOT_A_NAME.sub("", name)
