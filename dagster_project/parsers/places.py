"""Places by name and year: which codes a printed name may mean, and which of them fits what else is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from dagster_project.records import record

Tables = Mapping[str, Sequence[Mapping[str, str]]]

NATION = "CN"
ALWAYS = 9999
# A name lives on in titles and on sites a while after the decree, and is in use before the code books have it.
EARLY_YEARS, LATE_YEARS = 2, 5
LONGEST_NAME = 16
SPELLED_BY_SOUND = 4


@dataclass(frozen=True, slots=True)
class Place:
    """One division as it was from `first` to `last`: a code of six digits, or of nine (now) for a township."""

    code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    first: int
    last: int
    current_code: str

    @property
    def key(self) -> str:
        """CN-<code>; a township whose county bore another code that year is <county>-<name>: its code is not known."""
        if self.level == "township" and not self.code.startswith(self.parent_code):
            return f"{NATION}-{self.parent_code}-{self.name}"
        return f"{NATION}-{self.code}"

    def years_from(self, year: int) -> int:
        """How many years `year` lies outside the life of this version."""
        return max(self.first - year, year - self.last, 0)


@record
class Mention:
    """A name that stands in a text and the places it may mean."""

    start: int
    end: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class PlaceIndex:
    """Every division since 2005 and every township, by code and by name."""

    divisions: tuple[Place, ...]
    township_rows: tuple[tuple[str, str], ...]
    province_signs: Mapping[str, str] = field(default_factory=dict)
    site_labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, tables: Tables) -> Self:
        divisions = tuple(
            Place(
                row["code"],
                row["name"],
                row["short_name"],
                row["level"],
                row["parent_code"],
                int(row["valid_from"]),
                int(row["valid_to"] or ALWAYS),
                row["current_code"],
            )
            for row in tables["divisions"]
        )
        provinces = tables["provinces"]
        return cls(
            divisions,
            tuple((row["county_code"], row["townships"]) for row in tables["townships"]),
            {sign: row["province_code"] for row in provinces for sign in row["abbreviations"].split("|")},
            {row["site_label"]: row["province_code"] for row in provinces},
        )

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Place, ...]]:
        versions: dict[str, list[Place]] = defaultdict(list)
        for place in self.divisions:
            versions[place.code].append(place)
        return {code: tuple(places) for code, places in versions.items()}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Place, ...]]:
        """The places by full name, autonomous ones also as 州, 县 or 旗 without their peoples."""
        plain = ((place.name, place) for place in self.divisions)
        autonomous = (
            (place.short_name + place.name[-1], place)
            for place in self.divisions
            if place.name[-3:-1] == "自治" and place.level != "province"
        )
        named = _grouped((*plain, *autonomous, *self._abbreviated))
        # 巴州 may be 巴音郭楞自治州, and 巴州区 without its 区.
        borne = {name: self.by_short_name.get(name, ()) for name in {name for name, _ in self._abbreviated}}
        return {name: (*places, *borne.get(name, ())) for name, places in named.items()}

    @cached_property
    def _abbreviated(self) -> tuple[tuple[str, Place], ...]:
        """Autonomous prefectures by the first character of a name that is written for its sound, as 博尔塔拉."""
        return tuple(
            (place.short_name[0] + "州", place)
            for place in self.divisions
            if place.level == "prefecture" and place.name[-1] == "州" and len(place.short_name) >= SPELLED_BY_SOUND
        )

    @cached_property
    def by_short_name(self) -> Mapping[str, tuple[Place, ...]]:
        return _grouped((place.short_name, place) for place in self.divisions if len(place.short_name) > 1)

    @cached_property
    def by_current_code(self) -> Mapping[str, tuple[Place, ...]]:
        return _grouped((place.current_code, place) for place in self.divisions if place.current_code)

    @cached_property
    def townships(self) -> Mapping[str, tuple[str, ...]]:
        """Nine-digit codes by name of township; read when the first township is asked for."""
        codes: dict[str, list[str]] = defaultdict(list)
        for county, entries in self.township_rows:
            for entry in entries.split("|"):
                digits, _, name = entry.partition(":")
                codes[name.rstrip("†")].append(county + digits)
        return {name: tuple(found) for name, found in codes.items()}

    def townships_named(self, name: str, year: int) -> tuple[Place, ...]:
        """The townships of that name, each under its county as it was in the year."""
        found = []
        for code in self.townships.get(name, ()):
            county = self.as_of(code[:6], year)
            if county:
                found.append(Place(code, name, name, "township", county.code, 0, ALWAYS, code))
        return tuple(found)

    def as_of(self, code: str, year: int) -> Place | None:
        """The place that now or then bore the code, as it was in the year; its nearest version if it was not yet."""
        versions = self.by_code.get(code)
        if not versions:
            return None
        known = min(versions, key=lambda place: place.years_from(year))
        if not known.years_from(year):
            return known
        kin = self.by_current_code.get(known.current_code, versions)
        return min(kin, key=lambda place: (place.years_from(year), place.short_name != known.short_name, place.code))

    def parents(self, place: Place, year: int) -> Iterator[Place]:
        """The places above, from the nearest up to the province."""
        code = place.parent_code
        while code:
            above = self.as_of(code, year)
            if above is None:
                return
            yield above
            code = above.parent_code

    def lies_in(self, place: Place, other: Place, year: int) -> bool:
        """Whether `other` is the place itself or one above it, as it was in the year or as it is now."""
        if place.code == other.code:
            return True
        return any(above.current_code == other.current_code for above in self.parents(place, year))

    def is_lowest(self, place: Place) -> bool:
        """Whether townships lie directly under the place: a county, or a city without counties."""
        return place.level == "county" or (place.level == "prefecture" and place.code not in self._with_counties)

    @cached_property
    def _with_counties(self) -> frozenset[str]:
        return frozenset(place.parent_code for place in self.divisions if place.level == "county")

    def name_at(self, text: str, start: int, year: int) -> Mention | None:
        """The longest full name of a place that begins at `start`."""
        for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1):
            name = text[start:end]
            found = self._alive(self.by_name.get(name, ()), year)
            if not found and name[-1] in "镇乡道木办":
                found = self.townships_named(name, year)
            if found:
                return Mention(start, end, found)
        return None

    def short_names_at(self, text: str, start: int, year: int) -> Mention | None:
        """The longest short name (a name without 省, 市, 县 or 区) that begins at `start`, with all that bear it."""
        for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1):
            found = self._alive(self.by_short_name.get(text[start:end], ()), year)
            if found:
                return Mention(start, end, found)
        return None

    def short_name_at(self, text: str, start: int, year: int) -> Mention | None:
        """The longest short name that begins at `start`, with the highest of those that bear it."""
        short = self.short_names_at(text, start, year)
        return short and Mention(short.start, short.end, self.highest(short.places, year))

    def highest(self, places: Sequence[Place], year: int) -> tuple[Place, ...]:
        """The province of that name, else the places that lie in none of the others: the city, not its county."""
        provinces = tuple(place for place in places if place.level == "province")
        return provinces or tuple(
            place
            for place in places
            if not any(other is not place and self.lies_in(place, other, year) for other in places)
        )

    def mentions(self, text: str, year: int) -> Iterator[Mention]:
        """Every full name of a province, prefecture or county in the text, from left to right."""
        start = 0
        while start < len(text) - 1:
            mention = self._division_at(text, start, year)
            if mention:
                yield mention
                start = mention.end
            else:
                start += 1

    def _division_at(self, text: str, start: int, year: int) -> Mention | None:
        for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1):
            if text[end - 1] in "省市县区旗州盟":
                found = self._alive(self.by_name.get(text[start:end], ()), year)
                if found:
                    return Mention(start, end, found)
        return None

    def _alive(self, versions: Sequence[Place], year: int) -> tuple[Place, ...]:
        """One place for each thing the name meant around the year, as it was in the year.

        Names that were valid then come before names of other years, but for one that a place of the same level gave up
        just the year before.
        """
        places = {place.code: place for place in versions if not place.years_from(year)}
        late = 1 if places else LATE_YEARS
        early = 0 if places else EARLY_YEARS
        held = {place.current_code for place in places.values()}
        levels = {place.level for place in places.values()}
        for place in versions:
            if place.first - early <= year <= place.last + late and place.current_code not in held:
                if levels and place.level not in levels:
                    continue
                then = self.as_of(place.code, year)
                if then:
                    places.setdefault(then.code, then)
        return tuple(places.values())


def _grouped(pairs: Iterable[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for name, place in pairs:
        groups[name].append(place)
    return {name: tuple(places) for name, places in groups.items()}
