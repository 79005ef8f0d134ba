// Walks over the facts in force: neighbourhoods by hops, and a shortest path.
"use strict";
(function (KG) {
  function neighbours(facts) {
    const table = new Map();
    const add = (from, to) => (table.has(from) ? table.get(from).push(to) : table.set(from, [to]));
    for (const fact of facts) {
      add(fact.from, fact.to);
      add(fact.to, fact.from);
    }
    return table;
  }

  // All nodes at most `hops` facts away from `start`.
  KG.around = function (facts, start, hops) {
    const table = neighbours(facts);
    const seen = new Set([start]);
    let edge = [start];
    for (let step = 0; step < hops; step += 1) {
      const next = [];
      for (const id of edge) {
        for (const other of table.get(id) || []) {
          if (!seen.has(other)) {
            seen.add(other);
            next.push(other);
          }
        }
      }
      edge = next;
    }
    return seen;
  };

  // Node ids from `start` to `goal`, or null. Of equally short paths the one with most steps that a sentence proves, then the one of smaller ids.
  KG.shortest = function (facts, start, goal) {
    const table = new Map();
    const tie = (from, to, quiet) => {
      if (!table.has(from)) table.set(from, new Map());
      const row = table.get(from);
      row.set(to, Math.min(quiet, row.get(to) ?? 1));
    };
    for (const fact of facts) {
      const quiet = fact.ev.length ? 0 : 1;
      tie(fact.from, fact.to, quiet);
      tie(fact.to, fact.from, quiet);
    }
    const from = new Map([[start, null]]);
    let edge = new Map([[start, 0]]); // node → steps so far that no sentence proves
    while (edge.size && !from.has(goal)) {
      const next = new Map();
      for (const [id, cost] of [...edge].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
        for (const [other, quiet] of [...(table.get(id) || [])].sort((a, b) => a[0] - b[0])) {
          if (edge.has(other) || (from.has(other) && !next.has(other)) || cost + quiet >= (next.get(other) ?? Infinity)) continue;
          next.set(other, cost + quiet);
          from.set(other, id);
        }
      }
      edge = next;
    }
    if (!from.has(goal)) return null;
    const path = [];
    for (let id = goal; id !== null; id = from.get(id)) path.unshift(id);
    return path;
  };
})(window.KG);
