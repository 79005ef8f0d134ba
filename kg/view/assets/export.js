// Taking things along: the picture as PNG or SVG, the filtered facts as CSV or Turtle. All made here; nothing is sent anywhere.
"use strict";
(function (KG) {
  const ONTOLOGY = "https://w3id.org/localgov-kg/ontology#";

  function hand(name, blob) {
    const url = URL.createObjectURL(blob);
    KG.el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  KG.png = function (app) {
    const layers = [app.ground.canvas, ...app.renderer.layers(), app.overlay.canvas];
    app.renderer.redraw(); // WebGL forgets its picture after each frame: copy in the same turn
    const out = document.createElement("canvas");
    out.width = app.overlay.canvas.width;
    out.height = app.overlay.canvas.height;
    const pen = out.getContext("2d");
    pen.fillStyle = KG.theme.paper;
    pen.fillRect(0, 0, out.width, out.height);
    for (const layer of layers) pen.drawImage(layer, 0, 0, out.width, out.height);
    return out;
  };

  const xml = (text) => String(text).replace(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
  const round = (value) => Math.round(value * 10) / 10;

  KG.svg = function (store, app) {
    const { scene, renderer, overlay } = app;
    const box = app.container;
    const [width, height] = [box.clientWidth, box.clientHeight];
    const parts = [`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${xml(getComputedStyle(document.body).fontFamily)}">`,
      `<title>${xml(KG.title(store))}</title><rect width="100%" height="100%" fill="${KG.theme.paper}"/><g stroke="${KG.theme.edge}" stroke-opacity=".5">`];
    for (const link of scene.links) {
      const [a, b] = [renderer.screen(link.from), renderer.screen(link.to)];
      if (a && b) parts.push(`<path d="M${round(a.x)} ${round(a.y)}L${round(b.x)} ${round(b.y)}"/>`);
    }
    parts.push(`</g><g stroke="${KG.theme.paper}">`);
    for (const id of store.order) {
      const dot = scene.nodes.has(id) ? renderer.screen(id) : null;
      if (!dot) continue;
      const opacity = scene.strong && !scene.strong.has(id) ? ' fill-opacity=".16"' : "";
      parts.push(`<circle cx="${round(dot.x)}" cy="${round(dot.y)}" r="${round(dot.r)}" fill="${scene.colourOf(store.nodes[id])}"${opacity}><title>${xml(store.nodes[id].label)}</title></circle>`);
    }
    parts.push(`</g><g fill="${KG.theme.ink}" stroke="${KG.theme.halo}" stroke-width="3" paint-order="stroke" text-anchor="middle" dominant-baseline="middle">`);
    for (const label of overlay.boxes) {
      label.lines.forEach((line, row) => parts.push(`<text x="${round(label.x + label.w / 2)}" y="${round(label.y + 2 + (row + 0.5) * label.size * 1.22)}" font-size="${label.size}">${xml(line)}</text>`));
    }
    parts.push("</g></svg>");
    return parts.join("\n");
  };

  // Spreadsheets run cells that begin with these marks as formulas: a leading apostrophe keeps them text.
  const cell = (value) => {
    const text = value === undefined || value === null ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const full = (store, iri) => (/^[a-z][a-z0-9+.-]*:/i.test(iri) ? iri : store.base + iri);

  KG.csv = function (store, app) {
    const lines = [["subject", "subject_iri", "relation", "object", "object_iri", "status", "article", "publisher", "published", "url", "start", "end", "quote"]];
    for (const fact of app.chosen.facts) {
      const [from, to] = [store.nodes[fact.from], store.nodes[fact.to]];
      const start = [from.label, full(store, from.iri), fact.p, to.label, full(store, to.iri), fact.st];
      const said = fact.ev.length ? fact.ev.map((id) => store.quotes[id]) : [{}];
      for (const quote of said) {
        const article = store.articles[quote.a] || {};
        lines.push([...start, article.title || "", article.publisher || "", article.published || "", article.url || "", quote.s, quote.e, quote.t || ""]);
      }
    }
    return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  const iriRef = (iri) => `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (mark) => encodeURIComponent(mark))}>`;
  const literal = (text) => `"${text.replace(/[\\"\n\r\t]/g, (mark) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[mark])}"@zh`;

  KG.turtle = function (store, app) {
    const lines = [`@prefix lg: <${ONTOLOGY}> .`, "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", ""];
    for (const node of store.nodes) {
      if (!app.chosen.nodes.has(node.id)) continue;
      const type = node.kind === "TargetGroup" ? "skos:Concept" : `lg:${node.kind}`;
      const code = node.code ? ` ; skos:notation "${node.code.replace(/[^0-9A-Za-z]/g, "")}"` : "";
      lines.push(`${iriRef(full(store, node.iri))} a ${type} ; rdfs:label ${literal(node.label)}${code} .`);
    }
    for (const fact of app.chosen.facts) {
      const predicate = /^[A-Za-z][A-Za-z0-9]*$/.test(fact.p) ? `lg:${fact.p}` : iriRef(ONTOLOGY + fact.p);
      lines.push(`${iriRef(full(store, store.nodes[fact.from].iri))} ${predicate} ${iriRef(full(store, store.nodes[fact.to].iri))} .`);
    }
    return `${lines.join("\n")}\n`;
  };

  KG.setUpExport = function (store, app) {
    const menu = KG.byId("save");
    const text = (type, body) => new Blob([body], { type: `${type};charset=utf-8` });
    const actions = {
      png: () => KG.png(app).toBlob((blob) => hand("graph.png", blob), "image/png"),
      svg: () => hand("graph.svg", text("image/svg+xml", KG.svg(store, app))),
      csv: () => hand("facts.csv", text("text/csv", KG.csv(store, app))),
      ttl: () => hand("graph.ttl", text("text/turtle", KG.turtle(store, app))),
      link: async () => {
        try {
          await navigator.clipboard.writeText(location.href);
          app.notify(KG.t("copied"));
        } catch {
          app.notify(location.href);
        }
      },
      print: () => window.print(),
    };
    const list = KG.byId("save-list");
    list.replaceChildren(...Object.entries(actions).map(([key, act]) => KG.el("button", { "data-save": key, "data-t": key, onclick: () => { menu.open = false; act(); } }, KG.t(key))));
    document.addEventListener("click", (event) => !menu.contains(event.target) && (menu.open = false));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.firstElementChild.focus();
      event.stopPropagation();
    });
  };
})(window.KG);
