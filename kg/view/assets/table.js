// The same selection as tables: for keyboards, for screen readers, and for reading many rows.
"use strict";
(function (KG) {
  const { el } = KG;
  const PAGE = 200;

  function columns(store, app) {
    const open = (id) => (id === undefined ? "" : el("button.link", { onclick: () => app.choose(id) }, store.nodes[id].label));
    const name = (id) => (id === undefined ? "" : store.nodes[id].label);
    const links = (id) => store.factsOf[id].length;
    return {
      nodes: {
        rows: store.order.filter((id) => app.chosen.nodes.has(id)).map((id) => store.nodes[id]),
        cells: [
          ["name", (node) => open(node.id), (node) => node.label],
          ["type", (node) => KG.kind(node.kind), (node) => node.kind],
          ["place", (node) => (node.path || []).join(" › "), (node) => (node.path || []).join(" ")],
          ["code", (node) => node.code || "", (node) => node.code || ""],
          ["links", (node) => KG.count(links(node.id)), (node) => -links(node.id), "n"],
        ],
      },
      facts: {
        rows: app.chosen.facts,
        cells: [
          ["subject", (fact) => open(fact.from), (fact) => name(fact.from)],
          ["relation", (fact) => KG.predicate(fact.p), (fact) => fact.p],
          ["object", (fact) => open(fact.to), (fact) => name(fact.to)],
          ["status", (fact) => (fact.st === "unknown" ? "" : KG.status(fact.st)), (fact) => fact.st],
          ["evidence", (fact) => (fact.ev.length ? store.quotes[fact.ev[0]].t : ""), (fact) => -fact.ev.length],
        ],
      },
      figures: {
        rows: app.chosen.figures,
        cells: [
          ["figure", (figure) => KG.count(figure.value) + (figure.upper !== undefined ? `–${KG.count(figure.upper)}` : ""), (figure) => figure.value, "n"],
          ["unit", (figure) => figure.unit || "", (figure) => figure.unit || ""],
          ["what", (figure) => figure.what || "", (figure) => figure.what || ""],
          ["about", (figure) => open(figure.about), (figure) => name(figure.about)],
          ["when", (figure) => figure.date || "", (figure) => figure.date || ""],
          ["status", (figure) => (figure.st === "unknown" ? "" : KG.status(figure.st)), (figure) => figure.st],
        ],
      },
    };
  }

  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-Hans-CN"));

  KG.table = function (store, app, state) {
    const all = columns(store, app);
    const { rows, cells } = all[state.tab];
    const tabs = el("div.tabs", { role: "tablist" }, ...Object.keys(all).map((key) =>
      el("button", { role: "tab", "aria-selected": String(state.tab === key), onclick: () => app.showTable({ tab: key, sort: null, down: false, shown: PAGE }) }, `${KG.t(key)} ${KG.count(all[key].rows.length)}`)));
    const sorted = state.sort === null ? rows : [...rows].sort((a, b) => compare(cells[state.sort][2](a), cells[state.sort][2](b)) * (state.down ? -1 : 1));
    const head = el("tr", null, ...cells.map(([key], index) =>
      el("th", { scope: "col", "aria-sort": state.sort === index ? (state.down ? "descending" : "ascending") : null },
        el("button", { onclick: () => app.showTable({ ...state, sort: index, down: state.sort === index && !state.down }) }, `${KG.t(key)}${state.sort === index ? (state.down ? " ↓" : " ↑") : ""}`))));
    const body = el("tbody", null, ...sorted.slice(0, state.shown).map((row) => el("tr", null, ...cells.map(([, show, , style]) => el(style ? `td.${style}` : "td", null, show(row))))));
    const parts = [tabs, el("table", { "aria-label": KG.t(state.tab) }, el("thead", null, head), body)];
    if (sorted.length > state.shown) parts.push(el("button.more", { onclick: () => app.showTable({ ...state, shown: state.shown + 5 * PAGE }) }, `${KG.t("more")} ${KG.count(sorted.length - state.shown)}`));
    return parts;
  };
  KG.tableStart = () => ({ tab: "nodes", sort: null, down: false, shown: PAGE });
})(window.KG);
