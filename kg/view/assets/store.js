// The graph in memory: nodes, facts, and links (all facts between the same two nodes), with the indexes that the other parts read.
"use strict";
(function (KG) {
  // The page's data come as lists of rows that name each other by short digests, and columns with what depends on the whole graph.
  KG.load = function (text) {
    const data = JSON.parse(text);
    const lists = Object.fromEntries(["things", "figures", "articles", "says", "quotes", "posts", "officials"].map((key) => [key, unpack(data[key])]));
    const { divisions, base, title, titleEn, chart, words } = data;
    const store = { nodes: lists.things, figures: lists.figures, articles: lists.articles, facts: [], quotes: [], divisions, base, title, titleEn, chart };
    const number = new Map(store.nodes.map((node, index) => [node.id, index]));
    const figureNumber = new Map(store.figures.map((figure, index) => [figure.id, index]));
    const factNumber = new Map();
    place(store.nodes, data);
    store.nodes.forEach((node, index) => settle(node, index, number, factNumber, store, words));
    store.figures.forEach((figure, index) => {
      Object.assign(figure, { id: index, about: number.get(figure.about), ev: [], st: words.statuses[figure.st] || "unknown" });
    });
    store.articles.forEach((article, index) => {
      for (const id of article.mentions || []) if (number.has(id)) (store.nodes[number.get(id)].ar ??= []).push(index);
    });
    hear(store, lists, words, (key) => store.facts[factNumber.get(key)], (id) => store.figures[figureNumber.get(id)]);
    seat(store.nodes, number, lists);
    store.factsOf = store.nodes.map(() => []);
    store.figuresOf = store.nodes.map(() => []);
    store.linksOf = store.nodes.map(() => []);
    for (const figure of store.figures) if (figure.about !== undefined) store.figuresOf[figure.about].push(figure);
    store.links = pairUp(store);
    store.order = store.nodes.map((node) => node.id).sort((a, b) => store.nodes[b].w - store.nodes[a].w || a - b);
    store.communities = communities(store);
    store.byIri = new Map(store.nodes.map((node) => [node.iri, node.id]));
    store.months = [...new Set(store.articles.map((article) => month(article.published)).filter(Boolean))].sort();
    for (const fact of store.facts) summarise(fact, store);
    for (const figure of store.figures) summarise(figure, store);
    return store;
  };

  // Rows under one list of their keys; null says nothing.
  function unpack({ keys, rows }) {
    return rows.map((row) => {
      const record = {};
      row.forEach((value, index) => {
        if (value !== null) record[keys[index]] = value;
      });
      return record;
    });
  }

  // Where things stand: in the picture by their part and its middle, on the map by themselves; and what else the columns say.
  function place(nodes, { columns, parts, stretch, areas }) {
    nodes.forEach((node, index) => {
      const [, left, top] = columns.part[index] < 0 ? ["", 0, 0] : parts[columns.part[index]];
      [node.x, node.y] = [(left + columns.x[index]) * stretch[0], (top + columns.y[index]) * stretch[1]];
      for (const key of ["w", "size", "com"]) node[key] = columns[key][index];
      if (columns.bg[index]) node.bg = 1;
      if (columns.gx && columns.gx[index] !== null) [node.gx, node.gy] = [columns.gx[index], columns.gy[index]];
      const [codes, path] = areas[columns.area[index]];
      if (codes.length) node.div = codes;
      if (path.length) node.path = path;
    });
  }

  // A thing gets its number, and its facts become the graph's; those that lead to no thing are left out.
  function settle(node, index, number, factNumber, store, words) {
    const name = node.id;
    Object.assign(node, { id: index, kind: words.kinds[node.kind] });
    for (let at = 0; at < node.facts.length; at += 2) {
      const [p, target] = [node.facts[at], node.facts[at + 1]];
      if (!number.has(target)) continue;
      const fact = { id: store.facts.length, from: index, p: words.predicates[p], to: number.get(target), ev: [] };
      factNumber.set(`${name}${p} ${target}`, fact.id);
      store.facts.push(fact);
    }
    delete node.facts;
  }

  // What the articles say becomes evidence of facts and figures; a fact has got as far as some article says.
  function hear(store, lists, words, factOf, figureOf) {
    const articleNumber = new Map(store.articles.map((article, index) => [article.iri, index]));
    lists.says.forEach((row, index) => {
      const { spans } = lists.quotes[index];
      const add = (told, [span, c, r, st]) => {
        if (!told) return;
        const [s, e, t] = spans.slice(3 * span, 3 * span + 3);
        const quote = { a: articleNumber.get(row.iri), t, c };
        if (s >= 0) [quote.s, quote.e] = [s, e];
        if (r) quote.r = r;
        if (st !== undefined) quote.st = words.statuses[st];
        told.ev.push(store.quotes.length);
        store.quotes.push(quote);
      };
      for (const [subject, p, target, ...rest] of row.facts) add(factOf(`${subject}${p} ${target}`), rest);
      for (const [figure, ...rest] of row.figures) add(figureOf(figure), rest);
    });
    for (const fact of store.facts) {
      const found = new Set(fact.ev.map((id) => store.quotes[id].st));
      fact.st = words.statuses.find((status) => found.has(status)) || "unknown";
      if (!fact.ev.length) fact.inf = 1;
    }
  }

  // Who holds a post in a body goes to its details.
  function seat(nodes, number, { posts, officials }) {
    const known = new Map(posts.map((post) => [post.id, post]));
    for (const { name, posts: held } of officials) {
      for (const post of held.map((id) => known.get(id)).filter((found) => found && number.has(found.agency))) {
        (nodes[number.get(post.agency)].det ??= []).push(["Official", "官员", `${name}（${post.name || ""}）`]);
      }
    }
  }
  KG.title = (store) => (KG.lang === "en" && store.titleEn) || store.title;

  const month = (date) => (date ? (date.length >= 7 ? date.slice(0, 7) : `${date.slice(0, 4)}-01`) : null);

  // What the filters ask of a fact, once: the months of its articles and its best confidence.
  function summarise(fact, store) {
    const quotes = fact.ev.map((id) => store.quotes[id]);
    fact.months = [...new Set(quotes.map((quote) => store.articles[quote.a] && month(store.articles[quote.a].published)).filter(Boolean))].sort();
    fact.conf = quotes.length ? Math.max(...quotes.map((quote) => quote.c)) : 1;
  }

  function pairUp(store) {
    const pairs = new Map();
    for (const fact of store.facts) {
      store.factsOf[fact.from].push(fact);
      if (fact.to !== fact.from) store.factsOf[fact.to].push(fact);
      const [low, high] = fact.from < fact.to ? [fact.from, fact.to] : [fact.to, fact.from];
      const key = `${low}-${high}`;
      let link = pairs.get(key);
      if (!link) {
        link = { id: pairs.size, from: fact.from, to: fact.to, facts: [], both: false };
        pairs.set(key, link);
        store.linksOf[low].push(link);
        if (high !== low) store.linksOf[high].push(link);
      }
      link.both = link.both || fact.from !== link.from;
      link.facts.push(fact);
    }
    return [...pairs.values()];
  }

  function communities(store) {
    const groups = new Map();
    for (const id of store.order) {
      const node = store.nodes[id];
      if (!groups.has(node.com)) groups.set(node.com, { id: node.com, members: [] });
      groups.get(node.com).members.push(id);
    }
    return [...groups.values()].sort((a, b) => a.id - b.id);
  }

  KG.other = (link, id) => (link.from === id ? link.to : link.from);
  KG.sayings = (link) => link.facts.reduce((sum, fact) => sum + fact.ev.length, 0);
})(window.KG);
