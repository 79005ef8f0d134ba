// What is shown: the choices of the reader, and the nodes, facts and links that pass them.
"use strict";
(function (KG) {
  KG.noFilters = () => ({ kinds: new Set(), predicates: new Set(), statuses: new Set(), place: "", since: "", until: "", confidence: 0, context: false });

  // Codes nest by their digits: 43 00 00 holds 43 03 00 holds 43 03 02 holds 430302 101 holds 430302101 201.
  const stem = (code) => (code.length === 6 ? code.replace(/(00){1,2}$/, "") : code);
  KG.belongs = (node, code) => (node.div || []).some((own) => own.startsWith(stem(code)));

  function passes(fact, filters) {
    if (filters.statuses.has(fact.st) || fact.conf < filters.confidence) return false;
    if (!filters.since && !filters.until) return true;
    return fact.months.some((month) => (!filters.since || month >= filters.since) && (!filters.until || month <= filters.until));
  }

  // Hidden kinds, predicates and statuses are sets of what is *off*, so that an empty choice shows everything.
  KG.select = function (store, filters, focus, located) {
    const { nodes } = store;
    const here = filters.place ? nodes.map((node) => KG.belongs(node, filters.place)) : null;
    const kindOn = nodes.map((node) => !filters.kinds.has(node.kind));
    const factual = filters.predicates.size + filters.statuses.size > 0 || filters.confidence > 0 || filters.since || filters.until;
    const facts = store.facts.filter(
      (fact) =>
        kindOn[fact.from] && kindOn[fact.to] && !filters.predicates.has(fact.p) && (!here || here[fact.from] || here[fact.to]) && passes(fact, filters),
    );
    const shown = new Set();
    for (const fact of facts) shown.add(fact.from).add(fact.to);
    const figures = store.figures.filter((figure) => passes(figure, filters) && (figure.about === undefined ? !here : kindOn[figure.about] && (!here || here[figure.about])));
    for (const node of nodes) {
      if (!kindOn[node.id] || shown.has(node.id) || (here && !here[node.id])) continue;
      if (!factual || (filters.predicates.size === 0 && store.figuresOf[node.id].some((figure) => passes(figure, filters)))) shown.add(node.id);
    }
    return narrow(store, { nodes: shown, facts, figures }, focus, located, filters.context);
  };

  // A focus keeps the nodes of a neighbourhood only, the map those with a place; the background goes unless asked for; and the facts between what stays.
  function narrow(store, chosen, focus, located, context) {
    let { nodes, facts, figures } = chosen;
    const passing = new Set(facts);
    if (focus || located || !context) {
      const near = focus ? focus(facts) : nodes;
      nodes = new Set([...nodes].filter((id) => near.has(id) && (!located || located.has(id)) && (context || focus || !store.nodes[id].bg)));
      facts = facts.filter((fact) => nodes.has(fact.from) && nodes.has(fact.to));
      figures = figures.filter((figure) => (figure.about === undefined ? !focus : nodes.has(figure.about)));
    }
    const kept = new Set(facts);
    const links = new Set(store.links.filter((link) => link.facts.some((fact) => kept.has(fact))));
    return { nodes, facts, factSet: passing, figures, links };
  }

  // How many things each choice would show, for the counts beside the choices.
  KG.tally = function (store, chosen) {
    const tally = { kinds: {}, predicates: {}, statuses: {} };
    const add = (table, key) => (table[key] = (table[key] || 0) + 1);
    for (const node of store.nodes) add(tally.kinds, node.kind);
    for (const fact of store.facts) {
      add(tally.predicates, fact.p);
      add(tally.statuses, fact.st);
    }
    for (const figure of store.figures) add(tally.statuses, figure.st);
    tally.shown = { nodes: chosen.nodes.size, facts: chosen.facts.length, figures: chosen.figures.length };
    return tally;
  };
})(window.KG);
