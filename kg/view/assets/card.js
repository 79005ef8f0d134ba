// The reading side: the card of a thing, of a link and of a path, down to the sentences that say it.
"use strict";
(function (KG) {
  const { el } = KG;
  const SHOWN = 8; // facts of one relation before the rest is folded away

  // The sentence with every written form of the given things marked; the longest form wins.
  KG.marked = function (text, nodes) {
    const forms = [...new Set(nodes.flatMap((node) => [node.label, ...(node.al || [])]))].filter((form) => form.length > 1).sort((a, b) => b.length - a.length);
    const parts = [];
    let plain = "";
    for (let i = 0; i < text.length; ) {
      const form = forms.find((candidate) => text.startsWith(candidate, i));
      if (!form) {
        plain += text[i];
        i += 1;
        continue;
      }
      if (plain) parts.push(plain);
      plain = "";
      parts.push(el("mark", null, form));
      i += form.length;
    }
    if (plain) parts.push(plain);
    return parts;
  };

  KG.quote = function (store, id, nodes) {
    const quote = store.quotes[id];
    const article = store.articles[quote.a] || {};
    const source = el("figcaption", null, KG.anchor(article.url, article.title || article.source || KG.t("untitled")));
    for (const part of [article.publisher, article.published]) if (part) source.append(" · ", el("span.whole", null, part));
    if (article.source && quote.s !== undefined) source.append(el("br"), `${article.source} ${KG.t("chars")} ${quote.s}–${quote.e}`);
    if (quote.st) source.append(` · ${KG.status(quote.st)}`);
    if (quote.c < 1) source.append(` · ${KG.t("sure")} ${Math.round(quote.c * 100)}%`);
    return el("figure.quote", null, el("blockquote", null, ...KG.marked(quote.t, nodes)), source);
  };

  function quotes(store, fact, nodes) {
    if (!fact.ev.length) return [el("p.lead", null, KG.t("noEvidence"))];
    return fact.ev.map((id) => KG.quote(store, id, nodes));
  }

  function folded(items, limit, wrap) {
    const list = wrap(items.slice(0, limit));
    if (items.length <= limit) return [list];
    const more = el("button.more", { onclick: () => {
      list.append(...wrap(items.slice(limit)).childNodes);
      more.remove();
    } }, `${KG.t("more")} ${items.length - limit}`);
    return [list, more];
  }

  // When articles said it, and how sure the extraction is where it is less than certain.
  function told(fact) {
    const { months, conf } = fact;
    const [first, last] = [months[0], months.at(-1)];
    const parts = [first && (first === last ? first : `${first} – ${last}`), conf < 1 && `${KG.t("sure")} ${Math.round(conf * 100)}%`].filter(Boolean);
    return parts.length ? el("small.told", null, parts.join(" · ")) : null;
  }

  function factRow(store, fact, self, app) {
    const other = store.nodes[fact.from === self.id ? fact.to : fact.from];
    const item = el("li");
    const place = el("div", { hidden: true });
    const say = el("button.say", { "aria-expanded": "false", onclick: () => {
      place.hidden = !place.hidden;
      say.setAttribute("aria-expanded", String(!place.hidden));
      if (!place.hidden && !place.childNodes.length) place.append(...quotes(store, fact, [self, other]));
    } }, fact.ev.length ? `${fact.ev.length} ${KG.t("sentences")}`.trim() : "—");
    say.setAttribute("aria-label", `${say.textContent} ${KG.t("evidence")}`);
    item.append(el("div.fact", null, KG.dot(other.kind), el("div", null, el("button.link", { onclick: () => app.choose(other.id) }, other.label), told(fact)),
      fact.st !== "unknown" ? el("span.status", null, KG.status(fact.st)) : null, say), place);
    return item;
  }

  function factGroups(store, node, app) {
    const groups = new Map();
    for (const fact of store.factsOf[node.id]) {
      if (!app.chosen.factSet.has(fact)) continue;
      const key = `${fact.p}${fact.from === node.id ? "" : " back"}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(fact);
    }
    return [...groups.entries()].map(([key, facts]) => {
      const [name, back] = key.split(" ");
      facts.sort((a, b) => b.ev.length - a.ev.length || a.id - b.id);
      return el("section", null, el("h3", null, KG.predicate(name, Boolean(back)), el("span", null, KG.count(facts.length))),
        ...folded(facts, SHOWN, (items) => el("ul.facts", null, ...items.map((fact) => factRow(store, fact, node, app)))));
    });
  }

  // Chinese readers count in 万 and 亿; a value that would need many decimals there stays whole.
  function amount(value) {
    if (KG.lang === "zh") {
      for (const [step, word] of [[1e8, "亿"], [1e4, "万"]]) {
        const share = Math.round((value / step) * 1e4) / 1e4;
        if (Math.abs(value) >= step && Math.abs(share * step - value) < 1e-6 * Math.abs(value)) return `${share.toLocaleString("zh-CN", { maximumFractionDigits: 4 })}${word}`;
      }
    }
    return value.toLocaleString(KG.lang === "zh" ? "zh-CN" : "en-GB", { maximumFractionDigits: 4 });
  }

  function figureTable(store, node) {
    const figures = store.figuresOf[node.id];
    if (!figures.length) return null;
    const body = el("tbody");
    for (const figure of figures) {
      const value = amount(figure.value) + (figure.upper !== undefined ? `–${amount(figure.upper)}` : "");
      const place = el("td", { colspan: 3 });
      const row = el("tr", { hidden: true }, place);
      const open = el("button.link", { "aria-expanded": "false", onclick: () => {
        row.hidden = !row.hidden;
        open.setAttribute("aria-expanded", String(!row.hidden));
        if (!place.childNodes.length) place.append(...quotes(store, figure, [node, { label: figure.text || "" }]));
      } }, figure.what || figure.text || "—");
      body.append(el("tr", null, el("td.n", null, value, el("small", null, figure.unit || "")), el("td", null, open, figure.cmp ? el("small", null, ` ${figure.cmp}`) : null),
        el("td.when", null, [figure.date, figure.st === "unknown" ? "" : KG.status(figure.st)].filter(Boolean).join(" "))), row);
    }
    const head = el("thead", null, el("tr", null, ...["figure", "what", "when"].map((key) => el("th", { scope: "col" }, KG.t(key)))));
    return el("section", null, el("h3", null, KG.t("figures"), el("span", null, KG.count(figures.length))), el("table.figures", null, head, body));
  }

  function head(kind, app, extra) {
    return el("div.head", null, el("span.tag", null, kind ? KG.dot(kind) : null, extra || KG.kind(kind)), el("button.close", { onclick: () => app.clear(), "aria-label": KG.t("close") }, "×"));
  }

  function actions(node, app) {
    const state = app.state;
    const hop = (count, text) => el("button", { "aria-pressed": String(state.hops === count), onclick: () => app.setHops(count) }, text);
    const row = el("div.acts", { role: "group", "aria-label": KG.t("hops") }, hop(0, KG.t("all")), ...[1, 2, 3].map((count) => hop(count, `${count}${KG.t("hop")}`)));
    const from = state.pathFrom !== null && state.pathFrom !== node.id;
    row.append(el("button", { onclick: () => (from ? app.findPath(node.id) : app.startPath(node.id)) }, KG.t(from ? "pathTo" : "pathFrom")));
    return row;
  }

  KG.nodeCard = function (store, node, app) {
    const rows = el("dl.meta");
    const add = (name, value) => value && rows.append(el("dt", null, name), el("dd", null, value));
    add(KG.t("aliases"), (node.al || []).join(KG.lang === "zh" ? "、" : ", "));
    add(KG.t("code"), node.code);
    add(KG.t("wikidata"), node.wd ? KG.anchor(/^https?:/.test(node.wd) ? node.wd : `https://www.wikidata.org/wiki/${encodeURIComponent(node.wd)}`, node.wd.split("/").pop()) : null);
    for (const [english, chinese, value] of node.det || []) add(KG.lang === "zh" ? chinese : english, value);
    const parts = [head(node.kind, app, node.inf ? `${KG.kind(node.kind)} · ${KG.t("inferred")}` : null), el("h2", null, node.label)];
    if (node.path) parts.push(el("p.path", null, node.path.join(" › ")));
    if (rows.childNodes.length) parts.push(rows);
    parts.push(actions(node, app));
    if (!app.chosen.nodes.has(node.id)) parts.push(el("p.lead", null, KG.t("masked")));
    return [...parts, figureTable(store, node), ...factGroups(store, node, app), mentioned(store, node)].filter(Boolean);
  };

  // The articles that mention a thing, for those of which no sentence is quoted as well.
  function mentioned(store, node) {
    const list = (node.ar || []).map((id) => store.articles[id]).sort((a, b) => ((a.published || "") < (b.published || "") ? 1 : -1));
    if (!list.length) return null;
    const row = (article) => el("li", null, el("div.fact", null, KG.anchor(article.url, article.title || article.source || KG.t("untitled")), article.published ? el("span.status", null, article.published) : null));
    return el("section", null, el("h3", null, KG.t("mentions"), el("span", null, KG.count(list.length))), ...folded(list, SHOWN, (items) => el("ul.facts", null, ...items.map(row))));
  }

  KG.linkCard = function (store, link, app) {
    const ends = [store.nodes[link.from], store.nodes[link.to]];
    const parts = [head(null, app, KG.t("evidence")), el("h2", null, `${ends[0].label} — ${ends[1].label}`)];
    for (const fact of link.facts) {
      const [from, to] = [store.nodes[fact.from], store.nodes[fact.to]];
      const line = el("p.fact", null, KG.dot(from.kind), el("span", null, el("button.link", { onclick: () => app.choose(from.id) }, from.label), ` ${KG.predicate(fact.p)} `,
        el("button.link", { onclick: () => app.choose(to.id) }, to.label)), fact.st !== "unknown" ? el("span.status", null, KG.status(fact.st)) : null);
      parts.push(el("section", null, line, ...quotes(store, fact, [from, to])));
    }
    return parts;
  };

  KG.pathCard = function (store, path, app) {
    const parts = [head(null, app, KG.t("path")), el("h2", null, `${store.nodes[path[0]].label} → ${store.nodes[path.at(-1)].label}`)];
    const steps = el("div.steps");
    path.forEach((id, index) => {
      const node = store.nodes[id];
      steps.append(el("p.fact", null, KG.dot(node.kind), el("button.link", { onclick: () => app.choose(id) }, node.label)));
      const next = path[index + 1];
      if (next === undefined) return;
      const facts = store.factsOf[id].filter((fact) => app.chosen.factSet.has(fact) && (fact.from === next || fact.to === next));
      for (const fact of facts) steps.append(el("div.between", null, KG.predicate(fact.p, fact.from !== id), ...quotes(store, fact, [node, store.nodes[next]])));
    });
    return [...parts, el("section", null, steps)];
  };
})(window.KG);
