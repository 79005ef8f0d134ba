// The page itself: holds the state, lets the parts redraw when it changes, and answers keys and buttons.
"use strict";
(function (KG) {
  const COMMUNITIES = { light: ["#1f6fb2", "#c2510c", "#12805c", "#8a4fa3", "#8a6d00", "#b0305c", "#2b8c9e", "#6b5b3e", "#5560b8", "#587a2a"], dark: ["#5aa9e6", "#ff9455", "#3fc79a", "#c99be0", "#e0bf45", "#ef7fa5", "#6fd0e0", "#c2ad86", "#9aa4f0", "#a5cc6b"] };
  const BEST = 1500; // where WebGL is missing, so many of a large graph are drawn: slowly, but they can be read
  const store = KG.load(KG.byId("kg-data").textContent);
  const state = { selected: null, link: null, path: null, pathFrom: null, hops: 0, filters: KG.noFilters(), view: "graph", colour: "kind", theme: null, hover: null, table: KG.tableStart() };
  const container = KG.byId("canvas");
  const app = { store, state, container, located: null };
  KG.app = app;
  KG.motion = !matchMedia("(prefers-reduced-motion: reduce)").matches;

  function readTheme() {
    const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const names = ["paper", "sheet", "ink", "soft", "edge", "halo", "accent"];
    KG.theme = Object.fromEntries(names.map((name) => [name, KG.colour(name)]));
    app.kindColours = Object.fromEntries(KG.KINDS.map((kind) => [kind, KG.colour(kind)]));
    app.palette = COMMUNITIES[dark ? "dark" : "light"];
    KG.byId("theme").textContent = dark ? "☀" : "☾";
    KG.byId("theme").setAttribute("aria-label", KG.t("theme"));
  }
  const colourOf = (node) => (state.colour === "kind" ? app.kindColours[node.kind] : store.communities[node.com].members.length > 3 ? app.palette[node.com % app.palette.length] : KG.theme.edge);

  // What is emphasised: the path, else the chosen link, else the chosen node with its neighbours.
  function emphasis() {
    if (state.path) {
      const links = new Set();
      for (let i = 0; i + 1 < state.path.length; i += 1) for (const link of store.linksOf[state.path[i]]) if (KG.other(link, state.path[i]) === state.path[i + 1]) links.add(link);
      return { strong: new Set(state.path), strongLinks: links };
    }
    if (state.link !== null) {
      const link = store.links[state.link];
      return { strong: new Set([link.from, link.to]), strongLinks: new Set([link]) };
    }
    if (state.selected === null) return { strong: null, strongLinks: null };
    const links = new Set(store.linksOf[state.selected].filter((link) => app.chosen.links.has(link)));
    return { strong: state.hops ? null : new Set([state.selected, ...[...links].map((link) => KG.other(link, state.selected))]), strongLinks: links };
  }
  function paint() {
    app.scene = { nodes: app.chosen.nodes, links: app.chosen.links, facts: app.chosen.factSet, selected: state.selected, hover: state.hover, colourOf, ...emphasis() };
    app.renderer.apply(app.scene);
  }
  function read() {
    const card = KG.byId("card");
    const parts = state.path ? KG.pathCard(store, state.path, app) : state.link !== null ? KG.linkCard(store, store.links[state.link], app)
      : state.selected !== null ? KG.nodeCard(store, store.nodes[state.selected], app) : KG.overview(store, app);
    card.classList.toggle("rest", !state.path && state.link === null && state.selected === null);
    card.replaceChildren(...parts);
    card.scrollTop = 0;
  }
  function say() {
    const { nodes, facts, figures } = app.chosen;
    const part = (shown, all, key) => `${shown === all ? "" : `${KG.count(shown)} / `}${KG.count(all)} ${KG.t(key)}`;
    KG.byId("tally").textContent = [part(nodes.size, store.nodes.length, "nodes"), part(facts.length, store.facts.length, "facts"), part(figures.length, store.figures.length, "figures")].join(" · ");
    if (nodes.size === 0 && store.nodes.length) app.notify(KG.t("empty"));
  }
  function choose() {
    const start = state.selected;
    const focus = state.hops && start !== null ? (facts) => KG.around(facts, start, state.hops) : null;
    app.chosen = KG.select(store, { ...state.filters, context: state.filters.context || state.view === "table" }, focus, app.located);
  }
  // Everything that depends on the state, in order; `refit` moves the picture to what is left.
  function refresh(refit) {
    choose();
    paint();
    KG.byId("panel").replaceChildren(...KG.panel(store, app));
    read();
    say();
    if (state.view === "table") KG.byId("table").replaceChildren(...KG.table(store, app, state.table));
    if (refit) app.renderer.fit(app.chosen.nodes, true);
    KG.writeHash(store, state);
  }
  function lift(next) {
    const hadFocus = state.hops > 0;
    Object.assign(state, { selected: null, link: null, path: null, ...next });
    if (state.selected === null) state.hops = 0;
    refresh(hadFocus);
  }

  Object.assign(app, {
    choose(id) {
      if (state.pathFrom !== null && state.pathFrom !== id) return app.findPath(id);
      if (store.nodes[id].bg) state.filters.context = true;
      lift({ selected: id });
      return app.renderer.centre(id);
    },
    clear() {
      app.hush();
      state.pathFrom = null;
      lift({});
    },
    setHops(count) {
      state.hops = count;
      refresh(true);
    },
    startPath(id) {
      state.pathFrom = id;
      app.notify(`${KG.t("pathPick")}：${store.nodes[id].label} → ?`, () => app.clear());
      read();
    },
    findPath(id) {
      const path = KG.shortest(app.chosen.facts, state.pathFrom, id);
      state.pathFrom = null;
      app.hush();
      if (!path) return app.notify(KG.t("noPath"));
      lift({ path });
      return app.renderer.fit(path, true);
    },
    zoomTo: (ids) => app.renderer.fit(ids, true),
    refilter: (refit) => refresh(refit),
    // While a slider moves: one refresh per moment, and the slider keeps the keyboard.
    refilterSoon(selector) {
      clearTimeout(app.soon);
      app.soon = setTimeout(() => {
        refresh(false);
        const field = KG.byId("panel").querySelector(selector);
        if (field) field.focus();
      }, 140);
    },
    setColour(mode) {
      state.colour = mode;
      refresh(false);
    },
    showTable(next) {
      state.table = next;
      KG.byId("table").replaceChildren(...KG.table(store, app, next));
    },
    notify(text, cancel) {
      const notice = KG.byId("notice");
      notice.replaceChildren(text, KG.el("button", { onclick: () => { app.hush(); if (cancel) cancel(); } }, KG.t(cancel ? "cancel" : "close")));
      notice.hidden = false;
      clearTimeout(app.hushing);
      if (!cancel) app.hushing = setTimeout(app.hush, 5000);
    },
    hush: () => (KG.byId("notice").hidden = true),
  });

  const on = {
    node: (id) => (state.pathFrom !== null ? app.choose(id) : lift({ selected: id })),
    open: (id) => app.renderer.centre(id),
    link: (id) => lift({ link: id }),
    nothing: () => (state.selected !== null || state.link !== null || state.path ? app.clear() : undefined),
    hover(id) {
      state.hover = id;
      container.style.cursor = id === null ? "" : "pointer";
      const tip = KG.byId("tip");
      tip.hidden = id === null;
      if (id !== null) {
        tip.textContent = `${KG.kind(store.nodes[id].kind)} · ${store.nodes[id].label}`;
        const dot = app.renderer.screen(id);
        tip.style.left = `${Math.min(dot.x + dot.r + 8, container.clientWidth - tip.offsetWidth - 6)}px`;
        tip.style.top = `${Math.max(4, dot.y - dot.r - 30)}px`;
      }
      if (app.scene) app.overlay.draw(Object.assign(app.scene, { hover: id }));
    },
    render() {
      if (!app.overlay) return;
      app.ground.draw(state.view === "map");
      app.overlay.draw(app.scene);
    },
  };

  function show(view) {
    const located = (node) => (node.gx === undefined ? null : [node.gx, node.gy]);
    if (view === "map" && !store.nodes.some(located)) {
      app.notify(KG.t("noMap"));
      view = "graph";
    }
    const before = state.view;
    state.view = view;
    for (const name of ["graph", "map", "table"]) KG.byId(`as-${name}`).setAttribute("aria-pressed", String(name === view));
    document.body.dataset.view = view;
    KG.byId("table").hidden = view !== "table";
    container.hidden = view === "table";
    document.querySelector(".zoom").hidden = view === "table";
    if (view !== "table" && before !== view) app.renderer.place(store.nodes.map((node) => (view === "map" ? located(node) : [node.x, node.y])));
    app.located = view === "map" ? new Set(store.nodes.filter(located).map((node) => node.id)) : null;
    refresh(view !== "table");
  }

  function listen() {
    for (const view of ["graph", "map", "table"]) KG.byId(`as-${view}`).addEventListener("click", () => show(view));
    KG.byId("zoom-in").addEventListener("click", () => app.renderer.zoom(1.4));
    KG.byId("zoom-out").addEventListener("click", () => app.renderer.zoom(1 / 1.4));
    KG.byId("zoom-fit").addEventListener("click", () => app.renderer.fit(app.chosen.nodes, true));
    KG.byId("lang").addEventListener("click", () => { KG.lang = KG.lang === "zh" ? "en" : "zh"; words(); refresh(false); });
    KG.byId("theme").addEventListener("click", () => { state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; readTheme(); refresh(false); });
    const panel = KG.byId("panel");
    const toggle = (open) => { panel.classList.toggle("open", open); KG.byId("open-panel").setAttribute("aria-expanded", String(panel.classList.contains("open"))); };
    app.closePanel = () => { toggle(false); KG.byId("open-panel").focus(); };
    KG.byId("open-panel").addEventListener("click", () => toggle());
    KG.byId("stage").addEventListener("pointerdown", () => toggle(false));
    addEventListener("keydown", (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.key === "/" && !typing) { event.preventDefault(); KG.byId("finder").focus(); }
      if (event.key === "Escape" && !typing) { toggle(false); app.clear(); }
    });
    container.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
      if (step) { app.renderer.pan(...step); event.preventDefault(); }
      if (event.key === "+" || event.key === "=") app.renderer.zoom(1.25);
      if (event.key === "-") app.renderer.zoom(0.8);
      if (event.key === "0") app.renderer.fit(app.chosen.nodes, true);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); refresh(false); });
    new ResizeObserver(() => on.render()).observe(container);
  }
  function words() {
    KG.translate();
    KG.byId("title").textContent = KG.title(store);
    KG.byId("finder").placeholder = KG.t("find");
    KG.byId("finder").setAttribute("aria-label", KG.t("find"));
    KG.byId("lang").textContent = KG.lang === "zh" ? "EN" : "中";
    KG.byId("theme").setAttribute("aria-label", KG.t("theme"));
  }

  KG.readHash(store, state);
  words();
  readTheme();
  choose();
  const large = typeof KGSigma !== "undefined"; // put in by the generator above its limit
  const webgl = large && KG.hasWebgl();
  app.renderer = webgl ? KG.sigmaRenderer(container, store, on) : KG.visRenderer(container, store, on, large ? BEST : Infinity);
  app.ground = KG.ground(container, store, app.renderer);
  app.overlay = KG.overlay(container, store, app.renderer);
  KG.setUpSearch(store, (id) => app.choose(id));
  KG.setUpExport(store, app);
  listen();
  if (state.pathEnds) state.path = KG.shortest(app.chosen.facts, ...state.pathEnds);
  const wanted = state.view;
  state.view = "graph";
  show(wanted);
  app.renderer.fit(app.chosen.nodes, false);
  if (state.selected !== null && !state.hops) app.renderer.centre(state.selected);
  if (large && !webgl) app.notify(KG.t("noWebgl"));
  app.ready = true;
})(window.KG);
