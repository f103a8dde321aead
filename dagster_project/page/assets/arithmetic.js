"use strict";
// The identities that fail, the furthest off first, with the arithmetic in words; and of these, what is still to be decided.
const memberName = (member) => {
  const [code, copy] = member.split("#");
  return (METRIC.has(code) ? label(METRIC.get(code)) : say(code)) + (copy ? ` #${copy}` : "");
};
const placeOf = (identity) => PLACE.get(REPORT.get(identity.report)?.place);
const yearOf = (identity) => REPORT.get(identity.report)?.year;

function reportColumn() {
  return { name: say("report"), by: (identity) => identity.report, show: (identity) => [link(`${placeOf(identity)?.name || identity.report} ${yearOf(identity)}`, () => openReport(identity.report, identity.statement)), REPORT.get(identity.report)?.wide ? null : el("div", { class: "soft small" }, REPORT.get(identity.report)?.issuer)] };
}
function identityColumn() {
  return { name: say("identity"), by: (identity) => identity.code, show: (identity) => [identityName(identity), identity.member ? el("div", { class: "soft small" }, memberName(identity.member)) : null] };
}
function severityColumn(tags) {
  return { name: say("severity"), by: (identity) => ["info", "warning", "error"].indexOf(identity.severity), show: (identity) => [tag(identity.severity), tags(identity)] };
}
const wordsOf = (identity) => (identity.evidence ? el("div", { class: "soft small", lang: "zh" }, identity.evidence) : null);

function failingTable(shown) {
  return sortable([
    severityColumn((identity) => [identity.doubtful ? tag("in_doubt") : null, identity.waived ? tag("waived") : null]), reportColumn(), identityColumn(),
    { name: say("in_words"), wide: true, show: (identity) => [el("span", { class: "arithmetic" }, LANGUAGE ? identity.arithmetic_zh : identity.arithmetic_en), wordsOf(identity)] },
    { name: say("off"), number: true, by: (identity) => Math.abs(Number(identity.residual)), show: (identity) => link(digits(String(identity.residual ?? "–").replace(/^-/, "")), () => openReport(identity.report, identity.statement)) },
    { name: "%", number: true, by: (identity) => numeric(identity.off_pct), show: (identity) => digits(identity.off_pct) },
  ], shown, { label: say("arithmetic") });
}
function undecidedTable(shown) {
  const told = (identity) => (LANGUAGE ? identity.told_zh : identity.told_en);
  return sortable([
    severityColumn(() => null), reportColumn(), identityColumn(),
    { name: say("in_words"), wide: true, show: (identity) => [identity.verdict === "fails" ? el("span", { class: "arithmetic" }, told(identity)) : `${say("untried")} ${told(identity)}`, wordsOf(identity), identity.locator ? el("div", { class: "soft small" }, identity.locator) : null] },
    { name: say("whose"), by: (identity) => identity.whose_error, show: (identity) => tag(identity.whose_error) },
  ], shown, { label: say("work_list", shown.length) });
}
function viewArithmetic(state) {
  const open = state.list === "undecided";
  const every = open ? UNDECIDED : IDENTITIES;
  const years = [...new Set(every.map(yearOf))].sort((a, b) => b - a);
  const levels = [...new Set(every.map((identity) => placeOf(identity)?.level))].filter(Boolean).sort((a, b) => levelRank(a) - levelRank(b));
  const provinces = [...new Set(every.map((identity) => placeOf(identity)?.province))].filter((key) => PLACE.has(key)).sort();
  const shown = every.filter((identity) => (!state.year || yearOf(identity) === Number(state.year)) && (!state.severity || identity.severity === state.severity)
    && (!state.level || placeOf(identity)?.level === state.level) && (!state.province || placeOf(identity)?.province === state.province));
  const total = rowsOf(DATA.total)[0];
  return [
    el("h2", null, say("arithmetic")), el("p", { class: "soft" }, open ? say("undecided_intro", digits(UNDECIDED.length), digits(total.undecided)) : say("arithmetic_intro")),
    el("div", { class: "controls" },
      choose("list", open ? "undecided" : "", [["", say("all_failing", digits(total.identities))], ["undecided", say("work_list", digits(total.undecided))]], (one) => go({ list: one || null })),
      choose("severity", state.severity || "", [["", say("all")], ...["error", "warning", "info"].map((one) => [one, say(one)])], (one) => go({ severity: one || null })),
      choose("year", state.year || "", [["", say("all")], ...years.map((one) => [one, one])], (one) => go({ year: one || null })),
      choose("level", state.level || "", [["", say("all")], ...levels.map((one) => [one, levelName(one)])], (one) => go({ level: one || null })),
      choose("province", state.province || "", [["", say("all")], ...provinces.map((key) => [key, PLACE.get(key).name])], (key) => go({ province: key || null }))),
    open ? undecidedTable(shown) : failingTable(shown),
  ];
}
