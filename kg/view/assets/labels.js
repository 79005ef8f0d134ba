// The transparent layer above either renderer: names that never overlap (the important first), glyphs in the dots, rings, names of chosen links.
"use strict";
(function (KG) {
  const CELL = 64;
  const FIRST = 36000; // one name to so many square pixels is put down even where it covers minor dots
  const LINE = 14; // characters of a name before it is broken in two, and again before it is cut

  // Rectangles on screen, in a grid so that asking for a clash stays cheap.
  function occupied() {
    const cells = new Map();
    const each = (box, visit) => {
      for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.w) / CELL); i += 1) {
        for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.h) / CELL); j += 1) if (visit(i * 4096 + j) === false) return false;
      }
      return true;
    };
    const clash = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    return {
      add: (box) => each(box, (key) => void (cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]))),
      free: (box, owner) => each(box, (key) => !(cells.get(key) || []).some((other) => other.owner !== owner && clash(box, other))),
    };
  }

  // A name as one or two lines of about equal length; the second is cut short when the name is very long.
  KG.breakName = function (name, line = LINE) {
    const characters = [...name];
    const width = characters.reduce((sum, character) => sum + (character.charCodeAt(0) < 256 ? 0.55 : 1), 0);
    if (width <= line) return [name];
    const half = Math.min(Math.ceil(characters.length / 2), Math.round((line * characters.length) / width));
    const rest = characters.slice(half);
    const limit = Math.round((line * characters.length) / width);
    return [characters.slice(0, half).join(""), rest.length > limit ? `${rest.slice(0, limit - 1).join("")}…` : rest.join("")];
  };

  KG.overlay = function (container, store, renderer) {
    const canvas = KG.el("canvas.overlay", { "aria-hidden": "true" });
    container.append(canvas);
    const pen = canvas.getContext("2d");
    const widths = new Map();
    const family = getComputedStyle(document.body).fontFamily;
    let screen = null;
    let font = "";
    const foremost = store.order.slice(0, 4000);
    const state = { boxes: [], edgeBoxes: [], heads: 0, canvas };

    // Setting a font is dear, even the same one again.
    function setFont(next) {
      if (font !== next) pen.font = font = next;
    }
    function fit() {
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const [width, height] = [container.clientWidth, container.clientHeight];
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        font = ""; // a new size resets the pen
      }
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, height);
      return { width, height };
    }
    function measure(text, size) {
      const key = `${size}|${text}`;
      if (!widths.has(key)) {
        setFont(`${size}px ${family}`);
        widths.set(key, pen.measureText(text).width);
      }
      return widths.get(key);
    }
    function write(text, x, y, size, ink, halo, weight = 400) {
      setFont(`${weight} ${size}px ${family}`);
      pen.strokeStyle = halo;
      pen.lineWidth = 3.5;
      pen.strokeText(text, x, y);
      pen.fillStyle = ink;
      pen.fillText(text, x, y);
    }

    // The first free spot below, above, right or left of the dot; null when there is none.
    function spot(id, dot, lines, size, grids, bounds) {
      const w = Math.max(...lines.map((line) => measure(line, size))) + 6;
      const h = lines.length * size * 1.22 + 3;
      const gap = dot.r + 2;
      const boxes = [[dot.x - w / 2, dot.y + gap], [dot.x - w / 2, dot.y - gap - h], [dot.x + gap + 1, dot.y - h / 2], [dot.x - gap - w - 1, dot.y - h / 2]]
        .map(([x, y]) => ({ x, y, w, h, owner: id }))
        .filter((box) => box.x > 2 && box.y > 2 && box.x + w < bounds.width - 2 && box.y + h < bounds.height - 2);
      for (const taken of grids) {
        const box = boxes.find((one) => taken.free(one, id));
        if (box) return box;
      }
      return null;
    }

    function inView(scene, bounds) {
      const first = scene.strong ? store.order.filter((id) => scene.strong.has(id)) : [];
      const found = [];
      const look = (id) => {
        if (!scene.nodes.has(id) || found.length > 600) return;
        const dot = screen(id);
        if (dot && dot.x > -40 && dot.y > -40 && dot.x < bounds.width + 40 && dot.y < bounds.height + 40) found.push([id, dot]);
      };
      first.forEach(look);
      if (scene.strong) return { named: found.slice(), all: found };
      foremost.forEach(look);
      return { named: found, all: found };
    }

    state.draw = function (scene) {
      const bounds = fit();
      if (!scene) return;
      const colours = { ink: KG.theme.ink, soft: KG.theme.soft, halo: KG.theme.halo, sheet: KG.theme.sheet, accent: KG.theme.accent };
      screen = renderer.projection();
      const taken = occupied(); // dots and names
      const names = occupied(); // names, and the dots of the most important
      const { named, all } = inView(scene, bounds);
      const first = Math.round((bounds.width * bounds.height) / FIRST);
      all.forEach(([id, dot], index) => {
        const box = { x: dot.x - dot.r, y: dot.y - dot.r, w: 2 * dot.r, h: 2 * dot.r, owner: id };
        if (dot.r > 2.5) taken.add(box);
        if (index < 2 * first || dot.r > 11) names.add(box);
      });
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      rings(scene, colours);
      if (renderer.name === "sigma") {
        holes(all, colours);
        heads(scene, all, colours);
      }
      glyphs(scene, all, colours);
      if (scene.strongLinks) linkNames(scene, taken, names, colours);
      const crowded = scene.nodes.size > 400;
      const budget = Math.round((bounds.width * bounds.height) / (crowded ? 13000 : 7500));
      state.boxes = [];
      for (const [id, dot] of named) {
        if (state.boxes.length >= budget) break;
        const node = store.nodes[id];
        if (crowded && node.w < 0.3 && dot.r < 7 && !scene.strong) continue; // what has no story is named from near only
        const chosen = id === scene.selected;
        const size = chosen ? 15 : node.size * (store.nodes.length > 400 ? 1.4 : 1) > 17 ? 14 : 12;
        const lines = KG.breakName(node.label, chosen ? 18 : LINE);
        const box = spot(id, dot, lines, size, chosen || state.boxes.length < first ? [taken, names] : [taken], bounds);
        if (!box) continue;
        taken.add(box);
        names.add(box);
        state.boxes.push({ id, x: box.x, y: box.y, w: box.w, h: box.h, size, lines, weight: chosen ? 600 : 400 });
        lines.forEach((line, row) => write(line, box.x + box.w / 2, box.y + 2 + (row + 0.5) * size * 1.22, size, colours.ink, colours.halo, chosen ? 600 : 400));
      }
    };

    function rings(scene, colours) {
      for (const id of [scene.selected, scene.hover]) {
        const dot = id === null || id === undefined ? null : screen(id);
        if (!dot || !scene.nodes.has(id)) continue;
        pen.strokeStyle = id === scene.selected ? colours.accent : colours.soft;
        pen.lineWidth = 2;
        pen.beginPath();
        pen.arc(dot.x, dot.y, dot.r + 4, 0, 2 * Math.PI);
        pen.stroke();
      }
    }
    // What is inferred is hollow: the 2D renderer draws it so, on WebGL dots the hole is laid above.
    function holes(all, colours) {
      pen.fillStyle = colours.halo;
      for (const [id, dot] of all) {
        if (!store.nodes[id].inf || dot.r < 2) continue;
        pen.beginPath();
        pen.arc(dot.x, dot.y, dot.r - Math.min(2, dot.r * 0.35), 0, 2 * Math.PI);
        pen.fill();
      }
    }
    // Which way a link goes, for WebGL lines without heads: where the reader looks, or is near enough to see it.
    function heads(scene, all, colours) {
      const near = scene.strongLinks || new Set(all.filter(([, dot]) => dot.r >= 8).slice(0, 60).flatMap(([id]) => store.linksOf[id].filter((link) => link.to === id && scene.links.has(link))));
      pen.fillStyle = scene.strongLinks ? colours.soft : KG.alpha(colours.soft, 0.55);
      pen.beginPath();
      let left = 400;
      for (const link of near) {
        const [from, to] = link.both || left === 0 ? [] : [screen(link.from), screen(link.to)];
        const length = from && to ? Math.hypot(to.x - from.x, to.y - from.y) : 0;
        if (length < 12 + (to ? to.r : 0)) continue;
        left -= 1;
        const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
        const [tip, base] = [to.r + 1, to.r + 9];
        pen.moveTo(to.x - ux * tip, to.y - uy * tip);
        pen.lineTo(to.x - ux * base - uy * 3.5, to.y - uy * base + ux * 3.5);
        pen.lineTo(to.x - ux * base + uy * 3.5, to.y - uy * base - ux * 3.5);
      }
      pen.fill();
      state.heads = 400 - left;
    }
    function glyphs(scene, all, colours) {
      for (const [id, dot] of all) {
        if (dot.r < 8) continue;
        setFont(`600 ${Math.round(Math.min(20, dot.r * 1.02))}px ${family}`);
        pen.fillStyle = store.nodes[id].inf ? scene.colourOf(store.nodes[id]) : colours.sheet;
        pen.fillText(KG.glyph(store.nodes[id].kind), dot.x, dot.y + dot.r * 0.06);
      }
    }
    function linkNames(scene, taken, names, colours) {
      state.edgeBoxes = [];
      for (const link of [...scene.strongLinks].slice(0, 60)) {
        const [a, b] = [screen(link.from), screen(link.to)];
        if (!a || !b || Math.hypot(a.x - b.x, a.y - b.y) < a.r + b.r + 34) continue;
        const verbs = [...new Set(link.facts.filter((fact) => scene.facts.has(fact)).map((fact) => KG.predicate(fact.p)))];
        const said = KG.sayings(link);
        const text = verbs.join(" · ") + (said > 1 ? ` ×${said}` : "");
        const w = measure(text, 11) + 6;
        const box = { x: (a.x + b.x) / 2 - w / 2, y: (a.y + b.y) / 2 - 8, w, h: 16, owner: `link${link.id}` };
        if (!taken.free(box, box.owner)) continue;
        taken.add(box);
        names.add(box);
        state.edgeBoxes.push({ ...box, text });
        write(text, box.x + w / 2, box.y + 8, 11, colours.soft, colours.halo);
      }
    }
    return state;
  };
})(window.KG);
