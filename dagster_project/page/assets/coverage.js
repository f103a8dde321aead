"use strict";
// Who reported, and who of those that had to is missing.
function viewCoverage(state) {
  const years = YEARS.map((row) => row.year).reverse();
  if (!years.length) return [el("p", null, say("no_data"))];
  const reported = years.find((year) => PLACES.some((place) => inYear(place.wide, year)));
  const year = years.includes(Number(state.year)) ? Number(state.year) : reported || years[0];
  const provinces = PLACES.filter((place) => place.level === "province");
  const level = LEVELS.slice(0, 3).includes(state.level) ? state.level : "";
  const due = PLACES.filter((place) => inYear(place.expected, year) && (!level || place.level === level));
  const chosen = due.filter((place) => !state.province || place.province === state.province);
  const beyond = PLACES.filter((place) => inYear(place.wide, year) && !inYear(place.expected, year) && (!state.province || place.province === state.province));
  const byProvince = provinces.map((province) => {
    const of = due.filter((place) => place.province === province.key);
    return { province, expected: of.length, have: of.filter((place) => inYear(place.wide, year)).length };
  }).filter((row) => row.expected);
  const have = chosen.filter((place) => inYear(place.wide, year));
  return [
    el("h2", null, say("coverage")), el("p", { class: "soft" }, say("coverage_intro")),
    el("div", { class: "controls" }, choose("year", year, years.map((one) => [one, one]), (one) => go({ year: one })),
      choose("level", level, [["", say("all")], ...LEVELS.slice(0, 3).map((one) => [one, levelName(one)])], (one) => go({ level: one || null })),
      choose("province", state.province || "", [["", say("all")], ...provinces.map((place) => [place.key, place.name])], (key) => go({ province: key || null }))),
    el("p", { "data-summary": "coverage" }, `${share(have.length, chosen.length)} · ${say("of_expected", digits(have.length), digits(chosen.length))}${beyond.length ? ` · + ${beyond.length} ${say("beyond")}` : ""}`),
    el("div", { class: "charts" },
      el("div", null, el("h3", null, say("who_reported")), placeList([...have, ...beyond]), el("h3", null, say("who_missing")), placeList(chosen.filter((place) => !inYear(place.wide, year)))),
      el("div", null, el("h3", null, say("province")), sortable([
        { name: say("province"), by: (row) => row.province.key, show: (row) => link(row.province.name, () => go({ province: row.province.key, year })) },
        { name: say("expected"), number: true, by: (row) => row.expected, show: (row) => digits(row.expected) },
        { name: say("have"), number: true, by: (row) => row.have, show: (row) => digits(row.have) },
        { name: say("missing"), number: true, by: (row) => row.expected - row.have, show: (row) => digits(row.expected - row.have) },
        { name: say("share"), number: true, by: (row) => row.have / row.expected, show: (row) => share(row.have, row.expected) },
      ], byProvince, { label: say("province") }))),
  ];
}
function placeList(places) {
  return sortable([
    { name: say("name"), by: (place) => place.key, show: (place) => link(place.full, () => go({ view: "place", place: place.key, also: null })) },
    { name: say("level"), by: (place) => levelRank(place.level), show: (place) => levelName(place.level) },
  ], places, { label: say("name") });
}
