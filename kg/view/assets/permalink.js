// The state of the page in its address (after #), so that a link or a reload brings the same view back.
"use strict";
(function (KG) {
  const FIELDS = { kinds: "kind-", predicates: "rel-", statuses: "status-" };

  KG.writeHash = function (store, state) {
    const query = new URLSearchParams();
    const put = (key, value) => value && query.set(key, value);
    if (state.selected !== null) put("n", store.nodes[state.selected].iri);
    if (state.link !== null) put("e", [store.links[state.link].from, store.links[state.link].to].map((id) => store.nodes[id].iri).join(" "));
    if (state.path) put("path", [state.path[0], state.path.at(-1)].map((id) => store.nodes[id].iri).join(" "));
    put("hops", state.hops ? String(state.hops) : "");
    for (const [field, key] of Object.entries(FIELDS)) put(key, [...state.filters[field]].sort().join(","));
    put("place", state.filters.place);
    put("since", state.filters.since);
    put("until", state.filters.until);
    put("conf", state.filters.confidence ? String(state.filters.confidence) : "");
    put("context", state.filters.context ? "1" : "");
    put("view", state.view === "graph" ? "" : state.view);
    put("colour", state.colour === "kind" ? "" : state.colour);
    put("lang", KG.lang === "zh" ? "" : KG.lang);
    put("theme", state.theme || "");
    const text = query.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };

  // What the address asks for; unknown names, codes and values are passed over.
  KG.readHash = function (store, state) {
    const query = new URLSearchParams(location.hash.slice(1));
    const node = (iri) => store.byIri.get(iri) ?? null;
    const pair = (key) => (query.get(key) || "").split(" ").map(node);
    state.selected = node(query.get("n"));
    const [from, to] = pair("e");
    const link = store.links.find((one) => from !== null && one.from === from && one.to === to);
    state.link = link ? link.id : null;
    const ends = pair("path");
    state.pathEnds = ends.length === 2 && !ends.includes(null) ? ends : null;
    const hops = Number(query.get("hops"));
    state.hops = [1, 2, 3].includes(hops) ? hops : 0;
    for (const [field, key] of Object.entries(FIELDS)) state.filters[field] = new Set((query.get(key) || "").split(",").filter(Boolean));
    const place = query.get("place") || "";
    state.filters.place = place in store.divisions ? place : "";
    for (const key of ["since", "until"]) state.filters[key] = store.months.includes(query.get(key)) ? query.get(key) : "";
    const confidence = Number(query.get("conf"));
    state.filters.confidence = confidence > 0 && confidence <= 1 ? confidence : 0;
    state.filters.context = query.get("context") === "1" || Boolean(state.selected !== null && store.nodes[state.selected].bg);
    state.view = ["map", "table"].includes(query.get("view")) ? query.get("view") : "graph";
    state.colour = query.get("colour") === "community" ? "community" : "kind";
    state.theme = ["light", "dark"].includes(query.get("theme")) ? query.get("theme") : null;
    if (query.get("lang") === "en") KG.lang = "en";
  };
})(window.KG);
