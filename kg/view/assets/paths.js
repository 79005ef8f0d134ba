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

  // Node ids from `start` to `goal`, or null; among equally short paths the one through smaller ids.
  KG.shortest = function (facts, start, goal) {
    const table = neighbours(facts);
    for (const list of table.values()) list.sort((a, b) => a - b);
    const from = new Map([[start, null]]);
    const queue = [start];
    for (let head = 0; head < queue.length && !from.has(goal); head += 1) {
      for (const other of table.get(queue[head]) || []) {
        if (!from.has(other)) {
          from.set(other, queue[head]);
          queue.push(other);
        }
      }
    }
    if (!from.has(goal)) return null;
    const path = [];
    for (let id = goal; id !== null; id = from.get(id)) path.unshift(id);
    return path;
  };
})(window.KG);
