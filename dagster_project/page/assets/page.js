"use strict";
// The address after # is the state; a change of it draws the page anew.
const VIEWS = { country: viewCountry, place: viewPlace, compare: viewCompare, arithmetic: viewArithmetic, coverage: viewCoverage };
const stateOf = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

function go(change) {
  const next = { ...stateOf(), ...change };
  location.hash = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== null && value !== undefined && value !== "")).toString();
}
function masthead(view) {
  const tabs = Object.keys(VIEWS).map((name) => el("a", { href: `#${new URLSearchParams({ lang: LANGUAGE ? "zh" : "en", view: name })}`, "aria-current": name === view ? "page" : null }, say(name)));
  return [el("div", { class: "masthead" }, el("div", null, el("h1", null, say("title")), el("div", { class: "soft" }, say("subtitle"))),
    el("button", { type: "button", class: "plain", "data-control": "language", click: () => go({ lang: LANGUAGE ? "en" : "zh" }) }, say("other_language"))), el("nav", { "aria-label": say("title") }, tabs)];
}
function footer() {
  const total = rowsOf(DATA.total)[0];
  const points = MEASURES.filter((measure) => !measure.made_from).reduce((sum, measure) => sum + measure.values.length, 0);
  return [el("p", null, say("left_out", ...[points, total.points, DATA.held.figures, total.figures, DATA.held.identities, total.identities, DATA.held.reports, total.reports].map(digits))),
    DATA.series_left_out.length ? el("p", null, say("series_left_out", DATA.series_left_out.join(", "))) : null, el("p", null, say("offline"))].filter(Boolean);
}
function draw() {
  const state = stateOf();
  LANGUAGE = (state.lang || (navigator.language.startsWith("zh") ? "zh" : "en")) === "zh" ? 1 : 0;
  const view = Object.hasOwn(VIEWS, state.view || "") ? state.view : "country";
  document.documentElement.lang = LANGUAGE ? "zh-CN" : "en";
  document.querySelector("dialog")?.remove();
  dropCharts();
  document.getElementById("top").replaceChildren(...masthead(view));
  document.getElementById("main").replaceChildren(...VIEWS[view](state).flat(Infinity).filter(Boolean));
  document.getElementById("foot").replaceChildren(...footer());
  drawCharts();
}
addEventListener("hashchange", draw);
draw();
