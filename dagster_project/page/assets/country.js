"use strict";
// The country at a glance: one level at a time, because levels are never added to each other.
function viewCountry(state) {
  const years = [...new Set(COUNTRY.filter((row) => row.reports).map((row) => row.year))].sort();
  if (!years.length) return [el("p", null, say("no_data"))];
  const totals = groupBy(COUNTRY, (row) => row.level);
  const levels = [...totals.keys()].filter((level) => level !== "organ").sort((a, b) => levelRank(a) - levelRank(b));
  const reportsOf = (level) => totals.get(level).reduce((sum, row) => sum + row.reports, 0);
  const level = state.level && levels.includes(state.level) ? state.level : levels.reduce((best, next) => (reportsOf(next) > reportsOf(best) ? next : best));
  const ofLevel = totals.get(level);
  const usual = [...years].reverse().find((year) => ofLevel.some((row) => row.year === year && row.reports)) || years.at(-1);
  const year = years.includes(Number(state.year)) ? Number(state.year) : usual;
  return [
    el("h2", null, say("glance")), el("p", { class: "soft" }, say("glance_note")),
    el("div", { class: "controls" },
      choose("level", level, levels.map((code) => [code, levelName(code)]), (next) => go({ level: next, year: null })),
      choose("year", year, [...years].reverse().map((next) => [next, next]), (next) => go({ year: next, level }))),
    tiles(COUNTRY.filter((row) => row.year === year), ofLevel.find((row) => row.year === year), year, level),
    countryCharts(years, totals, level), el("h3", null, say("numbers_by_year")), countryTable(),
  ];
}
function tiles(all, row, year, level) {
  const sum = (name) => all.reduce((total, one) => total + one[name], 0);
  const statutory = all.filter((one) => one.expected);
  const covered = row?.expected ? [row.covered, row.expected] : [statutory.reduce((n, one) => n + one.covered, 0), statutory.reduce((n, one) => n + one.expected, 0)];
  const tile = (code, figure, base, act) => el("div", { class: "tile", "data-tile": code }, el("div", { class: "what" }, say(code)), el("div", { class: "figure" }, act ? link(figure, act) : figure), el("div", { class: "base" }, base));
  return el("div", { class: "tiles" },
    tile("reports", digits(sum("reports")), `${year}, ${say("in_year")}`, () => go({ view: "coverage", year })),
    tile("received", digits(row?.received), `${levelName(level)}; ${say("places_stating", digits(row?.places_received || 0))}`, row?.places_received ? () => go({ view: "compare", measure: "h.requests.received", year, level }) : null),
    tile("grant_rate", row?.grant_rate_pct == null ? "–" : percent(row.grant_rate_pct), `${say("of_closed")} ${say("places_stating", digits(row?.places_rated || 0))}`, row?.places_rated ? () => go({ view: "compare", measure: "mart_applications.grant_rate_pct", year, level }) : null),
    tile("failing", share(sum("with_error"), sum("tried")), say("of_tried", sum("tried"), sum("with_warning")), () => go({ view: "arithmetic", year, severity: null, level: null })),
    tile("covered", share(...covered), say("of_expected", ...covered.map(digits)), () => go({ view: "coverage", year })));
}
function countryCharts(years, totals, level) {
  const at = (of, year, name) => (totals.get(of) || []).find((row) => row.year === year)?.[name] ?? null;
  const all = [...totals.keys()].sort((a, b) => levelRank(a) - levelRank(b)).filter((of) => years.some((year) => at(of, year, "reports")));
  const span = Array.from({ length: years.at(-1) - years[0] + 1 }, (_, n) => years[0] + n);
  const every = (name) => span.map((year) => all.reduce((sum, of) => sum + (at(of, year, name) || 0), 0));
  const errors = every("with_error");
  const name = levelName(level);
  return el("div", { class: "charts" },
    chart(say("reports_by_year"), bars(span, all.map((of) => ({ label: levelName(of), data: span.map((year) => at(of, year, "reports")) })), (year) => go({ view: "coverage", year }))),
    chart(say("failing_by_year"), bars(span, [{ label: say("fails_error"), data: errors, backgroundColor: "#b3261e" }, { label: say("fails_warning"), data: every("with_warning").map((n, i) => n - errors[i]), backgroundColor: "#e69f00" }], (year) => go({ view: "arithmetic", year, severity: null, level: null }))),
    chart(`${say("received_by_year")} · ${name}`, bars(span, [{ label: say("received"), data: span.map((year) => numeric(at(level, year, "received"))) }], (year) => go({ view: "compare", measure: "h.requests.received", year, level }))),
    chart(`${say("grant_by_year")} · ${name}`, bars(span, [{ label: say("grant_rate"), data: span.map((year) => numeric(at(level, year, "grant_rate_pct"))), backgroundColor: COLOURS[2] }], (year) => go({ view: "compare", measure: "mart_applications.grant_rate_pct", year, level }))));
}
const numeric = (value) => (value === null || value === undefined ? null : Number(value));

function countryTable() {
  const rows = COUNTRY.filter((row) => row.reports || row.covered).sort((a, b) => b.year - a.year || levelRank(a.level) - levelRank(b.level));
  const toCompare = (row, measure) => () => go({ view: "compare", measure, year: row.year, level: row.level });
  return sortable([
    { name: say("year"), by: (row) => row.year, show: (row) => row.year },
    { name: say("level"), by: (row) => levelRank(row.level), show: (row) => levelName(row.level) },
    { name: say("reports"), number: true, by: (row) => row.reports, show: (row) => digits(row.reports) },
    { name: say("received"), number: true, by: (row) => numeric(row.received), show: (row) => (row.received === null ? "–" : link(digits(row.received), toCompare(row, "h.requests.received"))) },
    { name: say("grant_rate"), number: true, by: (row) => numeric(row.grant_rate_pct), show: (row) => (row.grant_rate_pct === null ? "–" : link(percent(row.grant_rate_pct), toCompare(row, "mart_applications.grant_rate_pct"), { title: `${digits(row.granted)} ÷ ${digits(row.closed)}` })) },
    { name: say("failing"), number: true, by: (row) => row.with_error, show: (row) => link(`${row.with_error} / ${row.tried}`, () => go({ view: "arithmetic", year: row.year, level: row.level === "organ" ? null : row.level, severity: null })) },
    { name: say("on_time"), number: true, by: (row) => row.on_time, show: (row) => (row.dated ? `${row.on_time} / ${row.dated}` : "–") },
    { name: say("covered"), number: true, by: (row) => (row.expected ? row.covered / row.expected : null), show: (row) => (row.expected ? link(`${digits(row.covered)} / ${digits(row.expected)}`, () => go({ view: "coverage", year: row.year })) : "–") },
  ], rows, { label: say("numbers_by_year") });
}
