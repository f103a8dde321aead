"use strict";
// Where a number comes from: the drawer with its words, its file, its place in it, its doubts and its alternatives.
function drawer(title, ...inside) {
  const old = document.querySelector("dialog");
  if (old) old.remove();
  const close = () => { panel.close(); panel.remove(); };
  const panel = el("dialog", { "aria-label": title, close: () => panel.remove(), click: (event) => event.target === panel && close() },
    el("div", { class: "close" }, el("strong", null, title), el("button", { type: "button", class: "plain", click: close }, say("close"))),
    el("div", { class: "inside" }, inside));
  document.body.append(panel);
  panel.showModal();
  panel.scrollTop = 0;
}
const facts = (pairs) => el("dl", null, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false).map(([name, value]) => [el("dt", null, say(name)), el("dd", null, value)]));

function openPoint(measure, placeKey, year) {
  const place = PLACE.get(placeKey);
  const point = pointOf(measure, placeKey, year);
  const head = [
    el("h2", null, `${digits(point.value)} ${say(measure.unit)}`),
    el("p", null, `${place.full} · ${year} · ${label(measure)}`),
    el("p", null, noteTags(point.note), point.note.break_kind && [" ", breakWords(point.note)]),
  ];
  const parts = measure.made_from ? ratioParts(measure, placeKey, year) : seriesParts(measure, point);
  drawer(say("words_behind"), head, parts);
}
// A cell that reads in several ways has no value: its words and all readings are shown instead.
function openReadings(measure, place, year) {
  const metrics = [...new Set((BRIDGES_OF.get(measure.code) || []).map((term) => term.metric))];
  const open = metrics.map((metric) => DISCLOSED.get(`${place.key}|${year}|${metric}`)).filter((figure) => figure && STATEMENT.get(`${figure.report}|${figure.statement}`)?.semantic === "ambiguous");
  drawer(say("words_behind"), el("h2", null, say("several_readings")), el("p", null, `${place.full} · ${year} · ${label(measure)}`), el("p", { class: "soft" }, say("open_cell")),
    open.length ? open.map(figureCard) : lookUp(place.key, year, metrics));
}
function noteTags(note) {
  return [note.status && tag(note.status), note.comparability && tag(note.comparability), note.exact === false && tag("approx"), note.wide === false && tag("one_organ"),
    note.break_kind && tag(`${note.break_kind}_kind`, note.break_kind === "break" ? "error" : "warning")];
}
const breakReason = (note) => (LANGUAGE ? note.break_reason_zh : note.break_reason) || "";
const breakWords = (note) => el("span", { class: "small" }, breakReason(note));

function ratioParts(measure, placeKey, year) {
  if (!measure.made_from.length) {
    const report = (REPORTS_OF.get(placeKey) || []).find((held) => held.year === year && held.wide && held.current);
    return [el("p", null, say("made_of_report")), report ? link(report.title || report.key, () => openReport(report.key)) : lookUp(placeKey, year, [])];
  }
  return [el("h3", null, `${say("how_made")}: ${say("ratio_of")}`), measure.made_from.map((code) => {
    const part = MEASURE.get(code);
    const point = part && pointOf(part, placeKey, year);
    return el("section", null, el("h3", null, part ? `${label(part)}: ${digits(point?.value)} ${say(part.unit)}` : code), point ? seriesParts(part, point) : null);
  })];
}
function seriesParts(measure, point) {
  const terms = (BRIDGES.get(`${measure.code}|${point.note.bridge}`) || []).filter((term) => term.forms === "any" || term.forms.split("|").includes(point.note.form));
  const held = terms.map((term) => [term, DISCLOSED.get(`${point.place}|${point.year}|${term.metric}`)]);
  const made = terms.length > 1 ? [el("p", { class: "soft small" }, `${say("how_made")}: ${say("sum_of")} ${terms.map((term, at) => (term.sign < 0 ? "− " : at ? "+ " : "") + label(METRIC.get(term.metric) || { code: term.metric })).join(" ")}`)] : [];
  const reason = terms.length ? (LANGUAGE ? terms[0].reason_zh : terms[0].reason) : "";
  if (reason) made.push(el("p", { class: "soft small" }, reason));
  const missing = held.filter(([, figure]) => !figure).map(([term]) => term.metric);
  return [made, held.filter(([, figure]) => figure).map(([, figure]) => figureCard(figure)), missing.length || !held.length ? lookUp(point.place, point.year, missing) : null];
}
function lookUp(placeKey, year, metrics) {
  const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
  const which = metrics.length ? `\n  and d.metric_code in (${metrics.map(quoted).join(", ")})` : "";
  return el("div", null, el("p", null, say("not_held")), el("pre", null,
    `select d.metric_code, d.value, s.evidence, s.locator, r.file\nfrom marts.fct_disclosure as d\njoin marts.fct_statement as s using (report_key, statement_no)\njoin marts.dim_report as r using (report_key)\nwhere d.jurisdiction_key = ${quoted(placeKey)} and d.report_year = ${year}${which}`));
}

function figureCard(figure) {
  const stated = STATED.get(`${figure.report}|${figure.metric}|${figure.member}`) || [];
  const chosen = stated.find((said) => said.no === figure.statement);
  const others = stated.filter((said) => said.no !== figure.statement);
  const report = REPORT.get(figure.report);
  const metric = METRIC.get(figure.metric) || { code: figure.metric };
  const elsewhere = report && figure.disclosed ? ALTERNATIVES.get(`${report.place}|${report.year}|${figure.metric}`) || [] : [];
  return el("article", { class: "card", "data-figure": `${figure.report}|${figure.metric}|${figure.member}` },
    el("h4", null, label(metric), figure.member ? ` · ${say(figure.member)}` : "", ": ", valueOf(chosen)),
    el("p", null, tag(figure.status)), chosen && words(chosen), chosen && statementFacts(chosen, report, figure),
    others.length ? [el("h4", null, say("alternatives")), others.map((said) => [el("p", { class: "small" }, valueOf(said), " · ", said.locator), words(said)])] : null,
    elsewhere.length ? [el("h4", null, say("alternatives")), elsewhere.map((other) => elsewhereLine(other))] : null,
    report && el("p", null, link(`${say("report")}: ${report.title || report.key}`, () => openReport(report.key))));
}
function elsewhereLine(other) {
  const said = STATEMENT.get(`${other.report}|${other.statement}`);
  return el("p", { class: "small" }, valueOf(said), " · ", REPORT.has(other.report) ? link(other.report, () => openReport(other.report)) : other.report);
}
const valueOf = (said) => el("strong", { class: "number" }, !said ? "–" : said.value_on ?? (said.value === null ? say(said.semantic) : `${digits(said.value)} ${say(said.unit)}`));

// The very words; the number is marked where it stands there once and by itself, so that no other is marked in its stead.
function words(said) {
  const text = said.evidence || "";
  const at = said.text ? text.indexOf(said.text) : -1;
  const alone = at >= 0 && text.indexOf(said.text, at + 1) < 0 && !/\d/.test((text[at - 1] || "") + (text[at + said.text.length] || ""));
  return el("blockquote", { lang: "zh" }, !alone ? text : [text.slice(0, at), el("mark", null, said.text), text.slice(at + said.text.length)]);
}
function statementFacts(said, report, figure) {
  const bounds = said.lower !== said.upper ? `${digits(said.lower)} … ${digits(said.upper)}` : null;
  return facts([["file", report?.file], ["locator", said.locator + (said.page ? ` (${say("page_no")} ${said.page})` : "")], ["form", report?.form], ["qualifier", say(said.qualifier)], ["bounds", bounds],
    ["semantic", say(said.semantic)], ["source", say(said.source)], ["confidence", said.confidence], ["decided", say(said.decided_by)], ["readings", said.readings?.length ? said.readings.join(" · ") : null],
    ["settlement", said.settlement], ["key", `${figure.metric}${figure.member ? ` / ${figure.member}` : ""}`]]);
}

function openReport(key, statement) {
  const report = REPORT.get(key);
  if (!report) return drawer(say("report"), el("p", null, key), el("p", null, say("not_held")), el("pre", null, `from marts.fct_statement where report_key = '${key.replaceAll("'", "''")}'`));
  const figures = FIGURES_OF.get(key) || [];
  const first = figures.filter((figure) => figure.statement === statement);
  const failing = FAILING_OF.get(key) || [];
  return drawer(say("report"), el("h2", null, report.title || report.key), reportFacts(report), first.map(figureCard),
    failing.length ? [el("h3", null, say("failing_of")), failing.map(identityCard)] : null,
    figures.length ? [el("h3", null, `${say("figures_of")} (${figures.length})`), figureTable(figures)] : null);
}
function reportFacts(report) {
  const late = report.days_late ? ` (${say("late", report.days_late)})` : "";
  return facts([["name", PLACE.get(report.place)?.full || report.place], ["year", report.year], ["issuer", report.issuer], ["form", report.form], ["published_on", report.published_on && report.published_on + late],
    ["file", report.file], ["sha256", report.sha256], ["url", report.source_url], ["identities", say("fail_of", report.failing, report.tried)], ["key", report.key]]);
}
function figureTable(figures) {
  const said = (figure) => STATEMENT.get(`${figure.report}|${figure.statement}`);
  return sortable([
    { name: say("measure"), show: (figure) => `${label(METRIC.get(figure.metric) || { code: figure.metric })}${figure.member ? ` · ${say(figure.member)}` : ""}`, by: (figure) => figure.metric },
    { name: say("value"), number: true, by: (figure) => Number(said(figure)?.value), show: (figure) => link(valueOf(said(figure)), () => drawer(say("words_behind"), figureCard(figure)), { class: `link ${figure.status}` }) },
  ], figures, { label: say("figures_of") });
}
const TITLES = new Map(rowsOf(DATA.identity_titles).map((title) => [title.code, title]));
// What an identity demands, in words, and its code.
function identityName(identity) {
  const title = TITLES.get(identity.code);
  return [title ? label(title) : null, " ", el("code", { title: title?.legal_source }, identity.code)];
}
function identityCard(identity) {
  return el("article", { class: "card" }, el("p", null, tag(identity.severity), tag(identity.whose_error), identity.doubtful && tag("in_doubt"), identity.waived && tag("waived"), identityName(identity), identity.member ? ` · ${memberName(identity.member)}` : ""),
    el("p", { class: "arithmetic" }, LANGUAGE ? identity.arithmetic_zh : identity.arithmetic_en), identity.evidence && el("blockquote", { lang: "zh" }, identity.evidence),
    el("p", { class: "soft small" }, identity.locator), identity.waiver_reason && el("p", { class: "small" }, identity.waiver_reason));
}
