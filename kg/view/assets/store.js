// The graph in memory: nodes, facts, and links (all facts between the same two nodes), with the indexes that the other parts read.
"use strict";
(function (KG) {
  KG.load = function (text) {
    const data = JSON.parse(text);
    const [nodes, edges, figures, quotes, articles] = ["nodes", "edges", "figures", "quotes", "articles"].map((key) => unpack(data[key]));
    const { divisions, base, title, titleEn, chart } = data;
    const store = { nodes, facts: edges, figures, quotes, articles, divisions, base, title, titleEn, chart };
    nodes.forEach((node, index) => (node.id = index));
    edges.forEach((fact, index) => {
      fact.id = index;
      fact.ev = fact.ev || [];
      fact.st = fact.st || "unknown";
    });
    store.figures.forEach((figure, index) => {
      figure.id = index;
      figure.ev = figure.ev || [];
      figure.st = figure.st || "unknown";
    });
    store.factsOf = nodes.map(() => []);
    store.figuresOf = nodes.map(() => []);
    store.linksOf = nodes.map(() => []);
    for (const figure of store.figures) if (figure.about !== undefined) store.figuresOf[figure.about].push(figure);
    store.links = pairUp(store);
    store.order = nodes.map((node) => node.id).sort((a, b) => nodes[b].w - nodes[a].w || a - b);
    store.communities = communities(store);
    store.byIri = new Map(nodes.map((node) => [node.iri, node.id]));
    store.months = [...new Set(store.articles.map((article) => month(article.published)).filter(Boolean))].sort();
    for (const fact of edges) summarise(fact, store);
    for (const figure of store.figures) summarise(figure, store);
    return store;
  };

  // Records come as rows under one list of their keys; a word that many rows share is a number in the list of words. Null says nothing.
  function unpack({ keys, words, rows }) {
    const shared = words.map((list) => list && ((number) => list[number]));
    return rows.map((row) => {
      const record = {};
      row.forEach((value, index) => {
        if (value !== null) record[keys[index]] = shared[index] ? shared[index](value) : value;
      });
      return record;
    });
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
