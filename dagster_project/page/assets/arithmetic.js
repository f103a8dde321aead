"use strict";
// The identities that fail, the furthest off first, with the arithmetic in words.
const memberName = (member) => {
  const [code, copy] = member.split("#");
  return (METRIC.has(code) ? label(METRIC.get(code)) : say(code)) + (copy ? ` #${copy}` : "");
};
function viewArithmetic(state) {
  const placeOf = (identity) => PLACE.get(REPORT.get(identity.report)?.place);
  const yearOf = (identity) => REPORT.get(identity.report)?.year;
  const years = [...new Set(IDENTITIES.map(yearOf))].sort((a, b) => b - a);
  const levels = [...new Set(IDENTITIES.map((identity) => placeOf(identity)?.level))].filter(Boolean).sort((a, b) => levelRank(a) - levelRank(b));
  const provinces = [...new Set(IDENTITIES.map((identity) => placeOf(identity)?.province))].filter((key) => PLACE.has(key)).sort();
  const shown = IDENTITIES.filter((identity) => (!state.year || yearOf(identity) === Number(state.year)) && (!state.severity || identity.severity === state.severity)
    && (!state.level || placeOf(identity)?.level === state.level) && (!state.province || placeOf(identity)?.province === state.province));
  return [
    el("h2", null, say("arithmetic")), el("p", { class: "soft" }, say("arithmetic_intro")),
    el("div", { class: "controls" },
      choose("severity", state.severity || "", [["", say("all")], ...["error", "warning", "info"].map((one) => [one, say(one)])], (one) => go({ severity: one || null })),
      choose("year", state.year || "", [["", say("all")], ...years.map((one) => [one, one])], (one) => go({ year: one || null })),
      choose("level", state.level || "", [["", say("all")], ...levels.map((one) => [one, levelName(one)])], (one) => go({ level: one || null })),
      choose("province", state.province || "", [["", say("all")], ...provinces.map((key) => [key, PLACE.get(key).name])], (key) => go({ province: key || null }))),
    sortable([
      { name: say("severity"), by: (identity) => ["info", "warning", "error"].indexOf(identity.severity), show: (identity) => [tag(identity.severity), identity.doubtful ? tag("in_doubt") : null, identity.waived ? tag("waived") : null] },
      { name: say("report"), by: (identity) => identity.report, show: (identity) => [link(`${placeOf(identity)?.name || identity.report} ${yearOf(identity)}`, () => openReport(identity.report, identity.statement)), REPORT.get(identity.report)?.wide ? null : el("div", { class: "soft small" }, REPORT.get(identity.report)?.issuer)] },
      { name: say("identity"), by: (identity) => identity.code, show: (identity) => [identityName(identity), identity.member ? el("div", { class: "soft small" }, memberName(identity.member)) : null] },
      { name: say("in_words"), wide: true, show: (identity) => [el("span", { class: "arithmetic" }, LANGUAGE ? identity.arithmetic_zh : identity.arithmetic_en), identity.evidence ? el("div", { class: "soft small", lang: "zh" }, identity.evidence) : null] },
      { name: say("off"), number: true, by: (identity) => Math.abs(Number(identity.residual)), show: (identity) => link(digits(String(identity.residual ?? "–").replace(/^-/, "")), () => openReport(identity.report, identity.statement)) },
      { name: "%", number: true, by: (identity) => numeric(identity.off_pct), show: (identity) => digits(identity.off_pct) },
    ], shown, { label: say("arithmetic") }),
  ];
}
