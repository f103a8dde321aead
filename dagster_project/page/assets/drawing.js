"use strict";
// Elements and charts. Text enters the page by text nodes alone: nothing that a report says is ever markup.
function el(tag, about, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else if (name in { checked: 1, value: 1, selected: 1 }) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat(Infinity).filter((part) => part !== null && part !== undefined && part !== false).map((part) => (part instanceof Node ? part : String(part))));
  return made;
}
const link = (text, act, about) => el("button", { type: "button", class: "link", click: act, ...about }, text);
const tag = (code, kind) => el("span", { class: `tag ${kind || code}` }, say(code));

function choose(code, chosen, options, act) {
  const select = el("select", { "data-control": code, change: (event) => act(event.target.value) });
  for (const option of options) {
    if (option.group) select.append(el("optgroup", { label: option.group }, option.options.map((inner) => choice(inner, chosen))));
    else select.append(choice(option, chosen));
  }
  return el("label", null, say(code), select);
}
const choice = ([value, text], chosen) => el("option", { value, selected: String(value) === String(chosen) }, text);

// A table whose columns sort: {name, text(row) or node(row), by(row), number}
function sortable(columns, rows, about = {}) {
  let by = about.by ?? null, down = about.down ?? true, limit = 200;
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": about.label || "" });
  const draw = () => {
    const ordered = by === null ? rows : [...rows].sort((a, b) => compareValues(columns[by].by(a), columns[by].by(b), down));
    const head = columns.map((column, at) => el("th", { scope: "col", class: column.number && "number", "aria-sort": by === at ? (down ? "descending" : "ascending") : null },
      column.by ? link(column.name + (by === at ? (down ? " ▾" : " ▴") : ""), () => { down = by === at ? !down : Boolean(column.number); by = at; draw(); }, { title: say("sort_by", column.name) }) : column.name));
    const body = ordered.slice(0, limit).map((row) => el("tr", null, columns.map((column) => el("td", { class: column.number ? "number" : column.wide && "wide" }, column.show(row)))));
    const rest = ordered.length - limit;
    box.replaceChildren(el("table", null, el("thead", null, el("tr", null, head)), el("tbody", null, body)));
    if (rest > 0) box.append(el("button", { type: "button", class: "plain", click: () => { limit += 500; draw(); } }, say("more", Math.min(rest, 500))));
    if (!rows.length) box.append(el("p", { class: "soft" }, say("none_here")));
  };
  draw();
  return box;
}
function compareValues(a, b, down) {
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh");
  return down ? -order : order;
}

const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c6d00", "#3f93cc"];
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let CHARTS = [];

function chart(title, config, about = {}) {
  const canvas = el("canvas", { role: "img", "aria-label": say("chart_of", title) });
  const box = el("div", { class: `chart ${about.tall ? "tall" : ""}` }, el("h3", null, title), about.note && el("p", { class: "soft small" }, about.note), el("div", { class: "canvas" }, canvas));
  if (about.height) box.lastChild.style.height = `${about.height}px`;
  CHARTS.push([canvas, config]);
  return box;
}
// Charts are drawn once their canvases stand on the page.
function drawCharts() {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  Chart.defaults.color = colour("--soft");
  Chart.defaults.borderColor = colour("--line");
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  for (const [canvas, config] of CHARTS) new Chart(canvas, config);
  CHARTS = [];
}
function dropCharts() {
  for (const held of Object.values(Chart.instances)) held.destroy();
}
function axes(extra = {}) {
  return { x: { grid: { display: false }, ...extra.x }, y: { beginAtZero: true, ...extra.y } };
}
function bars(years, sets, act, stacked = true) {
  return {
    type: "bar",
    data: { labels: years, datasets: sets.map((set, at) => ({ backgroundColor: COLOURS[at % COLOURS.length], maxBarThickness: 46, ...set })) },
    options: { scales: axes({ x: { stacked }, y: { stacked, ticks: { precision: 0 } } }), plugins: { legend: { display: sets.length > 1, position: "bottom" } },
      onClick: (_, hit) => hit.length && act && act(years[hit[0].index], hit[0].datasetIndex) },
  };
}
// A break is drawn where it lies: between the value it makes incomparable and the one before.
const BREAKS = {
  id: "breaks",
  afterDatasetsDraw(drawn, _, options) {
    const { ctx, chartArea, scales } = drawn;
    for (const { at, kind } of options.marks || []) {
      const step = scales.x.getPixelForValue(1) - scales.x.getPixelForValue(0) || 0;
      const x = scales.x.getPixelForValue(at) - step / 2;
      ctx.save();
      ctx.strokeStyle = colour(kind === "break" ? "--bad" : "--warn");
      ctx.setLineDash(kind === "break" ? [] : [4, 4]);
      ctx.lineWidth = kind === "break" ? 2 : 1;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    }
  },
};
Chart.register(BREAKS);
