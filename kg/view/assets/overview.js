// What the card side shows before anything is chosen: how much there is, where to begin, communities, latest articles.
"use strict";
(function (KG) {
  const { el } = KG;

  function entry(store, id, app, text) {
    const node = store.nodes[id];
    return el("li", null, el("div.fact", null, KG.dot(node.kind), el("button.link", { onclick: () => app.choose(id) }, node.label), text ? el("span.status", null, text) : null));
  }

  KG.overview = function (store, app) {
    const { chosen } = app;
    const number = (count, key) => el("div", null, el("b", null, KG.count(count)), el("span", null, KG.t(key)));
    const parts = [el("h2", null, KG.title(store)), el("p.lead", null, KG.t("intro")),
      el("div.numbers", null, number(chosen.nodes.size, "nodes"), number(chosen.facts.length, "facts"), number(store.articles.length, "articles"))];
    const left = app.state.filters.context || app.state.view === "table" ? 0 : store.nodes.filter((node) => node.bg).length;
    if (left) parts.push(el("p.lead.left", null, `${KG.t("contextHint")} ${KG.count(left)} `, el("button.more", { onclick: () => { app.state.filters.context = true; app.refilter(true); } }, KG.t("show"))));
    const shown = (kind) => store.order.filter((id) => store.nodes[id].kind === kind && chosen.nodes.has(id));
    const first = [...shown("Programme").slice(0, 6), ...shown("Policy").slice(0, 2), ...shown("Agency").slice(0, 2)];
    if (first.length) parts.push(el("section", null, el("h3", null, KG.t("start")), el("ul.facts", null, ...first.map((id) => entry(store, id, app)))));
    const groups = store.communities.map((group) => group.members.filter((id) => chosen.nodes.has(id))).filter((members) => members.length > 3).slice(0, 6);
    if (groups.length > 1) {
      const lead = (members) => members.find((id) => store.nodes[id].kind !== "Place") ?? members[0];
      parts.push(el("section", null, el("h3", null, KG.t("groups")),
        el("ul.facts", null, ...groups.map((members) => el("li", null, el("div.fact", null, KG.dot(store.nodes[lead(members)].kind),
          el("button.link", { onclick: () => app.zoomTo(members) }, store.nodes[lead(members)].label), el("button.say", { onclick: () => app.zoomTo(members) }, `${KG.count(members.length)}${KG.t("members")}`)))))));
    }
    const latest = store.articles.filter((article) => article.published).sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : 0)).slice(0, 5);
    if (latest.length) {
      parts.push(el("section", null, el("h3", null, KG.t("latest")),
        el("ul.facts", null, ...latest.map((article) => el("li", null, el("div.fact", null, KG.anchor(article.url, article.title || KG.t("untitled")), el("span.status", null, article.published)))))));
    }
    return parts;
  };
})(window.KG);
