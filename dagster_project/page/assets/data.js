"use strict";
// The embedded tables, decoded; nothing here touches the page.
const DATA = JSON.parse(document.getElementById("data").textContent);

function rowsOf(table) {
  const columns = Object.entries(table).map(([name, held]) => [name, Array.isArray(held) ? held : held.at.map((at) => (typeof at === "number" ? held.of[at] : at))]);
  const length = columns.length ? columns[0][1].length : 0;
  return Array.from({ length }, (_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at]])));
}
function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return groups;
}
const KINDS = ["flow", "stock", "cumulative", "rate", "context", "count"];
const byKind = (rows, kindOf) => [...groupBy(rows, kindOf)].sort((a, b) => KINDS.indexOf(a[0]) - KINDS.indexOf(b[0]));
const YEARS = rowsOf(DATA.years);
const COUNTRY = rowsOf(DATA.country);
const PLACES = rowsOf(DATA.places);
const PLACE = new Map(PLACES.map((place) => [place.key, place]));
const ROWS = rowsOf(DATA.rows);
const NOTES = rowsOf(DATA.notes);
const BRIDGES = groupBy(rowsOf(DATA.bridges), (bridge) => `${bridge.series}|${bridge.bridge}`);
const BRIDGES_OF = groupBy([...BRIDGES.values()].flat(), (bridge) => bridge.series);
const OPEN_CELLS = new Set(rowsOf(DATA.open_cells).map((cell) => `${cell.series}|${cell.place}|${cell.year}`));
const METRIC = new Map(rowsOf(DATA.metrics).map((metric) => [metric.code, metric]));
const IDENTITIES = rowsOf(DATA.identities);
const UNDECIDED = rowsOf(DATA.undecided);
const FIGURES = rowsOf(DATA.figures);
const STATEMENTS = rowsOf(DATA.statements);
const REPORTS = rowsOf(DATA.reports);
const REPORT = new Map(REPORTS.map((report) => [report.key, report]));
const REPORTS_OF = groupBy(REPORTS, (report) => report.place);
const FIGURES_OF = groupBy(FIGURES, (figure) => figure.report);
const STATED = groupBy(STATEMENTS, (said) => `${said.report}|${said.metric}|${said.member}`);
const STATEMENT = new Map(STATEMENTS.map((said) => [`${said.report}|${said.no}`, said]));
const FAILING_OF = groupBy(IDENTITIES, (identity) => identity.report);
const ALTERNATIVES = groupBy(rowsOf(DATA.alternatives), (other) => `${other.place}|${other.year}|${other.metric}`);
const DISCLOSED = new Map(FIGURES.filter((figure) => figure.disclosed).map((figure) => {
  const report = REPORT.get(figure.report);
  return [`${report.place}|${report.year}|${figure.metric}`, figure];
}));
const MEASURES = DATA.measures;
const MEASURE = new Map(MEASURES.map((measure) => [measure.code, measure]));
const FIRST_YEAR = 2008;
const LEVELS = ["province", "prefecture", "county", "zone", "township"];
const levelRank = (level) => (LEVELS.includes(level) ? LEVELS.indexOf(level) : LEVELS.length);

// All points of a measure: place, year, value as filed and the note that goes with it.
function pointsOf(measure) {
  if (!measure.points_held) {
    let at = 0;
    measure.points_held = measure.at.map((step, index) => {
      at += step;
      return { ...ROWS[at], value: measure.values[index], note: NOTES[measure.notes[index]] || { exact: true, wide: true } };
    });
  }
  return measure.points_held;
}
const pointOf = (measure, place, year) => pointsOf(measure).find((point) => point.place === place && point.year === year);
const inYear = (mask, year) => Math.floor(mask / 2 ** (year - FIRST_YEAR)) % 2 === 1;
const provinceName = (place) => PLACE.get(place?.province)?.name || "";

// Exactly the digits of the warehouse, grouped by thousands.
function digits(value) {
  if (value === null || value === undefined) return "–";
  const [whole, part] = String(value).split(".");
  const grouped = /^-?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return part ? `${grouped}.${part}` : grouped;
}
const percent = (value) => (value === null || value === undefined ? "–" : `${Number(value).toFixed(1)}%`);
const share = (part, whole) => (whole ? `${(Math.round((1000 * part) / whole) / 10).toFixed(1)}%` : "–");
