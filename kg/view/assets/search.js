// The search field: Chinese substring, code and pinyin initials; Enter takes the best match.
"use strict";
(function (KG) {
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  // Lower is better: whole name, its start, inside it, an alias, the code, then initials.
  function rank(node, query) {
    const name = node.fold || (node.fold = fold(node.label));
    if (name === query) return 0;
    if (name.startsWith(query)) return 1;
    const letters = /^[a-z0-9]+$/.test(query);
    if (name.includes(query)) return letters ? 4.5 : 2; // letters inside a word are a weaker sign than the initials of a whole name
    const aliases = node.foldAliases || (node.foldAliases = (node.al || []).map(fold));
    if (aliases.includes(query)) return 0.5;
    if (aliases.some((alias) => alias.includes(query))) return 3;
    if (node.code && node.code.startsWith(query)) return 3;
    if (node.py && letters) {
      if (node.py === query) return 3.5;
      if (node.py.startsWith(query)) return 4;
      if (node.py.includes(query)) return 5;
    }
    return null;
  }

  KG.find = function (store, text, limit = 12) {
    const query = fold(text);
    if (!query) return [];
    const found = [];
    for (const node of store.nodes) {
      const place = rank(node, query);
      if (place !== null) found.push([place, -node.w, node.id]);
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    return found.slice(0, limit).map((hit) => store.nodes[hit[2]]);
  };

  KG.setUpSearch = function (store, choose) {
    const field = KG.byId("finder");
    const list = KG.byId("hits");
    let hits = [];
    let at = 0;

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
    function mark() {
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      if (hits.length) {
        field.setAttribute("aria-activedescendant", `hit-${at}`);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    }
    function take(node) {
      close();
      field.value = node.label;
      choose(node.id);
    }
    function open() {
      hits = KG.find(store, field.value);
      at = 0;
      list.replaceChildren();
      if (!field.value.trim()) return close();
      hits.forEach((node, index) => {
        const item = KG.el("li", { id: `hit-${index}`, role: "option", onmousedown: (event) => event.preventDefault(), onclick: () => take(node) },
          KG.dot(node.kind), KG.el("span", null, node.label), KG.el("small", null, (node.path || []).slice(-2).join(" ") || KG.kind(node.kind)));
        list.append(item);
      });
      if (!hits.length) list.append(KG.el("li.none", { role: "option", "aria-disabled": "true" }, KG.t("nothing")));
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      return mark();
    }
    field.addEventListener("input", open);
    field.addEventListener("focus", () => field.value && open());
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        if (list.hidden) open();
        if (hits.length) take(hits[at]);
        event.preventDefault();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) open();
        at = hits.length ? (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length : 0;
        mark();
        event.preventDefault();
      } else if (event.key === "Escape") {
        field.value = "";
        close();
      }
    });
  };
})(window.KG);
