"use strict";
// One measure across places in one year.
function viewCompare(state) {
  const measure = MEASURE.get(state.measure) || MEASURE.get("h.requests.received") || MEASURES[0];
  if (!measure) return [el("p", null, say("no_data"))];
  const wide = pointsOf(measure).filter((point) => point.note.wide !== false && PLACE.has(point.place));
  const years = [...new Set(wide.map((point) => point.year))].sort((a, b) => b - a);
  const year = years.includes(Number(state.year)) ? Number(state.year) : years[0];
  const inIt = wide.filter((point) => point.year === year);
  const levels = [...new Set(inIt.map((point) => PLACE.get(point.place).level))].sort((a, b) => levelRank(a) - levelRank(b));
  const provinces = [...new Set(inIt.map((point) => PLACE.get(point.place).province))].filter((key) => PLACE.has(key)).sort();
  const shown = inIt.filter((point) => (!state.level || PLACE.get(point.place).level === state.level) && (!state.province || PLACE.get(point.place).province === state.province))
    .sort((a, b) => Number(b.value) - Number(a.value));
  shown.forEach((point, at) => { point.rank = at && Number(shown[at - 1].value) === Number(point.value) ? shown[at - 1].rank : at + 1; });
  const kinds = byKind(MEASURES, (one) => one.measure).map(([kind, of]) => ({ group: say(kind), options: of.map((one) => [one.code, label(one)]) }));
  return [
    el("h2", null, say("compare")), el("p", { class: "soft" }, say("compare_intro")),
    el("div", { class: "controls" },
      choose("measure", measure.code, kinds, (code) => go({ measure: code })),
      choose("year", year, years.map((one) => [one, one]), (one) => go({ year: one })),
      choose("level", state.level || "", [["", say("all")], ...levels.map((one) => [one, levelName(one)])], (one) => go({ level: one || null })),
      choose("province", state.province || "", [["", say("all")], ...provinces.map((key) => [key, PLACE.get(key).name])], (key) => go({ province: key || null }))),
    shown.length ? compareChart(measure, shown, year) : null, compareTable(measure, shown),
  ];
}
function compareChart(measure, shown, year) {
  const top = shown.slice(0, 25);
  const bad = (point) => point.note.status === "contradicted";
  return chart(`${label(measure)} (${say(measure.unit)}), ${year}`, {
    type: "bar",
    data: { labels: top.map((point) => PLACE.get(point.place).name), datasets: [{ label: label(measure), data: top.map((point) => Number(point.value)), backgroundColor: top.map((point) => (bad(point) ? "#b3261e" : COLOURS[0])), maxBarThickness: 20 }] },
    options: { indexAxis: "y", scales: { x: { beginAtZero: true }, y: { grid: { display: false } } }, plugins: { legend: { display: false } }, onClick: (_, hit) => hit.length && openPoint(measure, top[hit[0].index].place, year) },
  }, { height: 70 + 26 * top.length, note: say("top", top.length, shown.length) });
}
function compareTable(measure, shown) {
  return sortable([
    { name: say("rank"), number: true, by: (point) => point.rank, show: (point) => point.rank },
    { name: say("name"), by: (point) => PLACE.get(point.place).full, show: (point) => link(PLACE.get(point.place).full, () => go({ view: "place", place: point.place, also: null })) },
    { name: say("level"), by: (point) => levelRank(PLACE.get(point.place).level), show: (point) => levelName(PLACE.get(point.place).level) },
    { name: say("province"), by: (point) => provinceName(PLACE.get(point.place)), show: (point) => provinceName(PLACE.get(point.place)) },
    { name: `${say("value")} (${say(measure.unit)})`, number: true, by: (point) => Number(point.value), show: (point) => link(marked(measure, point), () => openPoint(measure, point.place, point.year), { class: `link ${point.note.status || ""}` }) },
    { name: say("status"), by: (point) => point.note.status, show: (point) => (point.note.status ? tag(point.note.status) : "") },
  ], shown, { label: say("compare"), by: 4 });
}
