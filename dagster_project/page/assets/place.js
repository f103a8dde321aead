"use strict";
// One place over all its years, across the forms; breaks are marked, and kinds of amounts never share a chart.
function viewPlace(state) {
  const place = PLACE.get(state.place) || richestPlace();
  if (!place) return [placeSearch(null), el("p", null, say("no_data"))];
  const rows = MEASURES.map((measure) => [measure, pointsOf(measure).filter((point) => point.place === place.key)]).filter(([measure, points]) => points.length || isOpenSomewhere(measure, place));
  const held = rows.filter(([, points]) => points.length);
  const chosen = held.find(([measure]) => measure.code === state.measure) || held.find(([measure]) => measure.code === "h.requests.received") || held[0];
  const years = [...new Set([...held.flatMap(([, points]) => points.map((point) => point.year)), ...(REPORTS_OF.get(place.key) || []).map((report) => report.year)])].sort();
  const span = years.length ? Array.from({ length: years.at(-1) - years[0] + 1 }, (_, n) => years[0] + n) : [];
  return [
    placeSearch(place), el("h2", null, place.full), el("p", { class: "soft" }, `${levelName(place.level)} · ${place.key}${place.former ? ` · ${place.former}` : ""}`), el("p", { class: "soft" }, say("place_intro")),
    chosen ? placeChart(place, held, chosen, span, state) : el("p", null, say("no_report")),
    rows.length ? [el("h3", null, say("history")), el("p", { class: "soft small" }, say("legend")), historyTable(place, rows, span)] : null,
    el("h3", null, say("reports_of_place")), placeReports(place),
  ];
}
function richestPlace() {
  const counts = groupBy(ROWS, (row) => row.place);
  return PLACE.get([...counts].sort((a, b) => b[1].length - a[1].length)[0]?.[0]) || PLACE.get(REPORTS[0]?.place);
}
function placeSearch(place) {
  const list = el("ul", { class: "found", hidden: true });
  const find = (typed) => {
    const found = typed ? PLACES.filter((one) => one.full.includes(typed) || one.key.includes(typed) || (one.former || "").includes(typed)) : [];
    found.sort((a, b) => (b.wide > 0) - (a.wide > 0) || levelRank(a.level) - levelRank(b.level));
    list.hidden = !found.length;
    list.replaceChildren(...found.slice(0, 20).map((one) => el("li", null, el("button", { type: "button", click: () => go({ view: "place", place: one.key, also: null }) }, one.full, one.wide || one.organ ? "" : ` (${say("no_report")})`))));
  };
  return el("div", { class: "controls" }, el("label", { class: "search" }, say("find_place"), el("input", { type: "search", "data-control": "find", placeholder: say("type_name"), value: place ? "" : "", autocomplete: "off", input: (event) => find(event.target.value.trim()) }), list));
}
function placeChart(place, held, [measure, points], span, state) {
  const options = byKind(held, ([one]) => one.measure).map(([kind, of]) => ({ group: say(kind), options: of.map(([one]) => [one.code, label(one)]) }));
  const fellows = held.filter(([one]) => one.code !== measure.code && one.unit === measure.unit && one.measure === measure.measure).slice(0, 12);
  const also = (state.also || "").split(",").filter((code) => fellows.some(([one]) => one.code === code));
  const drawn = [[measure, points], ...fellows.filter(([one]) => also.includes(one.code))];
  const toggle = (code) => go({ also: (also.includes(code) ? also.filter((one) => one !== code) : [...also, code]).join(",") || null });
  return el("div", null,
    el("div", { class: "controls" }, choose("shown", measure.code, options, (code) => go({ measure: code, also: null })),
      fellows.length && el("details", { open: also.length > 0 }, el("summary", { class: "small" }, say("also")), el("div", { class: "choices" }, fellows.map(([one]) => el("label", null, el("input", { type: "checkbox", checked: also.includes(one.code), change: () => toggle(one.code) }), label(one)))))),
    chart(`${label(measure)} (${say(measure.unit)}) · ${say(measure.measure)}`, lines(drawn, span, place), { tall: true, note: breaksInWords(points) }));
}
function breaksInWords(points) {
  return points.filter((point) => point.note.break_kind).map((point) => `${point.note.break_kind === "break" ? "‖" : "¦"} ${point.year}: ${breakReason(point.note)}`).join(" · ");
}
function lines(drawn, span, place) {
  const marks = drawn.flatMap(([, points]) => points.filter((point) => point.note.break_kind).map((point) => ({ at: span.indexOf(point.year), kind: point.note.break_kind })));
  const sets = drawn.map(([measure, points], at) => {
    const byYear = new Map(points.map((point) => [point.year, point]));
    const along = span.map((year) => byYear.get(year));
    const ink = COLOURS[at % COLOURS.length];
    const bad = (point) => point?.note.status === "contradicted";
    return {
      label: label(measure), data: along.map((point) => numeric(point?.value)), borderColor: ink, spanGaps: true, borderWidth: 2.5, pointRadius: along.map((point) => (bad(point) ? 8 : 5)), pointHoverRadius: 9,
      pointStyle: along.map((point) => (bad(point) ? "triangle" : point?.note.wide === false ? "rectRot" : "circle")), pointBackgroundColor: along.map((point) => (bad(point) ? colour("--bad") : point?.note.exact === false ? colour("--ground") : ink)),
      pointBorderColor: along.map((point) => (bad(point) ? colour("--bad") : ink)),
      segment: { borderColor: (part) => (isBroken(along, part) ? "transparent" : undefined), borderDash: (part) => (isGap(along, part) ? [3, 5] : undefined) },
    };
  });
  return { type: "line", data: { labels: span, datasets: sets }, options: { scales: axes(), plugins: { legend: { display: drawn.length > 1, position: "bottom" }, breaks: { marks } },
    onClick: (_, hit) => hit.length && openPoint(drawn[hit[0].datasetIndex][0], place.key, span[hit[0].index]) } };
}
// A line over years without a value is dashed. None is drawn across a break, or from one organ's words to the whole place's.
function isBroken(along, part) {
  const before = along.slice(0, part.p0DataIndex + 1).findLast(Boolean);
  const after = along.slice(part.p1DataIndex).find(Boolean);
  return after?.note.break_kind === "break" || before?.note.wide !== after?.note.wide;
}
function isGap(along, part) {
  return !along[part.p0DataIndex] || !along[part.p1DataIndex] || part.p1DataIndex - part.p0DataIndex > 1;
}
const isOpen = (measure, place, year) => OPEN_CELLS.has(`${measure.code}|${place.key}|${year}`);
const isOpenSomewhere = (measure, place) => YEARS.some((row) => isOpen(measure, place, row.year));
function emptyCell(measure, place, year) {
  if (!isOpen(measure, place, year)) return el("td", { class: "number soft" }, "");
  return el("td", { class: "number", "data-year": year }, link(say("several_readings"), () => openReadings(measure, place, year), { class: "link open" }));
}
function historyTable(place, held, span) {
  const groups = byKind(held, ([measure]) => measure.measure);
  const head = el("tr", null, el("th", { scope: "col", class: "fixed" }, say("measure")), el("th", null, say("unit")), span.map((year) => el("th", { scope: "col", class: "number" }, year)));
  const line = ([measure, points]) => {
    const byYear = new Map(points.map((point) => [point.year, point]));
    return el("tr", { "data-measure": measure.code }, el("th", { scope: "row", class: "fixed" }, label(measure)), el("td", { class: "soft" }, say(measure.unit)),
      span.map((year) => (byYear.has(year) ? pointCell(measure, byYear.get(year)) : emptyCell(measure, place, year))));
  };
  const body = groups.flatMap(([kind, of]) => [el("tr", { class: "group" }, el("th", { colspan: span.length + 2, scope: "colgroup" }, say(kind))), ...of.map(line)]);
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("history") }, el("table", null, el("thead", null, head), el("tbody", null, body)));
}
const shownValue = (measure, point) => (measure.unit === "percent" ? percent(point.value) : digits(point.value));
function marked(measure, point) {
  const note = point.note;
  return `${note.exact === false ? "≈ " : ""}${shownValue(measure, point)}${note.status === "contradicted" ? " ✗" : ""}${note.wide === false ? " °" : ""}${note.doubtful ? " ?" : ""}`;
}
function pointCell(measure, point) {
  const kind = point.note.break_kind;
  return el("td", { class: `number ${kind || ""}`, title: breakReason(point.note), "data-year": point.year },
    link(marked(measure, point), () => openPoint(measure, point.place, point.year), { class: `link ${point.note.status || ""}` }));
}
function placeReports(place) {
  const reports = REPORTS_OF.get(place.key) || [];
  if (!reports.length) return el("p", { class: "soft" }, say(place.wide || place.organ ? "heads_elsewhere" : "no_report"));
  return sortable([
    { name: say("year"), by: (report) => report.year, show: (report) => report.year },
    { name: say("title_of"), wide: true, show: (report) => link(report.title || report.key, () => openReport(report.key)) },
    { name: say("issuer"), by: (report) => report.issuer, show: (report) => report.issuer || "–" },
    { name: say("form"), by: (report) => report.form, show: (report) => report.form },
    { name: say("published_on"), by: (report) => report.published_on, show: (report) => (report.published_on || "–") + (report.days_late ? ` (${say("late", report.days_late)})` : "") },
    { name: say("identities"), number: true, by: (report) => report.failing, show: (report) => say("fail_of", report.failing, report.tried) },
  ], reports, { label: say("reports_of_place"), by: 0 });
}
