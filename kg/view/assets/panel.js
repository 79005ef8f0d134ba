// The filter side: legend with counts, relations, area, status, dates with a histogram, confidence, colouring.
"use strict";
(function (KG) {
  const { el } = KG;

  function section(key, app, active, reset, ...children) {
    const clear = active ? el("button", { onclick: () => { reset(); app.refilter(); }, "aria-label": `${KG.t("reset")} ${KG.t(key)}` }, KG.t("reset")) : null;
    return el("section", { "data-part": key }, el("h2", null, KG.t(key), clear), ...children);
  }

  // A list of choices that are on until pressed; `off` is the set of those that are off.
  function choices(key, app, off, items, after) {
    if (!items.length || (items.length === 1 && !off.size && key !== "types")) return null;
    const rows = items.map(({ value, text, count, mark }) =>
      el("button.row", { "aria-pressed": String(!off.has(value)), "data-value": value, onclick: () => {
        if (off.has(value)) off.delete(value);
        else off.add(value);
        app.refilter();
        const again = document.querySelector(`[data-part="${key}"] [data-value="${CSS.escape(value)}"]`);
        if (again) again.focus();
      } }, mark, el("span", null, text), el("b", null, KG.count(count))));
    return section(key, app, off.size, () => off.clear(), ...rows, ...(after ? [after] : []));
  }

  // What the opening view leaves aside: one row under the types, off at first.
  function aside(store, filters, app) {
    const count = store.nodes.filter((node) => node.bg).length;
    if (!count) return null;
    return el("button.row.aside", { "aria-pressed": String(filters.context), "data-value": "context", onclick: () => {
      filters.context = !filters.context;
      app.refilter(true);
      KG.byId("panel").querySelector('[data-value="context"]').focus();
    } }, KG.dot("soft"), el("span", null, KG.t("context")), el("b", null, KG.count(count)));
  }

  function areas(store, filters, app) {
    const codes = Object.keys(store.divisions).filter((code) => code.length === 6).sort();
    if (!codes.length) return null;
    const select = el("select", { "aria-label": KG.t("place"), onchange: () => { filters.place = select.value; app.refilter(true); } }, el("option", { value: "" }, KG.t("anywhere")));
    for (const code of codes) {
      const depth = code.endsWith("0000") ? 0 : code.endsWith("00") ? 1 : 2;
      select.append(el("option", { value: code }, "\u3000".repeat(depth) + store.divisions[code]));
    }
    select.value = filters.place;
    return section("place", app, filters.place, () => (filters.place = ""), select);
  }

  function histogram(store, filters) {
    const counts = new Map(store.months.map((month) => [month, 0]));
    for (const fact of store.facts) for (const month of fact.months) counts.set(month, counts.get(month) + 1);
    const most = Math.max(1, ...counts.values());
    const bars = el("div.bars", { "aria-hidden": "true" });
    for (const [month, count] of counts) {
      const bar = el("i", { title: `${month}: ${count}` });
      bar.style.height = `${Math.round(4 + 38 * Math.sqrt(count / most))}px`;
      if ((!filters.since || month >= filters.since) && (!filters.until || month <= filters.until)) bar.className = "in";
      bars.append(bar);
    }
    return bars;
  }

  function dates(store, filters, app) {
    const months = store.months;
    if (months.length < 2) return null;
    const last = months.length - 1;
    const place = (month, fallback) => (month ? Math.max(0, months.indexOf(month)) : fallback);
    const box = el("div.range");
    const slide = (key, value) => el("input", { type: "range", min: 0, max: last, step: 1, value, "data-edge": key, "aria-label": `${KG.t("date")} ${key === "since" ? "≥" : "≤"}`, "aria-valuetext": months[value] });
    const since = slide("since", place(filters.since, 0));
    const until = slide("until", place(filters.until, last));
    const said = el("output", null, el("span", null, months[since.value]), el("span", null, months[until.value]));
    const move = (event) => {
      if (Number(since.value) > Number(until.value)) event.target.value = event.target === since ? until.value : since.value;
      filters.since = Number(since.value) === 0 ? "" : months[since.value];
      filters.until = Number(until.value) === last ? "" : months[until.value];
      said.replaceChildren(el("span", null, months[since.value]), el("span", null, months[until.value]));
      box.replaceChild(histogram(store, filters), box.firstChild);
      app.refilterSoon(`[data-edge="${event.target.dataset.edge}"]`);
    };
    since.addEventListener("input", move);
    until.addEventListener("input", move);
    box.append(histogram(store, filters), since, until, said);
    return section("date", app, filters.since || filters.until, () => { filters.since = filters.until = ""; }, box);
  }

  function confidence(store, filters, app) {
    if (!filters.confidence && new Set(store.facts.map((fact) => fact.conf)).size < 2) return null;
    const said = el("output", null, el("span", null, `${Math.round(filters.confidence * 100)}%`));
    const slider = el("input", { type: "range", min: 0, max: 100, step: 5, value: Math.round(filters.confidence * 100), "data-edge": "confidence", "aria-label": KG.t("confidence"), oninput: () => {
      filters.confidence = Number(slider.value) / 100;
      said.firstChild.textContent = `${slider.value}%`;
      app.refilterSoon('[data-edge="confidence"]');
    } });
    return section("confidence", app, filters.confidence, () => (filters.confidence = 0), el("div.range", null, slider, said));
  }

  function colouring(app) {
    const button = (mode, key) => el("button", { "aria-pressed": String(app.state.colour === mode), onclick: () => app.setColour(mode) }, KG.t(key));
    return section("colour", app, false, null, el("div.segmented", { role: "group", "aria-label": KG.t("colour") }, button("kind", "byKind"), button("community", "byCommunity")));
  }

  KG.panel = function (store, app) {
    const { filters } = app.state;
    const tally = KG.tally(store, app.chosen);
    const byCount = (table) => Object.keys(table).sort((a, b) => table[b] - table[a] || (a < b ? -1 : 1));
    return [
      el("button.shut", { onclick: () => app.closePanel(), "aria-label": `${KG.t("close")} ${KG.t("filters")}` }, "×"),
      choices("types", app, filters.kinds, KG.KINDS.filter((kind) => tally.kinds[kind]).map((kind) => ({ value: kind, text: KG.kind(kind), count: tally.kinds[kind], mark: KG.dot(kind) })), aside(store, filters, app)),
      areas(store, filters, app),
      choices("relations", app, filters.predicates, byCount(tally.predicates).map((name) => ({ value: name, text: KG.predicate(name), count: tally.predicates[name], mark: KG.dot("edge", "line") }))),
      choices("status", app, filters.statuses, KG.STATUSES.filter((name) => tally.statuses[name]).map((name) => ({ value: name, text: KG.status(name), count: tally.statuses[name], mark: KG.dot("soft", "square") }))),
      dates(store, filters, app),
      confidence(store, filters, app),
      colouring(app),
    ].filter(Boolean);
  };
})(window.KG);
